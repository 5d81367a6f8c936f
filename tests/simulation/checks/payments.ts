/** What was paid after its document went to SORS unpaid, against the list that the owner sees. */
import type { SorsDocument, SorsPayment } from '../../sors/model/types';
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

/** What stands in SORS' books, of all databases. */
export interface Standing {
	/** By database and id, whatever their reference. */
	documents: ReadonlyMap< string, SorsDocument >;
	/** By the same key, those of the document. */
	payments: ReadonlyMap< string, readonly SorsPayment[] >;
}

const keyOf = ( { database, documentId }: Entry ): string =>
	`${ database } ${ documentId }`;

/** When it was made it said that nothing was paid; what somebody entered at SORS since bears no date of payment, and what we recorded is known. */
function wentUnpaid( entry: Entry, standing: Standing ): boolean {
	const document = standing.documents.get( keyOf( entry ) );
	return (
		document !== undefined &&
		document.total > 0 &&
		( document.paidAt === null || standing.payments.has( keyOf( entry ) ) )
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

/** What became of the payment that the plugin records by itself. */
function fateOf(
	sale: Entry,
	{ entries }: ShopState
): 'none' | 'under way' | 'settled' {
	const entry = entries.find(
		( { role, orderId, revision } ) =>
			role === 'payment' &&
			orderId === sale.orderId &&
			revision === sale.revision
	);
	if (
		! entry ||
		( entry.state === 'skipped' && entry.error === 'not_due' )
	) {
		return 'none';
	}
	const isUnknown =
		( entry.state === 'rejected' && entry.lock === 'in_doubt' ) ||
		( entry.state === 'skipped' && entry.error === 'payment_unclear' );
	return isUnknown ||
		[ 'queued', 'waiting', 'sending', 'uncertain' ].includes( entry.state )
		? 'under way'
		: 'settled';
}

/** Left to a person without an entry that says so: it may be in SORS by other hands. */
function isByHand(
	sale: Entry,
	{ gateway, paidAt, completedAt }: Order,
	{ recorded: { database, since } }: ShopState
): boolean {
	const began = since[ database ];
	return (
		began === undefined ||
		sale.database !== database ||
		sale.documentBy === 'named' ||
		( gateway === 'cod' ? completedAt : paidAt ) < began
	);
}

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

function isListed( entry: Entry, state: ShopState ): boolean {
	const fate = fateOf( entry, state );
	const order = state.orders.get( entry.orderId );
	return (
		entry.state === 'cancelled' ||
		fate === 'settled' ||
		( fate === 'none' &&
			order !== undefined &&
			isByHand( entry, order, state ) )
	);
}

const words = ( { kind, orderId, amount }: Payment ): string =>
	`${ kind } of order ${ orderId }: ${ Number( amount ).toFixed( 2 ) }`;

/** Of one that a person named, or that was put back after a restore, nobody knows what it said when it was made. */
const judged = ( { entries }: ShopState, standing: Standing ): Entry[] =>
	entries.filter( ( entry ) => {
		const document = standing.documents.get( keyOf( entry ) );
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
		.filter(
			( entry ) =>
				wentUnpaid( entry, standing ) && isListed( entry, state )
		)
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

/** The same money twice. */
export function paidTwice( { documents, payments: all }: Standing ): string[] {
	return [ ...all ].flatMap( ( [ key, ours ] ) => {
		const document = documents.get( key );
		const sum = ours.reduce( ( before, { amount } ) => before + amount, 0 );
		return document && sum > document.total + PARA
			? [
					`for ${ document.number } over ${ document.total }, ${ sum } were recorded: ${ ours.map( ( { externalReference } ) => externalReference ).join( ', ' ) }`,
				]
			: [];
	} );
}

/** When all is done: neither in SORS, nor in the list, nor is a person asked. */
export function forgotten(
	state: ShopState,
	standing: Standing,
	isAsked: ( orderId: number ) => boolean
): string[] {
	return judged( state, standing ).flatMap( ( entry ) => {
		const due = of( entry, state );
		return due?.kind === 'enter' &&
			wentUnpaid( entry, standing ) &&
			! isListed( entry, state ) &&
			! isAsked( entry.orderId )
			? [
					`the payment of order ${ entry.orderId } (${ due.amount }) is neither in SORS nor does anybody know: ${ fateOf( entry, state ) }`,
				]
			: [];
	} );
}

/** Somebody entered it at SORS, and the daily comparison did not see it. */
export function unseen(
	state: ShopState,
	standing: Standing,
	isAsked: ( orderId: number ) => boolean
): string[] {
	return state.entries.flatMap( ( entry ) => {
		const order = state.orders.get( entry.orderId );
		const document = standing.documents.get( keyOf( entry ) );
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
