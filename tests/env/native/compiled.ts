import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { workDir } from '../paths';

const SETTINGS = `opcache.enable_cli=1
opcache.file_cache_only=1
opcache.file_cache_consistency_checks=0
`;

/**
 * For PHP_INI_SCAN_DIR: each PHP process finds in files what others compiled. Tests start WordPress in processes of
 * their own some hundred times, which takes 0.2 s of a processor so, and 0.7 without.
 */
export async function compiledOnce(): Promise< string > {
	const settings = join( workDir, 'php', 'settings' );
	const compiled = join( workDir, 'php', 'compiled' );
	for ( const folder of [ settings, compiled ] ) {
		await mkdir( folder, { recursive: true } );
	}
	await writeFile(
		join( settings, 'compiled.ini' ),
		`${ SETTINGS }opcache.file_cache=${ compiled }\n`
	);
	// Nothing before the colon stands for the folder that PHP was built with.
	return `${ process.env.PHP_INI_SCAN_DIR ?? '' }:${ settings }`;
}
