/** What a buyer sees on the pages of products, and what the cart takes, in a process of its own. */
import { soldFor, type Product, type Sold } from '../model/goods';
import type { ShopState } from '../model/shop';
import { rightPrice } from './sales';
import { isGoods } from './stock';

/** As worker/Shopper.php answers it. */
export interface Seen {
	id: number;
	/** Null = none. */
	price: number | null;
	/** Its price is on the page of its product. */
	shows: boolean;
	isInStock: boolean;
	takesOne: boolean;
	/** Null = any quantity was to be had. */
	takesAll: boolean | null;
	takesMore: boolean | null;
}

export interface Ware extends Sold {
	code: string;
	/** Its own, or that of its product; null = it has no limit. */
	left: number | null;
}

/** A draft of one language may be published in the other: that is the owner's. */
const inEachLanguage = ( { code, translation }: Product ): Ware[] =>
	translation ? [ { ...translation, code, left: translation.stock } ] : [];

const ofProduct = ( product: Product ): Ware[] => [
	...inEachLanguage( product ),
	...soldFor( product ).map( ( sold ) => ( {
		...sold,
		code: product.code,
		status: product.status === 'publish' ? sold.status : product.status,
		left: sold.stock ?? product.stock,
	} ) ),
];

/** All that buyers may meet. */
export const wares = ( { products }: ShopState ): Ware[] =>
	products.filter( ( { code } ) => isGoods( code ) ).flatMap( ofProduct );

/** To be looked at, as worker/Shopper.php takes it. */
export const toLookAt = ( state: ShopState ) =>
	wares( state ).map( ( { id, left } ) => ( { id, stock: left } ) );

/** Both languages have the same stock and price. */
export function differently(
	{ products }: ShopState,
	broken: ReadonlySet< string >
): string[] {
	return products.flatMap(
		( { code, stock, inForce, translation: other } ) => {
			const isSame =
				! other ||
				( other.stock === stock &&
					( other.inForce === inForce || broken.has( code ) ) );
			return isSame
				? []
				: [
						`${ code } has ${ stock } at ${ inForce }, and in the other language ${ other.stock } at ${ other.inForce }`,
					];
		}
	);
}

export function wronglySeen(
	state: ShopState,
	seen: readonly Seen[],
	/** What WooCommerce itself wrote of their prices only in part. */
	broken: ReadonlySet< string >
): string[] {
	const all = new Map( wares( state ).map( ( ware ) => [ ware.id, ware ] ) );
	return seen.flatMap( ( is ) => {
		const ware = all.get( is.id );
		if ( ! ware || broken.has( ware.code ) ) {
			return [];
		}
		const { code, left, status } = ware;
		const price = rightPrice( ware, state.now );
		const isOffered = status === 'publish' && price > 0;
		const has = left === null ? is.isInStock : left > 0;
		const says = ( what: string ) =>
			`a buyer ${ what } of ${ code } (${ is.id }: ${ status }, ${ left ?? 'any number' } left, ${ price })`;
		return [
			...( ( is.price ?? 0 ) === price
				? []
				: [ says( `reads the price ${ is.price }` ) ] ),
			...( is.shows || status !== 'publish'
				? []
				: [ says( 'reads another price on the page' ) ] ),
			...( is.isInStock === has
				? []
				: [
						says(
							`reads “${ is.isInStock ? 'in' : 'out of' } stock”`
						),
					] ),
			...( is.takesOne === ( isOffered && has && ( left ?? 1 ) >= 1 )
				? []
				: [ says( is.takesOne ? 'gets one' : 'gets none' ) ] ),
			...( is.takesAll === null ||
			is.takesAll === ( isOffered && has && Math.floor( left ?? 0 ) > 0 )
				? []
				: [ says( is.takesAll ? 'gets all' : 'does not get all' ) ] ),
			...( is.takesMore ? [ says( 'gets more than there are' ) ] : [] ),
		];
	} );
}
