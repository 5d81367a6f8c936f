import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pluginSlug, projectDir } from '../paths';
import type { Source, StoreSource } from './source';

/** WordPress or WooCommerce: how it is called, where it is, how it is known. */
export type Product< S extends Source = Source > = {
	name: string;
	/** In its archive, and in the cache where a person laid it there. */
	folder: string;
	/** Environment variables that choose a folder or a version. */
	dirVariable: string;
	versionVariable: string;
	/** The file that tells it, below its folder. */
	knownBy: string;
	/** In our plugin's header: the oldest version that is supported. */
	header: string;
	/** On downloads.wordpress.org. */
	archive: ( version: string ) => string;
	at: ( dir: string, origin: string ) => Promise< S | undefined >;
};

export const wordpress: Product = {
	name: 'WordPress',
	folder: 'wordpress',
	dirVariable: 'WORDPRESS_DIR',
	versionVariable: 'WP_VERSION',
	knownBy: 'wp-includes/version.php',
	header: 'Requires at least',
	archive: ( version ) => `release/wordpress-${ version }.zip`,
	async at( dir, origin ) {
		const text = await textOf( join( dir, this.knownBy ) );
		const version = /^\$wp_version\s*=\s*'([^']+)'/m.exec( text )?.[ 1 ];
		return version ? { dir, version, origin } : undefined;
	},
};

export const woocommerce: Product< StoreSource > = {
	name: 'WooCommerce',
	folder: 'woocommerce',
	dirVariable: 'WOOCOMMERCE_DIR',
	versionVariable: 'WC_VERSION',
	knownBy: 'woocommerce.php',
	header: 'WC requires at least',
	archive: ( version ) => `plugin/woocommerce.${ version }.zip`,
	async at( dir, origin ) {
		const text = await textOf( join( dir, this.knownBy ) );
		const version = headerOf( text, 'Version' );
		return version && headerOf( text, 'Plugin Name' ) === 'WooCommerce'
			? {
					dir,
					version,
					origin,
					kind: 'real',
					mainFile: this.knownBy,
					oldestWordpress: headerOf( text, 'Requires at least' ),
				}
			: undefined;
	},
};

/** What our plugin's own header asks for. */
export async function oldestSupported( product: Product ): Promise< string > {
	const text = await textOf( join( projectDir, `${ pluginSlug }.php` ) );
	const version = headerOf( text, product.header );
	if ( ! version ) {
		throw new Error( `The plugin's header lacks “${ product.header }”.` );
	}
	return version;
}

/** A line of a plugin's header. */
export function headerOf( text: string, name: string ): string | undefined {
	return new RegExp( `^[ \\t*]*${ name }:[ \\t]*(.+?)[ \\t\\r]*$`, 'm' ).exec(
		text
	)?.[ 1 ];
}

async function textOf( file: string ): Promise< string > {
	return await readFile( file, 'utf8' ).catch( () => '' );
}
