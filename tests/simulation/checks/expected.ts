/** What an order's document has to hold, by the rules of the design. */
import type { Extra, Order, Refund } from '../model/orders';
import type { Pricing } from '../model/pricing';
import type { ShopState } from '../model/shop';

export const SHIPPING = 'USL-DOSTAVA';
export const FEE = 'USL-NAKNADA';

export interface Part {
	itemId: number;
	code: string;
	quantity: number;
	/** As WooCommerce added it to the total. */
	gross: number;
	/** VAT by WooCommerce, not rounded, before refunds. */
	tax: number;
	/** Id of its rate; empty = it has no VAT. */
	rate: string;
}

type Taxed = Pick< Extra, 'taxes' >;

/** By how much rounding alone may part lines from what was paid: half a unit for each net, each tax and each sum. */
export const mostRounding = (
	items: readonly Taxed[],
	sums: number,
	{ unit }: Pricing
): number =>
	( unit / 2 ) *
	items.reduce( ( count, { taxes } ) => count + 1 + taxes.size, sums );

/** The same of what refunds took off. */
export function mostRefundRounding(
	{ lines, extras }: Order,
	refunds: readonly Refund[],
	pricing: Pricing
): number {
	const ids = refunds
		.flatMap( ( { parts } ) => parts )
		.map( ( { itemId } ) => itemId );
	return mostRounding(
		[ ...lines, ...extras ].filter( ( { itemId } ) =>
			ids.includes( itemId )
		),
		refunds.length,
		pricing
	);
}

const rateOf = ( { taxes }: Taxed ): string =>
	[ ...taxes ].find( ( [ , tax ] ) => tax !== 0 )?.[ 0 ] ?? '';

/** Takes an amount off goods in proportion, then off charges. Returns what is left of it. */
function takeOff( amount: number, parts: readonly Part[] ): number {
	for ( const ofGoods of [ true, false ] ) {
		const bearing = parts.filter(
			( { code, gross } ) =>
				gross > 0 && [ FEE, SHIPPING ].includes( code ) !== ofGoods
		);
		const whole = bearing.reduce( ( sum, { gross } ) => sum + gross, 0 );
		const taken = Math.min( amount, whole );
		for ( const part of bearing ) {
			part.tax *= 1 - taken / whole;
			part.gross *= 1 - taken / whole;
		}
		amount -= taken;
	}
	return amount;
}

/** A fee below zero lies on what its own VAT was taken off, what refunds took beyond a line on all. */
function discount( parts: Part[], { lines, extras }: Order ): void {
	for ( const part of parts.filter( ( { gross } ) => gross < 0 ) ) {
		const fee = extras.find(
			( { gross, itemId } ) => gross < 0 && itemId === part.itemId
		);
		const amount = -part.gross;
		Object.assign( part, { gross: 0, tax: 0 } );
		let left = amount;
		for ( const [ rate, tax ] of fee?.taxes ?? [] ) {
			const alike = [ ...lines, ...extras ].find(
				( each ) => each.tax > 0 && rateOf( each ) === rate
			);
			const percent = alike
				? Math.round( ( 100 * alike.tax ) / alike.net )
				: 0;
			// Of what is left of the fee.
			const share =
				fee && percent > 0
					? ( ( amount / ( fee.net + fee.tax ) ) *
							( tax * ( 100 + percent ) ) ) /
						percent
					: 0;
			const ofRate = parts.filter( ( each ) => each.rate === rate );
			left += takeOff( share, ofRate ) - share;
		}
		const untaxed = parts.filter( ( each ) => each.rate === '' );
		takeOff( fee && left > 0.05 ? takeOff( left, untaxed ) : left, parts );
	}
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
			itemId: line.itemId,
			rate: rateOf( line ),
			code: codes.get( line.productId ) ?? '?',
			// What came back by another refund has a return of its own.
			quantity:
				line.quantity -
				Math.min( line.restocked, backOf( line.itemId ) ),
			gross: line.gross - takenOff( line.itemId ),
			tax: line.tax,
		} ) ),
		...order.extras.map( ( extra ) => ( {
			itemId: extra.itemId,
			rate: rateOf( extra ),
			code: extra.type === 'fee' ? FEE : SHIPPING,
			quantity: 1,
			gross: extra.gross - takenOff( extra.itemId ),
			tax: extra.tax,
		} ) ),
	];
	discount( parts, order );
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
	// Less is what rounding left.
	const least = Math.max(
		0.005,
		mostRefundRounding( order, refunds, state.pricing )
	);
	const whole = parts.reduce(
		( sum, { gross } ) => sum + Math.max( 0, gross ),
		0
	);
	return parts.map( ( part ) => {
		const share = whole > 0 ? Math.max( 0, part.gross ) / whole : 0;
		const gross = part.gross - ( unnamed > least ? unnamed * share : 0 );
		// Of goods that came back before it was sent the shop keeps a fee, if it keeps money of them at all.
		return part.quantity > 0 || refunds.length === 0
			? { ...part, gross }
			: { ...part, gross, code: FEE, quantity: 1 };
	} );
}

const codesOf = ( { products }: ShopState ): Map< number, string > =>
	new Map( products.map( ( { id, code } ) => [ id, code ] ) );
