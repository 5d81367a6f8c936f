/** Each order against its document in SORS, once all that was due is done. */
import type { SorsDatabase, SorsDocument } from '../../sors/model/types';
import type { Settings } from '../model/options';
import type { Order } from '../model/orders';
import { saleOf, type Entry, type ShopState } from '../model/shop';
import { amounts, head } from './contents';
import { openDocuments } from './documents';
import { kept, mostRefundRounding } from './expected';

/** Which orders have a document, as the owner chose. */
export type Due = Pick< Settings, 'exportStatuses' >;

const isDue = ( { status }: Order, due: Due ): boolean =>
	due.exportStatuses.includes( status );

/** Statuses in which an order has no document. */
const DEAD = [ 'cancelled', 'trash' ];

/** Statuses in which it may have one: money that went out without goods changes nothing in SORS, and one that failed may still be paid. */
const OVER = [ 'refunded', 'failed' ];

const isPaidBack = ( { total, refunds }: Order ): boolean =>
	refunds.length > 0 &&
	refunds.reduce( ( left, { amount } ) => left - amount, total ) < 0.005;

/** Whether a person is asked about an order, so that it need not be in order. */
export function isAsked( state: ShopState, orderId: number ): boolean {
	return state.entries.some(
		( entry ) =>
			entry.orderId === orderId &&
			( [ 'rejected', 'uncertain' ].includes( entry.state ) ||
				entry.issue !== null ||
				entry.accepted !== '' )
	);
}

/** Refunds that neither the document nor a return contains. */
function outstanding(
	order: Order,
	sale: Entry,
	kind: string,
	state: ShopState
): { wrong: string[]; amount: number } {
	const wrong: string[] = [];
	let amount = 0;
	for ( const refund of order.refunds ) {
		const entry = state.entries.find(
			( { role, refundId } ) =>
				role === 'return' && refundId === refund.id
		);
		if ( sale.refundIds.includes( refund.id ) || entry?.state === 'sent' ) {
			continue;
		}
		// Of these documents nobody asks for money: what was paid back without goods is noted and left.
		const isMoneyAlone =
			entry?.state === 'skipped' &&
			entry.error === 'no_goods' &&
			( kind === 'deliveryNote' ||
				( kind === 'reservation' && order.completed ) );
		amount += refund.amount;
		if ( ! isMoneyAlone ) {
			wrong.push(
				`its refund ${ refund.id } is in no document, and its entry is ${ entry ? `${ entry.state } (${ entry.error })` : 'missing' }`
			);
		}
	}
	return { wrong, amount };
}

/** What the document says less what its returns took back. */
function money(
	order: Order,
	document: SorsDocument,
	returns: readonly SorsDocument[],
	left: number,
	{ refundIds }: Entry,
	{ pricing }: ShopState
): string[] {
	const back = returns.reduce( ( sum, { total } ) => sum + total, 0 );
	const refunded = order.refunds.reduce(
		( sum, each ) => sum + each.amount,
		0
	);
	const right = order.total - refunded + left;
	const says = document.total - back;
	// Each line of a return was rounded, and of its refund each net, each tax and the amount.
	const returned = order.refunds.filter(
		( { id } ) => ! refundIds.includes( id )
	);
	const rounding =
		returns.length === 0
			? 0
			: returns.flatMap( ( { lines } ) => lines ).length / 100 +
				mostRefundRounding( order, returned, pricing );
	return Math.abs( says - right ) > 0.0051 + rounding
		? [
				`its document ${ document.number } and returns come to ${ says.toFixed( 2 ) }, right is ${ right.toFixed( 2 ) }`,
			]
		: [];
}

const sumOf = ( documents: readonly SorsDocument[], code: string ): number =>
	documents
		.flatMap( ( { lines } ) => lines )
		.filter( ( line ) => line.productCode === code )
		.reduce( ( sum, line ) => sum + line.quantity, 0 );

/** Goods that are on the shelf again and that the document still holds. Other edits of an order that is over are not compared daily. */
function cameBack(
	order: Order,
	document: SorsDocument,
	returns: readonly SorsDocument[],
	state: ShopState
): string[] {
	const back = new Set(
		order.lines
			.filter( ( { restocked } ) => restocked > 0 )
			.map( ( { productId } ) => productId )
	);
	const left = kept( order, state );
	return state.products
		.filter( ( { id } ) => back.has( id ) )
		.flatMap( ( { code } ) => {
			const right = left.get( code ) ?? 0;
			const says = sumOf( [ document ], code ) - sumOf( returns, code );
			return says > right
				? [
						`goods came back, and it has ${ right } × ${ code }, its document ${ document.number } with returns ${ says }`,
					]
				: [];
		} );
}

function quantities(
	order: Order,
	document: SorsDocument,
	returns: readonly SorsDocument[],
	state: ShopState
): string[] {
	const left = kept( order, state );
	const goods = document.lines
		.map( ( { productCode } ) => productCode )
		.filter( ( code ) => ! code.startsWith( 'USL-' ) );
	return [ ...new Set( [ ...left.keys(), ...goods ] ) ].flatMap( ( code ) => {
		const right = left.get( code ) ?? 0;
		const says = sumOf( [ document ], code ) - sumOf( returns, code );
		return says === right
			? []
			: [
					`it has ${ right } × ${ code }, its document ${ document.number } with returns ${ says }`,
				];
	} );
}

/** Those of refunds that a backup lost belong to nobody, and a person was told of them. */
const returnsOf = (
	document: SorsDocument,
	database: SorsDatabase
): SorsDocument[] =>
	database.documents.filter(
		( { sourceDocumentId, status, kind, externalReference } ) =>
			sourceDocumentId === document.id &&
			status === 'open' &&
			kind === 'return' &&
			externalReference !== null
	);

function ofDueOrder(
	order: Order,
	document: SorsDocument | undefined,
	state: ShopState,
	database: SorsDatabase
): string[] {
	const sale = saleOf( state, order.id );
	// Left where deleting an order broke off.
	const isRemains = order.lines.length + order.extras.length === 0;
	const isEmpty = isRemains || isPaidBack( order );
	if ( ! document || ! sale ) {
		return isEmpty
			? []
			: [
					`it has no open document; its entry is ${ sale ? `${ sale.state } (${ sale.error })` : 'missing' }`,
				];
	}
	const returns = returnsOf( document, database );
	const { wrong, amount } = outstanding( order, sale, document.kind, state );
	return [
		...( sale.documentId === document.id
			? []
			: [
					`its entry names ${ sale.documentId }, not ${ document.id }`,
				] ),
		...wrong,
		...quantities( order, document, returns, state ),
		...money( order, document, returns, amount, sale, state ),
		...amounts( order, sale, document, state, database ),
		...head( order, sale, document, state, database ),
	];
}

/**
 * What stands in SORS of an order that is refunded, or failed: no document is due, but one that is open says what the
 * buyer keeps. A reservation of goods that all came back is cancelled.
 */
function ofOrderThatIsOver(
	order: Order,
	document: SorsDocument,
	state: ShopState,
	database: SorsDatabase
): string[] {
	const sale = saleOf( state, order.id );
	// Left where deleting an order broke off; or made or named by somebody else.
	if ( order.lines.length === 0 || sale?.documentId !== document.id ) {
		return [];
	}
	return [
		...outstanding( order, sale, document.kind, state ).wrong,
		...cameBack( order, document, returnsOf( document, database ), state ),
	];
}

function ofOrder(
	order: Order,
	document: SorsDocument | undefined,
	state: ShopState,
	database: SorsDatabase,
	due: Due
): string[] {
	if ( isDue( order, due ) ) {
		return ofDueOrder( order, document, state, database );
	}
	// What was handed over stays, whatever was paid back.
	const isOver =
		! order.completed &&
		( DEAD.includes( order.status ) ||
			( isPaidBack( order ) && document?.kind === 'reservation' ) );
	if ( OVER.includes( order.status ) && document && ! isOver ) {
		return ofOrderThatIsOver( order, document, state, database );
	}
	return document && isOver
		? [ `it still has the open document ${ document.number }` ]
		: [];
}

/** What is wrong of orders about which nobody is asked. */
export function orders(
	state: ShopState,
	database: SorsDatabase,
	due: Due
): string[] {
	const open = openDocuments( database.documents, state.storeId, 'sale' );
	const wrong: string[] = [];
	for ( const order of state.orders.values() ) {
		if ( ! isAsked( state, order.id ) ) {
			const [ document ] = open.get( order.id ) ?? [];
			wrong.push(
				...ofOrder( order, document, state, database, due ).map(
					( each ) =>
						`order ${ order.id } (${ order.status }): ${ each }`
				)
			);
		}
	}
	for ( const [ id, [ document ] ] of open ) {
		if ( ! state.orders.has( id ) && ! isAsked( state, id ) ) {
			wrong.push(
				`order ${ id } was deleted, and its document ${ document?.number } is open`
			);
		}
	}
	return wrong;
}
