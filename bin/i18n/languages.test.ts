import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createI18n } from '@wordpress/i18n';
import { describe, expect, it } from 'vitest';
import { projectDir } from '../../tests/env/paths';
import { entriesOf, readCatalogue } from './catalogue';
import { faultsOf } from './faults';
import { DOMAIN, LOCALES, poFile, staleFiles } from './files';

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

describe( 'Serbian', () => {
	it( 'is written in Latin script throughout', () => {
		const cyrillic = entriesOf(
			readCatalogue( read( poFile( 'sr_RS' ) ) )
		).filter( ( { msgstr } ) =>
			msgstr.some( ( text ) => /\p{Script=Cyrillic}/u.test( text ) )
		);
		expect( cyrillic ).toEqual( [] );
	} );

	it.each( [
		[ 1, 'Obrađena je %d stavka.' ],
		[ 3, 'Obrađene su %d stavke.' ],
		[ 5, 'Obrađeno je %d stavki.' ],
		[ 12, 'Obrađeno je %d stavki.' ],
		[ 21, 'Obrađena je %d stavka.' ],
		[ 112, 'Obrađeno je %d stavki.' ],
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

	it( 'reaches screens of the admin app that load later', () => {
		const i18n = createI18n(
			JSON.parse(
				read( `languages/${ DOMAIN }-sr_RS-sors-api-app.json` )
			).locale_data.messages,
			DOMAIN
		);
		expect( i18n.__( 'Overview', 'sors-api-for-woocommerce' ) ).toBe(
			'Pregled'
		);
		expect(
			i18n.__( 'Everything is saved.', 'sors-api-for-woocommerce' )
		).toBe( 'Sve je sačuvano.' );
	} );
} );
