import { oneOf } from '../run/options';
import { Problem } from '../run/problem';
import { choose, type WantedStore } from './choose';
import { debianWordpress } from './debian';
import { pairs, type Pair } from './pairs';
import { woocommerce, wordpress } from './product';
import type { Shop, Source, StoreSource } from './source';
import { Supply } from './supply';
import { wishesOf } from './wishes';

export type { WantedStore } from './choose';
export type { Shop } from './source';
export { standInNote } from './stand-in';

/** One for the process: what it could not load once is not tried again. */
const supply = new Supply();
const found = new Map< WantedStore, Promise< Shop > >();

export const storeAskedFor = ( env: NodeJS.ProcessEnv ): WantedStore =>
	oneOf( 'SORS_STORE', env.SORS_STORE || 'any', [
		'any',
		'real',
		'stand-in',
	] );

/**
 * WordPress and the store that a site is made of, always the same within one
 * process: what the environment asks for (WORDPRESS_DIR, WOOCOMMERCE_DIR,
 * WP_VERSION, WC_VERSION), else the newest pair of pairs.ts that is here or can
 * be loaded, else what can be had. `SORS_STORE=stand-in` asks for the stand-in,
 * `SORS_STORE=real` refuses it.
 */
export async function findShop(
	wanted: WantedStore = storeAskedFor( process.env )
): Promise< Shop > {
	const search =
		found.get( wanted ) ??
		wishesOf( process.env ).then( ( wishes ) =>
			choose( {
				wanted,
				wishes,
				pairs,
				supply,
				debian: () => debianWordpress( supply.cacheDir ),
			} )
		);
	found.set( wanted, search );
	return await search;
}

/** Just these two versions, whatever the environment asks for; or a sentence that says why one of them cannot be had. */
export async function havePair(
	pair: Pair,
	from: Supply = supply
): Promise< Shop | string > {
	try {
		const core = await from.get( wordpress, pair.wordpress, true );
		if ( ! core ) {
			return from.lacks( wordpress, pair.wordpress );
		}
		const store = await from.get( woocommerce, pair.woocommerce, true );
		return store
			? { wordpress: core, store }
			: from.lacks( woocommerce, pair.woocommerce );
	} catch ( error ) {
		if ( error instanceof Problem ) {
			return error.message;
		}
		throw error;
	}
}

/** One line for reports: which WordPress and which store something ran on. */
export function underTest( core: Source, store: StoreSource ): string {
	const name =
		store.kind === 'real'
			? `WooCommerce ${ store.version }`
			: `the WooCommerce stand-in ${ store.version } (not the real WooCommerce)`;
	return `WordPress ${ core.version } (${ core.origin }), ${ name } (${ store.origin })`;
}
