import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { projectDir, userCacheDir } from '../paths';
import { Problem } from '../run/problem';
import { say, step } from '../run/progress';
import { unpackDebianWordpress } from './debian';
import { downloadFolder } from './download';
import {
	type Source,
	type StoreSource,
	woocommerceAt,
	wordpressAt,
} from './source';
import { woocommerceVersion, wordpressVersion } from './versions';

/** WORDPRESS_DIR, the cache, wordpress.org, Debian's packages: the first that has it. */
export async function findWordpress(): Promise< Source > {
	if ( process.env.WORDPRESS_DIR ) {
		const dir = resolve( process.env.WORDPRESS_DIR );
		return named(
			await wordpressAt( dir, 'WORDPRESS_DIR' ),
			'WORDPRESS_DIR',
			dir
		);
	}
	const cached = join( userCacheDir, 'wordpress' );
	const inCache = () => wordpressAt( cached, 'cache' );
	const found = await inCache();
	if ( found ) {
		return found;
	}
	await step( `Downloading WordPress ${ wordpressVersion }`, async () => {
		const url = `https://downloads.wordpress.org/release/wordpress-${ wordpressVersion }.zip`;
		if ( ! ( await downloadFolder( url, cached ) ) ) {
			say(
				'wordpress.org is out of reach: taking WordPress from Debian’s packages'
			);
			await unpackDebianWordpress( cached );
		}
	} );
	const fetched = await inCache();
	if ( ! fetched ) {
		throw new Problem(
			'WordPress could neither be downloaded from wordpress.org nor taken from Debian’s packages.\n' +
				'Unpack it somewhere and name the folder: WORDPRESS_DIR=/path/to/wordpress'
		);
	}
	return fetched;
}

/** What a site may be made with; `real` where a stand-in would tell nothing. */
export type WantedStore = 'any' | 'real' | 'stand-in';

/**
 * WOOCOMMERCE_DIR, the cache, wordpress.org: the first that has it; else the
 * stand-in. `SORS_STORE=stand-in` asks for the stand-in even so.
 */
export async function findStore(
	wanted: WantedStore = process.env.SORS_STORE === 'stand-in'
		? 'stand-in'
		: 'any'
): Promise< StoreSource > {
	if ( wanted === 'stand-in' ) {
		return await standIn();
	}
	if ( process.env.WOOCOMMERCE_DIR ) {
		const dir = resolve( process.env.WOOCOMMERCE_DIR );
		return named(
			await woocommerceAt( dir, 'WOOCOMMERCE_DIR' ),
			'WOOCOMMERCE_DIR',
			dir
		);
	}
	const cached = join( userCacheDir, 'woocommerce' );
	const found = await woocommerceAt( cached, 'cache' );
	if ( found ) {
		return found;
	}
	const url = `https://downloads.wordpress.org/plugin/woocommerce.${ woocommerceVersion }.zip`;
	await step( `Downloading WooCommerce ${ woocommerceVersion }`, () =>
		downloadFolder( url, cached )
	);
	const downloaded = await woocommerceAt( cached, 'cache' );
	if ( ! downloaded && wanted === 'real' ) {
		throw new Problem(
			'This needs WooCommerce itself, and there is none here: name its folder with WOOCOMMERCE_DIR.'
		);
	}
	return downloaded ?? ( await standIn() );
}

async function standIn(): Promise< StoreSource > {
	const dir = join( projectDir, 'tests/store' );
	const mainFile = 'sors-store-stand-in.php';
	const text = await readFile( join( dir, mainFile ), 'utf8' ).catch(
		() => ''
	);
	const version = /^\s*\*\s*Version:\s*(\S+)/m.exec( text )?.[ 1 ];
	if ( ! version ) {
		throw new Problem(
			`The WooCommerce stand-in is missing: ${ dir }/${ mainFile }`
		);
	}
	say(
		'WooCommerce itself is not used here: the stand-in of tests/store takes its place'
	);
	return {
		dir,
		version,
		origin: 'tests/store',
		kind: 'stand-in',
		mainFile,
	};
}

function named< T >( source: T | undefined, variable: string, dir: string ): T {
	if ( ! source ) {
		throw new Problem(
			`${ variable } names ${ dir }, but it is not there.`
		);
	}
	return source;
}

/** One line for reports: which WordPress and which store something ran on. */
export function underTest( wordpress: Source, store: StoreSource ): string {
	const name =
		store.kind === 'real'
			? `WooCommerce ${ store.version }`
			: `the WooCommerce stand-in ${ store.version } (not the real WooCommerce)`;
	return `WordPress ${ wordpress.version } (${ wordpress.origin }), ${ name } (${ store.origin })`;
}
