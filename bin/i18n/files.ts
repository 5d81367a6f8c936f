import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import { merge, readCatalogue, template, writeCatalogue } from './catalogue';
import { machineObject, scriptTranslations } from './compile';
import { extract } from './extract';
import { filesOfScript } from './imports';
import { inLatin, SERBIAN } from './latin';
import type { SharedMessage } from './message';
import { unbroken } from './unbroken';

export const DOMAIN = 'sors-api-for-woocommerce';

/** Languages that the plugin brings along. English is in the code. */
export const LOCALES = [ SERBIAN ];

/** The script that includes/Admin/Menu.php sets translations for; WordPress looks for a file of this name. */
const APP = 'sors-api-app';

/** On pages of WooCommerce: each is a file at the top of src/, and includes/Admin/BuiltScript.php loads it. */
const SCRIPT = /^([a-z-]+)\.ts$/;

export function poFile( locale: string ): string {
	return `languages/${ DOMAIN }-${ locale }.po`;
}

/** Path below the project → contents, of every file in languages/ as the code of today wants it. */
export function languageFiles( projectDir: string ): Map< string, Buffer > {
	const messages = extract( projectDir );
	const scripts = scriptsWithTexts( projectDir, messages );
	const files = new Map< string, Buffer >();
	files.set(
		`languages/${ DOMAIN }.pot`,
		Buffer.from(
			writeCatalogue( template( messages, packageJson.version ) )
		)
	);
	for ( const locale of LOCALES ) {
		const catalogue = merge(
			readCatalogue(
				readFileSync( join( projectDir, poFile( locale ) ), 'utf8' )
			),
			messages
		);
		files.set(
			poFile( locale ),
			Buffer.from( writeCatalogue( catalogue ) )
		);
		const shown = unbroken( catalogue );
		for ( const [ name, texts ] of Object.entries( {
			[ locale ]: shown,
			...( locale === SERBIAN
				? { [ `${ locale }-latin` ]: inLatin( shown ) }
				: {} ),
		} ) ) {
			const base = `languages/${ DOMAIN }-${ name }`;
			files.set( `${ base }.mo`, machineObject( texts ) );
			files.set(
				`${ base }-${ APP }.json`,
				Buffer.from( scriptTranslations( texts, locale ) )
			);
			for ( const [ script, isShown ] of scripts ) {
				files.set(
					`${ base }-sors-${ script }.json`,
					Buffer.from( scriptTranslations( texts, locale, isShown ) )
				);
			}
		}
	}
	return files;
}

/** Script → whether it shows the texts of a source file. */
function scriptsWithTexts(
	projectDir: string,
	messages: SharedMessage[]
): [ string, ( file: string ) => boolean ][] {
	return readdirSync( join( projectDir, 'src' ) )
		.flatMap( ( file ) => SCRIPT.exec( file )?.[ 1 ] ?? [] )
		.map( ( script ): [ string, ( file: string ) => boolean ] => {
			const sources = new Set( filesOfScript( projectDir, script ) );
			return [ script, ( file ) => sources.has( file ) ];
		} )
		.filter( ( [ , isShown ] ) =>
			messages.some( ( { files } ) => files.some( isShown ) )
		);
}

/** Names of files that are missing or differ from what the code of today wants. */
export function staleFiles( projectDir: string ): string[] {
	return [ ...languageFiles( projectDir ) ]
		.filter( ( [ file, contents ] ) => {
			const path = join( projectDir, file );
			return (
				! existsSync( path ) ||
				! readFileSync( path ).equals( contents )
			);
		} )
		.map( ( [ file ] ) => file );
}
