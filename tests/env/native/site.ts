import { createHash } from 'node:crypto';
import {
	cp,
	mkdir,
	readdir,
	readFile,
	rm,
	symlink,
	writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pluginSlug, projectDir, workDir } from '../paths';
import { command } from '../run/command';
import { step } from '../run/progress';
import type { Source, StoreSource } from '../wordpress/source';
import { recreateDatabase } from './mariadb';
import { defines, wpConfig } from './wp-config';

const scriptsDir = join(
	dirname( fileURLToPath( import.meta.url ) ),
	'../site'
);

export type SiteSpec = {
	/** Letters, digits and `-`: names the folder and the database. */
	name: string;
	wordpress: Source;
	store: StoreSource;
	hpos: boolean;
	taxes: boolean;
};

/** What may differ each time that the site is used. */
export type SiteAddresses = {
	/** Of the web server; tests without one keep the default. */
	url?: string;
	sorsUrl?: string;
	sorsKey?: string;
	contractFile?: string;
};

export function siteDir( name: string ): string {
	return join( workDir, 'sites', name );
}

export function databaseName( name: string ): string {
	return `sors_${ name.replace( /-/g, '_' ) }`;
}

/**
 * A WordPress of its own with the shop and this plugin, ready for use. Kept
 * from run to run, and made anew when anything that it was made from changed.
 * The plugins are links: an edited file counts at once.
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
		await layFiles( dir, spec );
		await recreateDatabase( databaseName( spec.name ) );
		await setUp( dir, spec );
	} );
	await writeFile( mark, wanted );
	return dir;
}

async function fingerprint( spec: SiteSpec ): Promise< string > {
	const hash = createHash( 'sha256' );
	for ( const file of ( await readdir( scriptsDir ) ).sort() ) {
		hash.update( await readFile( join( scriptsDir, file ), 'utf8' ) );
	}
	const { wordpress, store, hpos, taxes } = spec;
	hash.update(
		JSON.stringify( [
			wordpress.dir,
			wordpress.version,
			store.dir,
			store.version,
			hpos,
			taxes,
		] )
	);
	return hash.digest( 'hex' );
}

async function layFiles( dir: string, spec: SiteSpec ): Promise< void > {
	await rm( dir, { recursive: true, force: true } );
	await mkdir( dirname( dir ), { recursive: true } );
	await cp( spec.wordpress.dir, dir, { recursive: true } );
	const content = join( dir, 'wp-content' );
	await mkdir( join( content, 'plugins' ), { recursive: true } );
	await mkdir( join( content, 'uploads' ), { recursive: true } );
	await mkdir( join( content, 'mu-plugins' ), { recursive: true } );
	await symlink( spec.store.dir, join( content, 'plugins/woocommerce' ) );
	await symlink( projectDir, join( content, 'plugins', pluginSlug ) );
	await symlink(
		join( scriptsDir, 'mu-plugin.php' ),
		join( content, 'mu-plugins/test-site.php' )
	);
	await writeFile(
		join( dir, 'wp-config.php' ),
		wpConfig( databaseName( spec.name ) )
	);
	await writeAddresses( dir, {} );
}

/** The constants that a start of the site decides; PHP reads them at every request. */
export async function writeAddresses(
	dir: string,
	addresses: SiteAddresses
): Promise< void > {
	const url = addresses.url ?? 'http://127.0.0.1:8088';
	await writeFile(
		join( dir, 'sors-env.php' ),
		`<?php\n${ defines( {
			WP_HOME: url,
			WP_SITEURL: url,
			SORS_API_URL: addresses.sorsUrl,
			SORS_API_KEY: addresses.sorsKey,
			SORS_CONTRACT_FILE: addresses.contractFile,
		} ) }\n`
	);
}

/**
 * Switches our plugin on, anew at every start: its tables are then those of
 * the code as it is now, not as it was when the site was made.
 */
export async function activatePlugin( dir: string ): Promise< void > {
	await runScript( dir, 'activate.php', [
		`${ pluginSlug }/${ pluginSlug }.php`,
	] );
}

async function runScript(
	dir: string,
	script: string,
	args: string[] = [],
	env: NodeJS.ProcessEnv = {}
): Promise< void > {
	await command(
		'php',
		[ '-d', 'memory_limit=512M', join( scriptsDir, script ), dir, ...args ],
		{ env: { ...process.env, ...env }, timeoutMs: 180_000 }
	);
}

async function setUp( dir: string, spec: SiteSpec ): Promise< void > {
	const { hpos, taxes, store } = spec;
	await runScript( dir, 'install.php' );
	await runScript( dir, 'activate.php', [
		`woocommerce/${ store.mainFile }`,
	] );
	await runScript( dir, 'configure-native.php', [], {
		SORS_SITE_OPTIONS: JSON.stringify( { hpos, taxes } ),
	} );
	await runScript( dir, 'remember.php' );
}
