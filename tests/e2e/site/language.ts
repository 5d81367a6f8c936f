import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mo } from 'gettext-parser';
import {
	entriesOf,
	readCatalogue,
	type Catalogue,
} from '../../../bin/i18n/catalogue';
import { poFile } from '../../../bin/i18n/files';
import { keptTogether } from '../../../bin/i18n/unbroken';
import { projectDir } from '../../env/paths';
import type { ShopSession } from '../../env/shop-session';

export type Language = 'en' | 'sr';

/** A text of the plugin as the shop's language has it: how buttons are found. */
export type Say = ( text: string ) => string;

const languages = (): string =>
	join( process.env.SORS_TEST_SITE ?? '', 'wp-content/languages' );

/** WordPress counts a language as installed once its file is there; its own words stay English. */
export async function installSerbian(): Promise< void > {
	await mkdir( languages(), { recursive: true } );
	await writeFile(
		join( languages(), 'sr_RS.mo' ),
		mo.compile( {
			charset: 'utf-8',
			headers: { Language: 'sr_RS' },
			translations: {},
		} )
	);
}

export async function removeSerbian(): Promise< void > {
	await rm( join( languages(), 'sr_RS.mo' ), { force: true } );
}

const serbianCatalogue = async (): Promise< Catalogue > =>
	readCatalogue(
		await readFile( join( projectDir, poFile( 'sr_RS' ) ), 'utf8' )
	);

/** From now on the shop has this language. Serbian must be installed. */
export async function speak(
	session: ShopSession,
	language: Language
): Promise< Say > {
	await session.rest( 'PUT', 'wp/v2/settings', {
		language: language === 'sr' ? 'sr_RS' : '',
	} );
	if ( language === 'en' ) {
		return ( text ) => text;
	}
	const words = new Map(
		entriesOf( await serbianCatalogue() )
			// The tables' own words may be ours with another meaning.
			.filter( ( { msgctxt } ) => ! msgctxt )
			.map( ( { msgid, msgstr } ) => [
				msgid,
				keptTogether( msgstr[ 0 ] ?? '' ),
			] )
	);
	return ( text ) => {
		const word = words.get( text );
		if ( ! word ) {
			throw new Error( `Not translated: ${ text }` );
		}
		return word;
	};
}

/** English of ours that must not show: shorter parts may be WooCommerce's own words. */
export async function englishTexts(): Promise< string[] > {
	return entriesOf( await serbianCatalogue() )
		.filter( ( { msgid, msgstr } ) => msgid !== msgstr[ 0 ] )
		.flatMap( ( { msgid } ) => msgid.split( /%(?:\d+\$)?[a-z%]/ ) )
		.map( ( part ) => part.trim() )
		.filter( ( part ) => /\w+ \w+ \w+ \w+/.test( part ) );
}
