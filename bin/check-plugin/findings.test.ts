import { expect, it } from 'vitest';
import { explainedIn, report, type Finding } from './findings';
import { parsed } from './on-site';

const PAGE = `# Plugin Check

## Warnings

| code | why |
| --- | --- |
| \`A.B\`, \`A.C\` | \`Not.This\` |

## After

| \`Not.That\` | |
`;

const finding = ( type: Finding[ 'type' ], code: string ): Finding => ( {
	type,
	code,
	file: 'a.php',
	line: 3,
	message: 'So it is.',
} );

it( 'takes as explained what the page explains, and an error never', () => {
	const explained = explainedIn( PAGE );
	expect( [ ...explained ] ).toEqual( [ 'A.B', 'A.C' ] );
	expect(
		report(
			[ finding( 'WARNING', 'A.B' ), finding( 'WARNING', 'A.B' ) ],
			explained
		)
	).toEqual( {
		text: 'explained: 2 × A.B\n0 errors, 2 warnings, 0 of these not explained\n',
		ok: true,
	} );
	for ( const bad of [
		finding( 'ERROR', 'A.B' ),
		finding( 'WARNING', 'Not.That' ),
	] ) {
		const { text, ok } = report( [ bad ], explained );
		expect( ok ).toBe( false );
		expect( text ).toContain( `${ bad.type } a.php:3 ${ bad.code }\n  So` );
	}
} );

it( 'does not take an answer that cannot be read for a clean one', () => {
	expect( parsed( 'Success: Checks complete. No errors found.\n' ) ).toEqual(
		[]
	);
	expect( () => parsed( '' ) ).toThrow( 'Plugin Check' );
	expect( () => parsed( 'PHP Fatal error: no' ) ).toThrow( 'Plugin Check' );
	expect(
		parsed(
			'Deprecated: so\n[{"type":"ERROR","code":"A.B","file":"a.php","line":"3","message":"So it is."}]'
		)
	).toEqual( [ finding( 'ERROR', 'A.B' ) ] );
} );
