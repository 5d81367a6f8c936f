import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { newestFirst, userCacheDir } from '../../tests/env/paths';
import { Problem } from '../../tests/env/run/problem';

const PREFIX = 'plugin-check-';

export const MISSING = `Plugin Check was not run: PLUGIN_CHECK_DIR is not set, and ${ userCacheDir } has no ${ PREFIX }VERSION with a vendor folder.
docs/plugin-check.md says how to bring it.`;

const isWhole = ( dir: string ): boolean =>
	[ 'plugin.php', 'vendor/squizlabs/php_codesniffer/bin/phpcs' ].every(
		( file ) => existsSync( join( dir, file ) )
	);

/** The folder of Plugin Check with its packages; what was asked for is never replaced by something else. */
export async function findPluginCheck(): Promise< string | undefined > {
	const asked = process.env.PLUGIN_CHECK_DIR;
	if ( asked ) {
		if ( ! isWhole( asked ) ) {
			throw new Problem(
				`PLUGIN_CHECK_DIR is ${ asked }, and there is no Plugin Check with its vendor folder.`
			);
		}
		return asked;
	}
	for ( const dir of await newestFirst( userCacheDir, /^plugin-check-\d/ ) ) {
		if ( isWhole( dir ) ) {
			return dir;
		}
	}
	return undefined;
}
