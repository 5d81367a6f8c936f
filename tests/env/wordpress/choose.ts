import { Problem } from '../run/problem';
import { say } from '../run/progress';
import type { Pair } from './pairs';
import {
	oldestSupported,
	woocommerce,
	wordpress,
	type Product,
} from './product';
import type { Shop, Source, StoreSource } from './source';
import { standIn, standInNote } from './stand-in';
import type { Supply } from './supply';
import { compareVersions } from './version';
import type { Wish, Wishes } from './wishes';

/** What a site may be made with; `real` where a stand-in would tell nothing. */
export type WantedStore = 'any' | 'real' | 'stand-in';

const NAME_WORDPRESS =
	'Unpack it somewhere and name the folder: WORDPRESS_DIR=/path/to/wordpress';
const NAME_WOOCOMMERCE =
	'Unpack it somewhere and name the folder: WOOCOMMERCE_DIR=/path/to/woocommerce';

export type Search = {
	wanted: WantedStore;
	wishes: Wishes;
	/** Newest last. */
	pairs: Pair[];
	supply: Supply;
	/** Unpacks WordPress from Debian's packages, and answers its folder. */
	debian: () => Promise< string >;
};

/** WordPress and a store that fit together: a pair of the table, or else what can be had. */
export async function choose( search: Search ): Promise< Shop > {
	if ( search.wanted === 'stand-in' ) {
		say( 'The WooCommerce stand-in of tests/store is used, as asked for' );
		return {
			wordpress: await standInsWordpress( search ),
			store: await standIn(),
		};
	}
	const whole = await wholePair( search );
	if ( whole ) {
		return whole;
	}
	const wished = await wishedStore( search );
	if ( wished ) {
		return {
			wordpress: await anyWordpress( search, wished ),
			store: wished,
		};
	}
	const found = await anyWordpress( search );
	return { wordpress: found, store: await anyStore( search, found ) };
}

async function wholePair( search: Search ): Promise< Shop | undefined > {
	const { wishes } = search;
	for ( const pair of candidates( search ) ) {
		const found = await wordpressOf( search, pair );
		const store = found && ( await storeOf( search, pair ) );
		if ( ! found || ! store ) {
			continue;
		}
		if ( fits( found, store ) ) {
			return { wordpress: found, store };
		}
		if ( wishes.wordpress && wishes.woocommerce ) {
			throw new Problem(
				`WordPress ${ found.version } and WooCommerce ${ store.version } do not fit together: this WooCommerce asks for WordPress ${ store.oldestWordpress } or newer.`
			);
		}
		search.supply.sayOnce( notTried( found, store ) );
	}
	return undefined;
}

/** The pairs of the table with what was asked for in its place: first those that have just that, then the newest. */
function candidates( { pairs, wishes }: Search ): Pair[] {
	const asked = ( pair: Pair ) =>
		pair.wordpress === wishes.wordpress?.version ||
		pair.woocommerce === wishes.woocommerce?.version;
	const newestFirst = pairs.toReversed();
	return [
		...newestFirst.filter( asked ),
		...newestFirst.filter( ( pair ) => ! asked( pair ) ),
	].map( ( pair ) => ( {
		name: pair.name,
		wordpress: wishes.wordpress?.version ?? pair.wordpress,
		woocommerce: wishes.woocommerce?.version ?? pair.woocommerce,
	} ) );
}

const wordpressOf = ( { wishes, supply }: Search, pair: Pair ) =>
	obtain( wordpress, wishes.wordpress, supply, pair.wordpress );

const storeOf = ( { wishes, supply }: Search, pair: Pair ) =>
	obtain( woocommerce, wishes.woocommerce, supply, pair.woocommerce );

async function obtain< S extends Source >(
	product: Product< S >,
	wish: Wish< S >,
	supply: Supply,
	version: string
): Promise< S | undefined > {
	return (
		wish?.source ??
		( await supply.get( product, version, wish !== undefined ) )
	);
}

function fits(
	{ version }: Source,
	{ oldestWordpress }: StoreSource
): boolean {
	return (
		oldestWordpress === undefined ||
		compareVersions( version, oldestWordpress ) >= 0
	);
}

function notTried( { version }: Source, store: StoreSource ): string {
	return `WooCommerce ${ store.version } is not tried on WordPress ${ version }: it asks for ${ store.oldestWordpress } or newer`;
}

/** The newest WordPress that can be had, and that the store accepts. */
async function anyWordpress(
	search: Search,
	store?: StoreSource
): Promise< Source > {
	const suits = ( source: Source ) => ! store || fits( source, store );
	for ( const pair of candidates( search ) ) {
		const source = await wordpressOf( search, pair );
		if ( source && suits( source ) ) {
			return source;
		}
	}
	const wish = search.wishes.wordpress;
	const cached = wish ? [] : await search.supply.inCache( wordpress );
	const source = cached.find( suits ) ?? ( await fromDebian( search ) );
	if ( store && ! suits( source ) ) {
		throw new Problem(
			`${ notTried( source, store ) }. Name a newer WordPress: WORDPRESS_DIR=/path/to/wordpress`
		);
	}
	return source;
}

/** Debian's, unless another one was asked for: a new machine that has the stand-in has that. */
async function standInsWordpress( search: Search ): Promise< Source > {
	try {
		return await ( search.wishes.wordpress
			? anyWordpress( search )
			: debians( search ) );
	} catch ( error ) {
		if ( search.wishes.wordpress || ! ( error instanceof Problem ) ) {
			throw error;
		}
		search.supply.sayOnce(
			`Debian’s WordPress cannot be had: ${ error.message }`
		);
		return await anyWordpress( search );
	}
}

async function debians( { debian }: Search ): Promise< Source > {
	say( 'Looking for WordPress in Debian’s packages' );
	const source = await wordpress.at( await debian(), 'Debian' );
	const oldest = await oldestSupported( wordpress );
	if ( ! source || compareVersions( source.version, oldest ) < 0 ) {
		throw new Problem(
			`Debian’s packages have WordPress ${ source?.version }, but this plugin needs ${ oldest } or newer.`
		);
	}
	return source;
}

/** Only where no version was asked for: Debian has one alone. */
async function fromDebian( search: Search ): Promise< Source > {
	const { supply, wishes } = search;
	const wished = wishes.wordpress?.version;
	if ( wished ) {
		throw new Problem(
			`${ supply.lacks( wordpress, wished ) }\n${ NAME_WORDPRESS }`
		);
	}
	try {
		return await debians( search );
	} catch ( error ) {
		if ( ! ( error instanceof Problem ) ) {
			throw error;
		}
		throw new Problem(
			[
				`WordPress could neither be downloaded from wordpress.org nor taken from Debian’s packages.`,
				...supply.reasons.map( ( reason ) => `  ${ reason }` ),
				...error.message.split( '\n' ).map( ( line ) => `  ${ line }` ),
				NAME_WORDPRESS,
			].join( '\n' )
		);
	}
}

/** What was asked for is never replaced by something else. */
async function wishedStore(
	search: Search
): Promise< StoreSource | undefined > {
	const { wishes, supply } = search;
	if ( ! wishes.woocommerce ) {
		return undefined;
	}
	const { source, version } = wishes.woocommerce;
	const found = source ?? ( await supply.get( woocommerce, version, true ) );
	if ( ! found ) {
		throw new Problem(
			`${ supply.lacks( woocommerce, version ) }\n${ NAME_WOOCOMMERCE }`
		);
	}
	return found;
}

/** The newest WooCommerce for this WordPress, else the stand-in. */
async function anyStore(
	search: Search,
	found: Source
): Promise< StoreSource > {
	const { supply } = search;
	const stores = [];
	for ( const pair of candidates( search ) ) {
		stores.push( await storeOf( search, pair ) );
	}
	stores.push( ...( await supply.inCache( woocommerce ) ) );
	for ( const store of stores ) {
		if ( store && fits( found, store ) ) {
			return store;
		}
		if ( store ) {
			supply.sayOnce( notTried( found, store ) );
		}
	}
	if ( search.wanted === 'real' ) {
		throw new Problem(
			[
				'This needs WooCommerce itself, and it cannot be had here.',
				...supply.reasons.map( ( reason ) => `  ${ reason }` ),
				NAME_WOOCOMMERCE,
			].join( '\n' )
		);
	}
	supply.sayOnce( standInNote );
	return await standIn();
}
