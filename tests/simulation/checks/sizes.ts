/** Where sizes keep stocks of their own, nobody knows how much of the item is whose: until the owner shares it, runs only lower them. */
import { isSplit } from '../model/goods';
import type { ShopState } from '../model/shop';
import { areRuns, type Deeds } from './apart';

/** Between two looks. */
export function raised(
	before: ShopState,
	now: ShopState,
	deeds: Deeds
): string[] {
	if ( ! areRuns( deeds ) ) {
		return [];
	}
	const products = new Map(
		now.products.map( ( each ) => [ each.id, each ] )
	);
	return before.products.filter( isSplit ).flatMap( ( was ) => {
		const is = products.get( was.id );
		const stocks = new Map(
			( is ? [ is, ...is.sizes ] : [] ).map( ( { id, stock } ) => [
				id,
				stock,
			] )
		);
		return [ was, ...was.sizes ].flatMap( ( { id, stock } ) => {
			const left = stocks.get( id ) ?? null;
			return stock !== null && left !== null && left > stock
				? [
						`${ was.code } (${ id }) had ${ stock } and got ${ left } in a run, though its sizes keep stocks of their own`,
					]
				: [];
		} );
	} );
}
