import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createI18n } from '@wordpress/i18n';
import { mo } from 'gettext-parser';
import { describe, expect, it } from 'vitest';
import { projectDir } from '../../tests/env/paths';
import { entriesOf, readCatalogue } from './catalogue';
import { DATAVIEWS } from './extract';
import { faultsOf } from './faults';
import { DOMAIN, LOCALES, poFile, staleFiles } from './files';

type Messages = Record< string, string[] >;

const read = ( file: string ): string =>
	readFileSync( join( projectDir, file ), 'utf8' );

it( 'languages/ is what the code of today wants; else: npm run i18n', () => {
	expect( staleFiles( projectDir ) ).toEqual( [] );
}, 60_000 ); // Every source file is parsed: three seconds, on a busy machine more.

it.each( LOCALES )( 'every text is translated into %s', ( locale ) => {
	expect( faultsOf( readCatalogue( read( poFile( locale ) ) ) ) ).toEqual(
		[]
	);
} );

it( 'texts of ours have “ ” and ’, and no signs of typewriters', () => {
	expect(
		entriesOf( readCatalogue( read( poFile( 'sr_RS' ) ) ) )
			.filter( ( { comments } ) => comments?.reference !== DATAVIEWS )
			.flatMap( ( { msgid, msgid_plural: plural = '' } ) => [
				msgid,
				plural,
			] )
			.filter( ( text ) => /["']/.test( text.replace( /<[^>]+>/g, '' ) ) )
	).toEqual( [] );
} );

describe( 'Serbian', () => {
	const texts = ( set: string, script = 'sors-api-app' ): Messages =>
		JSON.parse( read( `languages/${ DOMAIN }-${ set }-${ script }.json` ) )
			.locale_data.messages;

	it( 'has in Latin what it has in Cyrillic, in the app and in PHP', () => {
		const cyrillic = texts( 'sr_RS' );
		const latin = texts( 'sr_RS-latin' );
		expect( Object.keys( latin ) ).toEqual( Object.keys( cyrillic ) );
		expect( cyrillic.Overview ).toEqual( [ 'Преглед' ] );
		expect( latin.Overview ).toEqual( [ 'Pregled' ] );
		for ( const set of [ 'sr_RS', 'sr_RS-latin' ] ) {
			const { headers, translations } = mo.parse(
				readFileSync(
					join( projectDir, `languages/${ DOMAIN }-${ set }.mo` )
				)
			);
			expect( headers[ 'Plural-Forms' ] ).toContain( 'nplurals=3' );
			expect( translations[ '' ]?.Settings?.msgstr ).toEqual( [
				set === 'sr_RS' ? 'Подешавања' : 'Podešavanja',
			] );
			// Only the app shows this one.
			expect( translations[ '' ]?.[ 'Everything is saved.' ] ).toBe(
				undefined
			);
		}
	} );

	it.each( [
		[ 1, 'Обрађена је %d ставка.' ],
		[ 3, 'Обрађене су %d ставке.' ],
		[ 5, 'Обрађено је %d ставки.' ],
		[ 12, 'Обрађено је %d ставки.' ],
		[ 21, 'Обрађена је %d ставка.' ],
		[ 112, 'Обрађено је %d ставки.' ],
	] )( 'counts %d rows: %s', ( count, sentence ) => {
		const { headers, translations } = readCatalogue(
			read( poFile( 'sr_RS' ) )
		);
		const rows = translations[ '' ]?.[ '%d entry was processed.' ];
		const i18n = createI18n( {
			'': { 'plural-forms': headers[ 'Plural-Forms' ] },
			row: rows?.msgstr,
		} );
		// eslint-disable-next-line @wordpress/i18n-text-domain -- a catalogue of its own
		expect( i18n._n( 'row', 'rows', count ) ).toBe( sentence );
	} );

	it.each( [ 'sors-order-box', 'sors-product-box', 'sors-order-company' ] )(
		'reaches %s on the pages of WooCommerce, which has nothing of the app',
		( script ) => {
			for ( const [ set, text ] of [
				[ 'sr_RS', 'Више нисте пријављени.' ],
				[ 'sr_RS-latin', 'Više niste prijavljeni.' ],
			] as const ) {
				const shown = texts( set, script );
				expect( shown[ 'You are no longer logged in.' ] ).toEqual( [
					text,
				] );
				expect( shown.Overview ).toBe( undefined );
			}
		}
	);
} );
