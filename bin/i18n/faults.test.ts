import { expect, it } from 'vitest';
import { readCatalogue } from './catalogue';
import { faultsOf } from './faults';

const faults = ( entry: string ): string[] =>
	faultsOf(
		readCatalogue(
			`msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=3; plural=0;\\n"\n\n${ entry }\n`
		)
	);

it( 'finds nothing wrong with a good translation', () => {
	expect( faults( 'msgid "%s left."\nmsgstr "Ostalo: %s."' ) ).toEqual( [] );
} );

it.each( [
	[ 'not translated', 'msgid "Save"\nmsgstr ""' ],
	[ 'only guessed (fuzzy)', '#, fuzzy\nmsgid "Save"\nmsgstr "Čuvaj"' ],
	[
		'not translated',
		'msgid "%d day"\nmsgid_plural "%d days"\nmsgstr[0] "%d dan"\nmsgstr[1] "%d dana"\nmsgstr[2] ""',
	],
	[ 'other placeholders (%2$s)', 'msgid "%1$s of %2$s"\nmsgstr "od %2$s"' ],
	[
		'other placeholders ()',
		'msgid "One day"\nmsgid_plural "%d days"\nmsgstr[0] "Jedan dan"\nmsgstr[1] "%d dana"\nmsgstr[2] "%d dana"',
	],
	[ 'other tags', 'msgid "<a>Open</a>"\nmsgstr "Otvori"' ],
	[ 'begins or ends with other signs', 'msgid "Done."\nmsgstr "Gotovo"' ],
	[
		'quotes other than „…“',
		'msgid "Press “Go”"\nmsgstr "Pritisnite „Idi”"',
	],
	[
		'quotes other than „…“',
		'msgid "Press “Go”"\nmsgstr "Pritisnite \\"Idi\\""',
	],
	[
		'quotes other than „…“',
		'msgid "Press “Go”"\nmsgstr "Pritisnite “Idi“"',
	],
] )( 'finds what is %s', ( fault, entry ) => {
	expect( faults( entry ) ).toEqual( [
		expect.stringMatching(
			new RegExp( `^${ fault.replace( /[()$]/g, '\\$&' ) }: ` )
		),
	] );
} );

it( 'finds a text that is quoted with other words than its own', () => {
	const send = 'msgid "Send now"\nmsgstr "Pošalji odmah"';
	const press = ( quoted: string, as: string ) =>
		`msgid "Press ${ quoted }"\nmsgstr "Pritisnite „${ as }“"`;
	for ( const quoted of [ '“Send now”', '\\"Send now\\"' ] ) {
		expect(
			faults( `${ send }\n\n${ press( quoted, 'Pošalji odmah' ) }` )
		).toEqual( [] );
		expect(
			faults( `${ send }\n\n${ press( quoted, 'Pošalji sada' ) }` )
		).toEqual( [
			expect.stringMatching( /^does not quote „Pošalji odmah“: Press / ),
		] );
	}
	// What nothing of ours is called may be called anything.
	expect( faults( press( '“Prices”', 'Cene' ) ) ).toEqual( [] );
} );

it( 'finds Latin words in Serbian, names aside', () => {
	expect(
		faultsOf(
			readCatalogue(
				'msgid ""\nmsgstr ""\n"Language: sr_RS\\n"\n\nmsgid "To SORS"\nmsgstr "U SORS"\n'
			)
		)
	).toEqual( [ 'not in Cyrillic (U): To SORS' ] );
} );
