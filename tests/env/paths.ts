import { createHash } from 'node:crypto';
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

/** What only this checkout uses and can be thrown away: sites, database, reports. */
export const workDir = join( projectDir, '.cache' );

/**
 * Short-lived files with short names. A Unix socket's path may have 107
 * characters only, so the checkout's own folder would not always do.
 */
export const socketDir = join(
	tmpdir(),
	'sors-' +
		createHash( 'sha256' )
			.update( projectDir )
			.digest( 'hex' )
			.slice( 0, 12 )
);

export const pluginSlug = 'sors-api-for-woocommerce';
