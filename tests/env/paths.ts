import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout that this file belongs to. */
export const projectDir = resolve(
	dirname( fileURLToPath( import.meta.url ) ),
	'../..'
);

/** Downloads that serve every checkout of one user: WordPress and WooCommerce. */
export const userCacheDir = join(
	process.env.XDG_CACHE_HOME || join( homedir(), '.cache' ),
	'sors-api-for-woocommerce'
);

/** Whole paths of what is in a cache under such names, which end with a version: the newest first. */
export async function newestFirst(
	cache: string,
	names: RegExp
): Promise< string[] > {
	const found = await readdir( cache ).catch( () => [] );
	return found
		.filter( ( name ) => names.test( name ) )
		.sort( ( a, b ) => b.localeCompare( a, undefined, { numeric: true } ) )
		.map( ( name ) => join( cache, name ) );
}

/** What only this checkout uses and can be thrown away: sites, database, reports. */
export const workDir =
	process.env.SORS_WORK_DIR || join( projectDir, '.cache' );

/**
 * Short-lived files with short names. A Unix socket's path may have 107
 * characters only, so the checkout's own folder would not always do.
 */
export const socketDir = join(
	tmpdir(),
	'sors-' +
		createHash( 'sha256' ).update( workDir ).digest( 'hex' ).slice( 0, 12 )
);

export const pluginSlug = 'sors-api-for-woocommerce';
