/** Standing discounts: who is linked has theirs once, nobody else has one, and no document is discounted twice unsaid. */
import type { SorsDatabase, SorsDocument } from '../../sors/model/types';
import type { Order } from '../model/orders';
import type { Pricing } from '../model/pricing';
import { wasLost, type Entry, type ShopState } from '../model/shop';

const COUPON = 'sors-discount';
const ISSUE = 'discounted_twice';

const ofStanding = ( { coupons }: Order ): number[] =>
	coupons
		.filter( ( { code } ) => code === COUPON )
		.map( ( { percent } ) => percent );

/** An order that was just made at a checkout. */
export function givenOnce(
	order: Order,
	percent: number,
	{ unit }: Pick< Pricing, 'unit' >
): string[] {
	const given = ofStanding( order );
	const right = percent > 0 ? [ percent ] : [];
	const wrong =
		given.join() === right.join()
			? []
			: [
					`order ${ order.id } has standing discounts of “${ given.join() }” percent, right is “${ right.join() }”`,
				];
	if ( wrong.length > 0 || order.coupons.length !== right.length ) {
		return wrong;
	}
	return order.lines
		.filter(
			( { gross, list, quantity } ) =>
				Math.abs( gross - list * ( 1 - percent / 100 ) ) >
				unit * ( 2 + quantity )
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
