/** Sales are the owner's: no run ends one, and what buyers pay follows from it. */
import { isGoods } from './stock';
import { areRuns, type Deeds } from './apart';
import { soldFor, type Sale, type Sold } from '../model/goods';
import type { ShopState } from '../model/shop';

/** `until`: by a clock of the shop that was ahead for a while. */
const isOver = ( { until }: Sale, now: number ): boolean =>
	until > 0 && until <= now;

/** One that runs or is planned; WooCommerce keeps the price of one that has ended. */
export const saleOf = ( { sale }: Sold, now: number ): Sale | null =>
	sale && ! isOver( sale, now ) ? sale : null;

/** What buyers are to pay; 0 = it cannot be bought. */
export function rightPrice( sold: Sold, now: number ): number {
	const sale = saleOf( sold, now );
	return sale && sale.from <= now && sale.price < sold.price
		? sale.price
		: sold.price;
}

const words = ( { price, from, until }: Sale ): string =>
	`${ price } from ${ from } until ${ until }`;

const everything = ( { products }: ShopState ): Sold[] =>
	products.flatMap( ( product ) => [ product, ...product.sizes ] );

/** Between two looks in which nobody was at the products. */
export function salesEnded(
	before: ShopState,
	now: ShopState,
	deeds: Deeds
): string[] {
	if ( ! areRuns( deeds ) ) {
		return [];
	}
	// A person may agree to a price that leaves nothing of the sale.
	const isAgreed = deeds.some(
		( { args } ) => ( args as { approves?: boolean } ).approves === true
	);
	const left = new Map(
		everything( now ).map( ( each ) => [ each.id, each ] )
	);
	return everything( before ).flatMap( ( was ) => {
		const sale = saleOf( was, now.latest );
		const is = left.get( was.id );
		const ends = isAgreed && is && sale && is.price <= sale.price;
		return sale &&
			is &&
			! ends &&
			words( sale ) !== ( is.sale && words( is.sale ) )
			? [
					`the sale of product ${ was.id } (${ words( sale ) }) became ${ is.sale && words( is.sale ) } in a run`,
				]
			: [];
	} );
}

/** WooCommerce has begun and ended all sales that were due. */
export function wronglyPriced(
	state: ShopState,
	/** What WooCommerce itself wrote of their prices only in part. */
	broken: ReadonlySet< string >
): string[] {
	return state.products
		.filter( ( { code } ) => isGoods( code ) && ! broken.has( code ) )
		.flatMap( ( product ) =>
			soldFor( product )
				// By which of two clocks it was begun or ended nobody knows.
				.filter(
					( { sale } ) =>
						state.latest === state.now ||
						! sale ||
						sale.from + sale.until === 0
				)
				.flatMap( ( sold ) => {
					const right = rightPrice( sold, state.now );
					return Math.abs( sold.inForce - right ) < 1e-6
						? []
						: [
								`buyers pay ${ sold.inForce } for ${ product.code } (${ sold.id }), right is ${ right }`,
							];
				} )
		);
}
