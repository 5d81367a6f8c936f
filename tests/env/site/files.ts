import { constants, cp, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pluginSlug, projectDir } from '../paths';
import type { Source, StoreSource } from '../wordpress/source';
import { laySqliteDriver } from './sqlite';
import { defines, wpConfig, type ConfigOptions } from './wp-config';

/** The PHP scripts that make a shop of a fresh WordPress. */
export const siteScriptsDir = dirname( fileURLToPath( import.meta.url ) );

export type SiteFiles = {
	wordpress: Source;
	store: StoreSource;
	config: ConfigOptions;
	/**
	 * Links make an edited file count at once; PHP in WebAssembly sees no link
	 * that leads out of its folders, and gets our plugin as a mount.
	 */
	plugins: 'linked' | 'copied';
	/** Without ours: it comes by its zip. */
	bare?: boolean;
	/** Playground lays its driver itself. */
	sqlite?: boolean;
};

/** Lays a WordPress with the shop into a new folder. The sources stay as they are. */
export async function layFiles(
	dir: string,
	files: SiteFiles
): Promise< void > {
	await rm( dir, { recursive: true, force: true } );
	await mkdir( dirname( dir ), { recursive: true } );
	await copyFolder( files.wordpress.dir, dir );
	const content = join( dir, 'wp-content' );
	for ( const folder of [ 'plugins', 'uploads', 'mu-plugins' ] ) {
		await mkdir( join( content, folder ), { recursive: true } );
	}
	const put = files.plugins === 'linked' ? symlink : copyFolder;
	await put( files.store.dir, join( content, 'plugins/woocommerce' ) );
	if ( files.plugins === 'linked' && ! files.bare ) {
		await symlink( projectDir, join( content, 'plugins', pluginSlug ) );
	}
	await put(
		join( siteScriptsDir, 'mu-plugin.php' ),
		join( content, 'mu-plugins/test-site.php' )
	);
	if ( files.sqlite ) {
		await laySqliteDriver( content );
	}
	await writeFile( join( dir, 'wp-config.php' ), wpConfig( files.config ) );
	await writeAddresses( dir, {} );
}

async function copyFolder( from: string, to: string ): Promise< void > {
	await cp( from, to, {
		recursive: true,
		dereference: true,
		mode: constants.COPYFILE_FICLONE,
	} );
}

/** What may differ each time that a site is used. */
export type SiteAddresses = {
	/** Of the web server; tests without one keep the default. */
	url?: string;
	sorsUrl?: string;
	sorsKey?: string;
	contractFile?: string;
	/** WordPress' scripts as written: its components and React then say what is out of date. */
	debugsScripts?: boolean;
	/** Each of its sites has an address of its own, in the database. */
	network?: boolean;
};

/** The constants that a start of the site decides; PHP reads them at every request. */
export async function writeAddresses(
	dir: string,
	addresses: SiteAddresses
): Promise< void > {
	const url = addresses.network
		? undefined
		: ( addresses.url ?? 'http://127.0.0.1:8088' );
	await writeFile(
		join( dir, 'sors-env.php' ),
		`<?php\n${ defines( {
			WP_HOME: url,
			WP_SITEURL: url,
			SORS_API_URL: addresses.sorsUrl,
			SORS_API_KEY: addresses.sorsKey,
			SORS_CONTRACT_FILE: addresses.contractFile,
			SCRIPT_DEBUG: addresses.debugsScripts ?? false,
		} ) }\n`
	);
}
