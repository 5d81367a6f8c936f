import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A folder that is used as it is and never written into. */
export type Source = {
	dir: string;
	version: string;
	/** For people: where it came from. */
	origin: string;
};

export type StoreSource = Source & {
	/** `real` is WooCommerce, `stand-in` the small one of tests/store. */
	kind: 'real' | 'stand-in';
	/**
	 * In wp-content/plugins/woocommerce, whichever of the two it is: WordPress
	 * knows the plugin that ours requires by its folder's name.
	 */
	mainFile: string;
};

export async function wordpressAt(
	dir: string,
	origin: string
): Promise< Source | undefined > {
	const version = await captured(
		join( dir, 'wp-includes/version.php' ),
		/^\$wp_version\s*=\s*'([^']+)'/m
	);
	return version ? { dir, version, origin } : undefined;
}

export async function woocommerceAt(
	dir: string,
	origin: string
): Promise< StoreSource | undefined > {
	const version = await captured(
		join( dir, 'woocommerce.php' ),
		/^\s*\*\s*Version:\s*(\S+)/m
	);
	return version
		? {
				dir,
				version,
				origin,
				kind: 'real',
				mainFile: 'woocommerce.php',
			}
		: undefined;
}

async function captured(
	file: string,
	pattern: RegExp
): Promise< string | undefined > {
	const text = await readFile( file, 'utf8' ).catch( () => '' );
	return pattern.exec( text )?.[ 1 ];
}
