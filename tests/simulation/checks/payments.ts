/** What was paid after its document went to SORS unpaid, against the list that the owner sees. */
import type { SorsDocument } from '../../sors/model/types';
import type { Entry, Order, ShopState } from '../model/shop';

export interface Payment {
	kind: string;
	entryId: number;
	orderId: number;
	amount: string;
}

const DEAD = [
	...[ 'pending', 'on-hold', 'cancelled', 'refunded', 'failed', 'trash' ],
	...[ 'auto-draft', 'draft', 'checkout-draft', 'new' ],
];

/** Rounding may leave as much. */
const PARA = 0.015;

/** What the shop holds of the buyer's money. */
const held = ( { total, refunds }: Order ): number =>
	Math.max(
		0,
		total - refunds.reduce( ( sum, { amount } ) => sum + amount, 0 )
	);

/** What stands in SORS' books, by database and id, whatever its reference. */
export type Standing = ReadonlyMap< string, SorsDocument >;

const keyOf = ( { database, documentId }: Entry ): string =>
	`${ database } ${ documentId }`;

/** When it was made it said that nothing was paid; what somebody entered at SORS since bears no date of payment. */
function wentUnpaid( entry: Entry, standing: Standing ): boolean {
	const document = standing.get( keyOf( entry ) );
	return (
		document !== undefined && document.total > 0 && document.paidAt === null
	);
}

const isStanding = ( entry: Entry, { entries }: ShopState ): boolean =>
	entry.state === 'sent' &&
	entry.issue !== 'missing_in_sors' &&
	! entries.some(
		( other ) =>
			other.orderId === entry.orderId &&
			( ( other.role === 'sale' && other.revision > entry.revision ) ||
				( other.role === 'cancel' &&
					other.revision === entry.revision &&
					other.state !== 'skipped' ) )
	);

const isPaid = ( { status, paidAt, gateway }: Order ): boolean =>
	paidAt > 0 &&
	! DEAD.includes( status ) &&
	( status === 'completed' || gateway !== 'cod' );

function of( entry: Entry, state: ShopState ): Payment | undefined {
	const entered = entry.paidByHand ?? 0;
	const payment = { entryId: entry.id, orderId: entry.orderId };
	if ( entry.state === 'cancelled' && entry.paidByHand !== null ) {
		return { ...payment, kind: 'takeBack', amount: `${ entered }` };
	}
	const order = state.orders.get( entry.orderId );
	if ( ! order || ! isPaid( order ) || ! isStanding( entry, state ) ) {
		return undefined;
	}
	const rest = Math.min( entry.total, held( order ) ) - entered;
	return rest > PARA
		? { ...payment, kind: 'enter', amount: rest.toFixed( 2 ) }
		: undefined;
}

const words = ( { kind, orderId, amount }: Payment ): string =>
	`${ kind } of order ${ orderId }: ${ Number( amount ).toFixed( 2 ) }`;

/** Of one that a person named, or that was put back after a restore, nobody knows what it said when it was made. */
const judged = ( { entries }: ShopState, standing: Standing ): Entry[] =>
	entries.filter( ( entry ) => {
		const document = standing.get( keyOf( entry ) );
		const isKnown =
			entry.documentBy === 'answered' ||
			( entry.documentBy === 'found' && ! document?.paidAmount );
		return entry.role === 'sale' && document && isKnown;
	} );

/** What is listed and not to be, and the other way round. */
export function payments(
	listed: readonly Payment[],
	state: ShopState,
	standing: Standing
): string[] {
	const all = judged( state, standing );
	const isJudged = new Set( all.map( ( { id } ) => id ) );
	const right = all
		.filter( ( entry ) => wentUnpaid( entry, standing ) )
		.flatMap( ( entry ) => of( entry, state ) ?? [] )
		.map( words );
	const says = listed
		.filter( ( { entryId } ) => isJudged.has( entryId ) )
		.map( words );
	return [
		...says
			.filter( ( each ) => ! right.includes( each ) )
			.map( ( each ) => `late payments list ${ each }, which is wrong` ),
		...right
			.filter( ( each ) => ! says.includes( each ) )
			.map( ( each ) => `late payments lack ${ each }` ),
	];
}

/** Somebody entered it at SORS, and the daily comparison did not see it. */
export function unseen(
	state: ShopState,
	standing: Standing,
	isAsked: ( orderId: number ) => boolean
): string[] {
	return state.entries.flatMap( ( entry ) => {
		const order = state.orders.get( entry.orderId );
		const document = standing.get( keyOf( entry ) );
		const entered = document?.paidAmount ?? 0;
		return entry.role === 'sale' &&
			entry.documentBy === 'answered' &&
			order &&
			document &&
			wentUnpaid( entry, standing ) &&
			isStanding( entry, state ) &&
			! isAsked( order.id ) &&
			Math.min( held( order ), document.total ) > PARA &&
			( entry.paidByHand ?? 0 ) <
				Math.min( entered, held( order ) ) - PARA
			? [
					`SORS says that ${ entered } of order ${ order.id } were paid, and the shop knows of ${ entry.paidByHand ?? 0 }`,
				]
			: [];
	} );
}
