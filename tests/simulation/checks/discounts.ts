/** Standing discounts: who is linked has theirs once, nobody else has one, and no document is discounted twice unsaid. */
import type { SorsDatabase, SorsDocument } from '../../sors/model/types';
import { soldFor } from '../model/goods';
import type { Order } from '../model/orders';
import type { Pricing } from '../model/pricing';
import { rightPrice } from './sales';
import { wasLost, type Entry, type ShopState } from '../model/shop';

const COUPON = 'sors-discount';
const ISSUE = 'discounted_twice';

const ofStanding = ( { coupons }: Order ): number[] =>
	coupons
		.filter( ( { code } ) => code === COUPON )
		.map( ( { percent } ) => percent );

/** Goods on sale have no standing discount: by product, whether all, some or none of what is sold for it is on sale. */
export type OnSale = ReadonlyMap< number, 'all' | 'some' >;

export function onSale( { products, now }: ShopState ): OnSale {
	return new Map(
		products.flatMap( ( product ) => {
			const sold = soldFor( product );
			// WooCommerce goes by the dates, also before it has begun or ended the sale that is due.
			const ways = sold.flatMap( ( each ) => [
				rightPrice( each, now ) < each.price,
				each.inForce < each.price,
			] );
			const how = ways.every( Boolean ) ? 'all' : 'some';
			return ways.some( Boolean ) ? [ [ product.id, how ] as const ] : [];
		} )
	);
}

/** An order that was just made at a checkout. */
export function givenOnce(
	order: Order,
	percent: number,
	{ unit }: Pick< Pricing, 'unit' >,
	sales: OnSale = new Map()
): string[] {
	const given = ofStanding( order );
	const percents = order.lines.map( ( { productId } ) => {
		const how = sales.get( productId );
		return how === 'all' ? [ 0 ] : [ percent, ...( how ? [ 0 ] : [] ) ];
	} );
	const may = percents.some( ( each ) => each.includes( percent ) );
	const must = percents.some( ( each ) => each.join() === `${ percent }` );
	const right = [
		...( percent > 0 && may ? [ `${ percent }` ] : [ '' ] ),
		...( percent > 0 && ! must ? [ '' ] : [] ),
	];
	const wrong = right.includes( given.join() )
		? []
		: [
				`order ${ order.id } has standing discounts of “${ given.join() }” percent, right is “${ right.join( '” or “' ) }”`,
			];
	if ( wrong.length > 0 || order.coupons.length !== given.length ) {
		return wrong;
	}
	return order.lines
		.filter( ( { gross, list, quantity }, at ) =>
			( percents[ at ] ?? [] ).every(
				( each ) =>
					Math.abs( gross - list * ( 1 - each / 100 ) ) >
					unit * ( 2 + quantity )
			)
		)
		.map(
			( { itemId, gross, list } ) =>
				`line ${ itemId } of order ${ order.id } comes to ${ gross }, with ${ percent } % off ${ list }`
		);
}

const saleAt = ( state: ShopState, id: number ): Entry | undefined =>
	state.entries.find( ( entry ) => entry.id === id );

const stands = ( state: ShopState ): Entry[] =>
	state.entries.filter(
		( { state: is, issue } ) => is === 'sent' && issue === ISSUE
	);

/** What was said between two looks of orders that have none. */
function saidOfOthers( before: ShopState, now: ShopState ): string[] {
	const said = new Set( stands( before ).map( ( { id } ) => id ) );
	return stands( now )
		.filter( ( { id } ) => ! said.has( id ) )
		.flatMap( ( { orderId } ) => now.orders.get( orderId ) ?? [] )
		.filter( ( order ) => ofStanding( order ).length === 0 )
		.map(
			( { id } ) =>
				`order ${ id } has no standing discount, and is said to have it twice`
		);
}

/** What became of discounted orders between two looks. */
export function discountedTwice(
	before: ShopState,
	now: ShopState,
	/** By database and id. */
	documents: ReadonlyMap< string, SorsDocument >
): string[] {
	const open = new Set( stands( now ).map( ( { id } ) => id ) );
	const blocking = stands( before ).filter( ( { id } ) => open.has( id ) );
	const ofDiscounted = now.entries.flatMap( ( entry ) => {
		const was = saleAt( before, entry.id );
		const order = now.orders.get( entry.orderId );
		const document = documents.get(
			`${ entry.database } ${ entry.documentId }`
		);
		const isNew =
			entry.role === 'sale' &&
			entry.state === 'sent' &&
			entry.documentBy === 'answered' &&
			was?.state !== 'sent';
		const [ percent ] = order ? ofStanding( order ) : [];
		if ( ! isNew || ! order || ! document || percent === undefined ) {
			return [];
		}
		const wrong: string[] = [];
		const isSaid =
			entry.issue !== null ||
			entry.accepted !== '' ||
			now.entries.some(
				( { role, orderId } ) =>
					role === 'cancel' && orderId === entry.orderId
			);
		if (
			document.discounted === percent &&
			order.refunds.length === 0 &&
			entry.total - document.total > 0.05 * order.lines.length &&
			! isSaid
		) {
			wrong.push(
				`SORS took ${ percent } % off ${ document.number } once more (${ document.total } of ${ entry.total }), and order ${ order.id } does not say so`
			);
		}
		// What had left before, or a person wanted sent, does not wait.
		const mustWait =
			! entry.askedFor &&
			! wasLost( entry ) &&
			( was?.lock ?? '' ) === '' &&
			blocking.some( ( { orderId } ) => orderId !== entry.orderId );
		if ( mustWait ) {
			wrong.push(
				`order ${ order.id } has a standing discount and was sent, although SORS takes such off twice`
			);
		}
		return wrong;
	} );
	return [ ...saidOfOthers( before, now ), ...ofDiscounted ];
}

/** Of linked users, by what SORS says today. */
export const outdated = (
	{ regulars }: ShopState,
	{ customers }: SorsDatabase
): string[] =>
	regulars.flatMap( ( { email, code, percent } ) => {
		const found = customers.filter( ( each ) => each.code === code );
		const says =
			found.length === 1 ? ( found[ 0 ]?.discountPercent ?? 0 ) : 0;
		const right = says > 0 && says < 100 ? says : 0;
		return percent === right
			? []
			: [
					`${ email } has ${ percent } % discount as ${ code }, and SORS says ${ says } %`,
				];
	} );
