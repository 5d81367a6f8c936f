/** Whatever cannot be read of an item stays in the shop as it is. */
import type { SorsDatabase } from '../../sors/model/types';
import type { Product, ShopState } from '../model/shop';
import { areRuns, type Deeds } from './apart';

/** Codes of records with a value that nobody can read. */
export interface Unread {
	items: ReadonlySet< string >;
	levels: ReadonlySet< string >;
}

const isGarbled = ( { garbled }: { garbled?: object } ): boolean =>
	Object.keys( garbled ?? {} ).length > 0;

export const unreadIn = ( { products, levels }: SorsDatabase ): Unread => ( {
	items: new Set( products.filter( isGarbled ).map( ( { code } ) => code ) ),
	levels: new Set(
		levels.filter( isGarbled ).map( ( { productCode } ) => productCode )
	),
} );

const pricesOf = ( { price, sizes }: Product ): string =>
	[ price, ...sizes.map( ( size ) => size.price ) ].join( ', ' );

/** Between two looks; `unread` could be read at neither, nor when any run began that is not over. */
export function harmed(
	before: ShopState,
	now: ShopState,
	deeds: Deeds,
	unread: Unread,
	/** WooCommerce's own stock and what it has noted of it have not parted. */
	isSettled: boolean
): string[] {
	if ( ! areRuns( deeds ) ) {
		return [];
	}
	const links = new Map( now.links.map( ( link ) => [ link.code, link ] ) );
	const missed = before.links
		.filter( ( { code } ) => unread.items.has( code ) )
		.filter( ( { code, state, missingPasses } ) => {
			const is = links.get( code );
			return (
				is &&
				( is.missingPasses > missingPasses ||
					( is.state === 'discontinued' && state !== is.state ) )
			);
		} )
		.map( ( { code } ) => `${ code } counted as missing` );
	const products = new Map(
		now.products.map( ( each ) => [ each.id, each ] )
	);
	const changed = before.products.flatMap( ( was ) => {
		const is = products.get( was.id );
		if ( ! is ) {
			return [];
		}
		const ofItem = unread.items.has( was.code );
		const ofLevel = unread.levels.has( was.code );
		return [
			...( ofItem && was.status === 'publish' && is.status !== 'publish'
				? [ `${ was.code } became ${ is.status }` ]
				: [] ),
			...( ofLevel && pricesOf( was ) !== pricesOf( is )
				? [
						`${ was.code } costs ${ pricesOf( is ) }, before ${ pricesOf( was ) }`,
					]
				: [] ),
			...( ofLevel &&
			isSettled &&
			( was.stock ?? 0 ) > 0 &&
			is.stock !== null &&
			is.stock <= 0
				? [
						`${ was.code } has ${ is.stock } on sale, before ${ was.stock }`,
					]
				: [] ),
		];
	} );
	return [ ...missed, ...changed ].map(
		( each ) => `${ each }, though nothing of it could be read`
	);
}
