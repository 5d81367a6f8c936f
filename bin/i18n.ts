/**
 * npm run i18n: collects the texts of PHP and TypeScript into languages/*.pot,
 * brings each language's .po up to them, and makes from it what WordPress
 * loads (.mo, and .json for the admin app). Says what is left to translate.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectDir } from '../tests/env/paths';
import { readCatalogue } from './i18n/catalogue';
import { faultsOf } from './i18n/faults';
import { languageFiles, LOCALES, poFile } from './i18n/files';

for ( const [ file, contents ] of languageFiles( projectDir ) ) {
	writeFileSync( join( projectDir, file ), contents );
}
for ( const locale of LOCALES ) {
	const faults = faultsOf(
		readCatalogue(
			readFileSync( join( projectDir, poFile( locale ) ), 'utf8' )
		)
	);
	process.stdout.write(
		faults.length === 0
			? `${ locale }: complete\n`
			: `${ faults.join( '\n' ) }\n${ locale }: ${ faults.length } to correct in ${ poFile( locale ) }, then run this again\n`
	);
}
