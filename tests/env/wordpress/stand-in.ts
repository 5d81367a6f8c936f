import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectDir } from '../paths';
import { Problem } from '../run/problem';
import { headerOf } from './product';
import type { StoreSource } from './source';

/** For people who got it instead of the real one. */
export const standInNote =
	'The shop runs on the stand-in of tests/store, a small plugin with the part of WooCommerce that carries products, stock and plain orders. ' +
	'For WooCommerce itself name its folder, WOOCOMMERCE_DIR=/path/to/woocommerce, or run this again where wordpress.org can be reached: it is then downloaded.';

export async function standIn(): Promise< StoreSource > {
	const dir = join( projectDir, 'tests/store' );
	const mainFile = 'sors-store-stand-in.php';
	const text = await readFile( join( dir, mainFile ), 'utf8' ).catch(
		() => ''
	);
	const version = headerOf( text, 'Version' );
	if ( ! version ) {
		throw new Problem(
			`The WooCommerce stand-in is missing: ${ dir }/${ mainFile }`
		);
	}
	return { dir, version, origin: 'tests/store', kind: 'stand-in', mainFile };
}
