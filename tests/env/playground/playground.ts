import { copyFile, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pluginSlug, projectDir, workDir } from '../paths';
import { onEnd } from '../run/processes';
import getPort from 'get-port';
import { Problem } from '../run/problem';
import { startService } from '../run/service';
import { temporaryIn } from '../run/temporary';
import { step } from '../run/progress';
import { layFiles, siteScriptsDir, writeAddresses } from '../site/files';
import { debugLogOf, ownNotices } from '../site/notices';
import type { Source, StoreSource } from '../wordpress/source';
import type { PhpVersion } from './php-versions';

/** Fewer block each other: WordPress calls itself, and SQLite's lock is waited for. */
const WORKERS = '6';

export type PlaygroundOptions = {
	wordpress: Source;
	store: StoreSource;
	sorsUrl: string;
	php: PhpVersion;
};

export type Playground = {
	url: string;
	/** What PHP has noticed in the plugin's files so far. */
	notices: () => Promise< string[] >;
	stop: () => Promise< void >;
};

/**
 * A throw-away shop in WordPress Playground: PHP in WebAssembly and SQLite, so
 * that a machine needs Node and nothing else.
 */
export async function startPlayground(
	options: PlaygroundOptions
): Promise< Playground > {
	const { dir, remove: removeFolder } = await temporaryIn(
		workDir,
		'playground-'
	);
	const site = join( dir, 'wordpress' );
	const keptLog = join( workDir, 'log/playground-debug.log' );
	await rm( keptLog, { force: true } );
	const remove = async () => {
		// PHP notices are read after the shop has been removed.
		await copyFile( debugLogOf( site ), keptLog ).catch( () => undefined );
		await removeFolder();
	};
	const forget = onEnd( remove );
	const blueprint = join( dir, 'blueprint.json' );
	const logFile = join( workDir, 'log/playground.log' );
	const port = await getPort( { host: '127.0.0.1' } );
	const url = `http://127.0.0.1:${ port }`;
	await layFiles( site, {
		wordpress: options.wordpress,
		store: options.store,
		plugins: 'copied',
		config: { cron: true },
	} );
	await copyFile(
		join( dirname( fileURLToPath( import.meta.url ) ), 'mu-plugin.php' ),
		join( site, 'wp-content/mu-plugins/playground.php' )
	);
	await writeAddresses( site, { url, sorsUrl: options.sorsUrl } );
	await writeFile(
		blueprint,
		JSON.stringify( blueprintFor( options ), null, '\t' )
	);
	const service = await step( 'Starting WordPress in Playground', () =>
		startService( {
			name: 'WordPress Playground',
			program: process.execPath,
			args: [
				join(
					projectDir,
					'node_modules/@wp-playground/cli/wp-playground.js'
				),
				'server',
				...[ '--port', String( port ) ],
				...[ '--workers', WORKERS ],
				...[ '--php', options.php ],
				...[ '--mount-dir-before-install', site, '/wordpress' ],
				...[ '--mount-dir', siteScriptsDir, '/site' ],
				...[ '--mount-dir', projectDir, pluginMount ],
				'--wordpress-install-mode',
				'install-from-existing-files-if-needed',
				...[ '--blueprint', blueprint ],
			],
			logFile,
			// The server answers before the blueprint is through; this line comes after.
			isReady: async () =>
				( await readFile( logFile, 'utf8' ) ).includes( 'Ready!' ),
			timeoutMs: 240_000,
		} )
	).catch( async ( error: Error ) => {
		throw new Problem(
			`${ error.message }\n${ await fatalsOf( site ) }`.trim()
		);
	} );
	return {
		url,
		notices: () => ownNotices( debugLogOf( site ) ),
		stop: async () => {
			await service.stop();
			await remove();
			forget();
		},
	};
}

const pluginMount = `/wordpress/wp-content/plugins/${ pluginSlug }`;

function blueprintFor( { store, php }: PlaygroundOptions ): object {
	return {
		preferredVersions: { php, wp: 'latest' },
		steps: [
			{
				step: 'activatePlugin',
				pluginPath: `woocommerce/${ store.mainFile }`,
			},
			{
				step: 'runPHP',
				code: [
					'<?php',
					'require "/wordpress/wp-load.php";',
					'require "/site/configure.php";',
					'wp_set_current_user( 1 );',
					'wp_set_password( "password", 1 );',
					'update_option( "permalink_structure", "/%postname%/" );',
					'$GLOBALS["wp_rewrite"]->init();',
					'SorsApi\\Tests\\Env\\configure_shop( true, true );',
				].join( '\n' ),
			},
			{
				step: 'activatePlugin',
				pluginPath: `${ pluginSlug }/${ pluginSlug }.php`,
			},
		],
	};
}

/** Playground says only that PHP failed; WordPress' own log says why. */
async function fatalsOf( site: string ): Promise< string > {
	const log = await readFile( debugLogOf( site ), 'utf8' ).catch( () => '' );
	const fatals = log
		.split( '\n' )
		.filter( ( line ) => /PHP (Fatal|Parse)/.test( line ) );
	return [ ...new Set( fatals ) ].slice( -3 ).join( '\n' );
}
