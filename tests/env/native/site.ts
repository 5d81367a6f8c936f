import { createHash } from 'node:crypto';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pluginSlug } from '../paths';
import { command } from '../run/command';
import { step } from '../run/progress';
import { layFiles, siteScriptsDir } from '../site/files';
import type { Source, StoreSource } from '../wordpress/source';
import { databaseSocket, recreateDatabase, sitesDir } from './mariadb';

/** A file beside the site, as in Playground, or the private server. */
export type Database = 'mariadb' | 'sqlite';

export type SiteSpec = {
	/** Letters, digits and `-`: names the folder and the database. */
	name: string;
	wordpress: Source;
	store: StoreSource;
	hpos: boolean;
	taxes: boolean;
	/** WooCommerce's optional features, as far as it asks plugins about them. */
	features: boolean;
	database: Database;
	/** A network of sites, of which this is the first; plugins are active in all. */
	network?: boolean;
	/** Without our plugin. */
	bare?: boolean;
};

export function siteDir( name: string ): string {
	return join( sitesDir, name );
}

export function databaseName( name: string ): string {
	return `sors_${ name.replace( /-/g, '_' ) }`;
}

/**
 * A WordPress of its own with the shop and this plugin, ready for use. Kept
 * from run to run, and rebuilt when anything that it was made from changed.
 */
export async function ensureSite( spec: SiteSpec ): Promise< string > {
	const dir = siteDir( spec.name );
	const mark = `${ dir }.made-from`;
	const wanted = await fingerprint( spec );
	if ( ( await readFile( mark, 'utf8' ).catch( () => '' ) ) === wanted ) {
		return dir;
	}
	await rm( mark, { force: true } );
	await step( `Setting up the site “${ spec.name }”`, async () => {
		const sqlite = spec.database === 'sqlite';
		const database = databaseName( spec.name );
		await layFiles( dir, {
			wordpress: spec.wordpress,
			store: spec.store,
			plugins: 'linked',
			bare: spec.bare,
			sqlite,
			config: {
				database: sqlite
					? undefined
					: { name: database, host: `localhost:${ databaseSocket }` },
				cron: false,
			},
		} );
		if ( ! sqlite ) {
			await recreateDatabase( database );
		}
		await setUp( dir, spec );
	} );
	await writeFile( mark, wanted );
	return dir;
}

async function fingerprint( spec: SiteSpec ): Promise< string > {
	const hash = createHash( 'sha256' );
	for ( const file of ( await readdir( siteScriptsDir ) ).sort() ) {
		hash.update( await readFile( join( siteScriptsDir, file ), 'utf8' ) );
	}
	const { wordpress, store, hpos, taxes, features } = spec;
	hash.update(
		JSON.stringify( [
			wordpress.dir,
			wordpress.version,
			store.dir,
			store.version,
			hpos,
			taxes,
			features,
			spec.database,
			spec.network,
			spec.bare,
		] )
	);
	return hash.digest( 'hex' );
}

async function setUp( dir: string, spec: SiteSpec ): Promise< void > {
	const { hpos, taxes, features, store, network } = spec;
	await runScript( dir, 'install.php' );
	if ( network ) {
		await runScript( dir, 'network.php' );
	}
	await runScript( dir, 'activate.php', [
		`woocommerce/${ store.mainFile }`,
	] );
	await runScript( dir, 'configure-native.php', [], {
		SORS_SITE_OPTIONS: JSON.stringify( { hpos, taxes, features } ),
	} );
	await runScript( dir, 'remember.php' );
}

/**
 * Activates our plugin, again at every start: its tables are then those of
 * the code as it is now, not as it was when the site was made.
 */
export async function activatePlugin( dir: string ): Promise< void > {
	await activatePlugins( dir, [ `${ pluginSlug }/${ pluginSlug }.php` ] );
}

/** By their main files, below the folder of plugins. */
export async function activatePlugins(
	dir: string,
	files: string[]
): Promise< void > {
	await runScript( dir, 'activate.php', files );
}

async function runScript(
	dir: string,
	script: string,
	args: string[] = [],
	env: NodeJS.ProcessEnv = {}
): Promise< void > {
	await command(
		'php',
		[
			'-d',
			'memory_limit=512M',
			join( siteScriptsDir, script ),
			dir,
			...args,
		],
		{ env: { ...process.env, ...env }, timeoutMs: 180_000 }
	);
}
