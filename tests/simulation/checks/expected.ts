/** What an order's document has to hold, by the rules of the design. */
import type { Order, Refund } from '../model/orders';
import type { ShopState } from '../model/shop';

export const SHIPPING = 'USL-DOSTAVA';
export const FEE = 'USL-NAKNADA';

export interface Part {
	code: string;
	quantity: number;
	/** VAT included. */
	gross: number;
	/** VAT by WooCommerce, before refunds. */
	tax: number;
}

/** Pieces that the buyer keeps, by code; what went back on the shelf is not among them. */
export function kept( order: Order, state: ShopState ): Map< string, number > {
	const codes = codesOf( state );
	const left = new Map< string, number >();
	for ( const { productId, quantity, restocked } of order.lines ) {
		const code = codes.get( productId ) ?? '?';
		// Its quantity may have been lowered below what came back before.
		const stays = Math.max( 0, quantity - restocked );
		left.set( code, ( left.get( code ) ?? 0 ) + stays );
	}
	return left;
}

/** Parts of an order less these refunds: money that names no line is taken off all in proportion. */
export function expected(
	order: Order,
	refunds: readonly Refund[],
	state: ShopState
): Part[] {
	const codes = codesOf( state );
	const takenOff = ( itemId: number ) =>
		refunds
			.flatMap( ( { parts } ) => parts )
			.filter( ( part ) => part.itemId === itemId )
			.reduce( ( sum, { gross } ) => sum + gross, 0 );
	const backOf = ( itemId: number ) =>
		refunds
			.flatMap( ( { parts } ) => parts )
			.filter( ( part ) => part.itemId === itemId )
			.reduce( ( sum, { quantity } ) => sum + quantity, 0 );
	const parts = [
		...order.lines.map( ( line ) => ( {
			code: codes.get( line.productId ) ?? '?',
			// What came back by another refund has a return of its own.
			quantity:
				line.quantity -
				Math.min( line.restocked, backOf( line.itemId ) ),
			gross: line.gross - takenOff( line.itemId ),
			tax: line.tax,
		} ) ),
		...order.extras.map( ( extra ) => ( {
			code: extra.type === 'fee' ? FEE : SHIPPING,
			quantity: 1,
			gross: extra.gross - takenOff( extra.itemId ),
			tax: extra.tax,
		} ) ),
	];
	const items = new Set(
		[ ...order.lines, ...order.extras ].map( ( { itemId } ) => itemId )
	);
	// Of a line that was removed since, WooCommerce still counts the money.
	const named = refunds
		.flatMap( ( refund ) => refund.parts )
		.filter( ( { itemId } ) => items.has( itemId ) );
	const unnamed =
		refunds.reduce( ( sum, { amount } ) => sum + amount, 0 ) -
		named.reduce( ( sum, { gross } ) => sum + gross, 0 );
	const whole = parts.reduce(
		( sum, { gross } ) => sum + Math.max( 0, gross ),
		0
	);
	return parts.map( ( part ) => {
		const share = whole > 0 ? Math.max( 0, part.gross ) / whole : 0;
		const gross = part.gross - ( unnamed > 0.005 ? unnamed * share : 0 );
		// Of goods that came back before it was sent the shop keeps a fee, if it keeps money of them at all.
		return part.quantity > 0 || refunds.length === 0
			? { ...part, gross }
			: { ...part, gross, code: FEE, quantity: 1 };
	} );
}

const codesOf = ( { products }: ShopState ): Map< number, string > =>
	new Map( products.map( ( { id, code } ) => [ id, code ] ) );
