/**
 * `npm test -- --as-new` runs as on a machine that has never seen this project
 * and cannot reach wordpress.org: HOME, cache and work folder are empty, and the
 * store is the stand-in. bin/test.ts imports this file first, since what it
 * imports after that reads the environment.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const OF_THIS_MACHINE = [
	...[ 'WORDPRESS_DIR', 'WOOCOMMERCE_DIR', 'WP_VERSION', 'WC_VERSION' ],
	'npm_config_cache',
];

if ( process.argv.includes( '--as-new' ) ) {
	const folder = resolve(
		dirname( fileURLToPath( import.meta.url ) ),
		'../../.cache/as-new'
	);
	rmSync( folder, { recursive: true, force: true } );
	for ( const name of OF_THIS_MACHINE ) {
		delete process.env[ name ];
	}
	Object.assign( process.env, {
		HOME: join( folder, 'home' ),
		XDG_CACHE_HOME: join( folder, 'home/.cache' ),
		SORS_WORK_DIR: join( folder, 'work' ),
		SORS_STORE: 'stand-in',
	} );
	mkdirSync( join( folder, 'home' ), { recursive: true } );
}
