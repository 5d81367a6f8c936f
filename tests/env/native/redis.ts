import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { newestFirst, socketDir, userCacheDir, workDir } from '../paths';
import { Problem } from '../run/problem';
import { type Service, startService } from '../run/service';
import { which } from '../run/which';
import { siteDir } from './site';

/** The public plugin “Redis Object Cache”, of which a site gets the drop-in alone. */
const PLUGIN = /^redis-cache-[\d.]+$/;
const DROP_IN = 'includes/object-cache.php';

/** The newest of the user's cache. */
export async function findDropIn(
	cache = userCacheDir
): Promise< string | undefined > {
	const [ newest ] = await newestFirst( cache, PLUGIN );
	const file = newest && join( newest, DROP_IN );
	return file && existsSync( file ) ? file : undefined;
}

/** The beginning of the answer; '' = there is none. */
const ask = ( socket: string, words: string ): Promise< string > =>
	new Promise( ( resolve ) => {
		const client = connect( socket, () =>
			client.write( `${ words }\r\n` )
		);
		const end = ( answer: string ): void => {
			client.destroy();
			resolve( answer );
		};
		client.once( 'data', ( data ) => end( data.toString() ) );
		client.once( 'error', () => end( '' ) );
		client.once( 'close', () => end( '' ) );
		client.setTimeout( 2000, () => end( '' ) );
	} );

const fileOf = ( dir: string ): string =>
	join( dir, 'wp-content/object-cache.php' );

/** One that a run left which was cut off: without its server the site would not even load. */
export const removeObjectCache = ( site: string ): Promise< void > =>
	rm( fileOf( siteDir( site ) ), { force: true } );

export type ObjectCache = Service & {
	/** How often something was found in it. */
	hits: () => Promise< number >;
};

/** Redis in memory alone, without a network port, as the object cache of a site. */
export async function startObjectCache(
	site: string,
	dropIn: string
): Promise< ObjectCache > {
	const program = await which( 'redis-server' );
	if ( ! program ) {
		throw new Problem( 'The Redis server (redis-server) is missing.' );
	}
	const socket = join( socketDir, `redis-${ site }.sock` );
	await mkdir( socketDir, { recursive: true } );
	await rm( socket, { force: true } );
	const redis = await startService( {
		name: 'Redis',
		program,
		args: [
			...[ '--port', '0' ],
			...[ '--unixsocket', socket ],
			...[ '--save', '' ],
			...[ '--appendonly', 'no' ],
		],
		logFile: join( workDir, `log/redis-${ site }.log` ),
		isReady: async () =>
			( await ask( socket, 'PING' ) ).startsWith( '+PONG' ),
		timeoutMs: 20_000,
	} );
	await writeFile(
		fileOf( siteDir( site ) ),
		`<?php
define( 'WP_REDIS_CLIENT', 'phpredis' );
define( 'WP_REDIS_SCHEME', 'unix' );
define( 'WP_REDIS_PATH', '${ socket }' );
require '${ dropIn }';
`
	);
	return {
		...redis,
		hits: async () =>
			Number(
				( await ask( socket, 'INFO stats' ) ).match(
					/keyspace_hits:(\d+)/
				)?.[ 1 ] ?? 0
			),
		stop: async () => {
			await removeObjectCache( site );
			await redis.stop();
		},
	};
}
