import { queryOptions } from '@tanstack/react-query';
import {
	debtResponse,
	outboxEntry,
	sendOrdersResponse,
	type ResolveBody,
} from '../contract/rest/outbox';
import {
	foundDocuments,
	orderDetails,
	ordersResponse,
	type AskButton,
	type OrderFilter,
	type OrderLine,
} from '../contract/rest/orders';
import { olderOrdersResponse } from '../contract/rest/older-orders';
import {
	reconciliationResponse,
	type DocumentDecision,
	type FindingKind,
} from '../contract/rest/reconciliation';
import type { ListQuery } from './client';
import { request } from './request';

/** Of every list of orders, whatever is asked of it. */
export const ORDER_LISTS = [ 'orders', 'list' ] as const;

export const ordersQuery = ( query: ListQuery & { state?: OrderFilter } ) =>
	queryOptions( {
		queryKey: [ ...ORDER_LISTS, query ],
		queryFn: ( { signal } ) =>
			request( ordersResponse, 'orders', { query, signal } ),
	} );

/** With all that became of it: a line that has changed has another story. */
export const orderQuery = ( line: OrderLine ) =>
	queryOptions( {
		queryKey: [
			'orders',
			'one',
			line.id,
			line.state,
			line.entryId,
			line.document?.name,
			line.why,
		],
		queryFn: ( { signal } ) => readOrder( line.id, signal ),
	} );

export const readOrder = ( orderId: number, signal?: AbortSignal ) =>
	request( orderDetails, `orders/${ orderId }`, { signal } );

export const foundDocumentsQuery = ( entryId: number ) =>
	queryOptions( {
		queryKey: [ 'found-documents', entryId ],
		queryFn: ( { signal } ) =>
			request( foundDocuments, `outbox/${ entryId }/documents`, {
				signal,
			} ),
	} );

export const sendOrders = ( orderIds: number[] ) =>
	request( sendOrdersResponse, 'outbox/send', {
		method: 'POST',
		data: { orderIds },
	} );

export const sendOutboxEntry = ( id: number ) =>
	request( outboxEntry, `outbox/${ id }/send`, { method: 'POST' } );

/** The one in SORS that a person says it is. */
export type ChosenDocument = NonNullable< AskButton[ 'document' ] >;

/** Does what a button about an entry says. */
export const carryOut = (
	id: number,
	as: AskButton[ 'as' ],
	document?: ChosenDocument | null
) =>
	as === 'send'
		? sendOutboxEntry( id )
		: request( outboxEntry, `outbox/${ id }/resolve`, {
				method: 'POST',
				data: {
					as,
					...( document?.id && { documentId: document.id } ),
					...( document?.number && {
						documentNumber: document.number,
					} ),
				} satisfies ResolveBody,
			} );

export const debtQuery = ( orderId: number ) =>
	queryOptions( {
		queryKey: [ 'debt', orderId ],
		queryFn: ( { signal } ) =>
			request( debtResponse, `orders/${ orderId }/debt`, { signal } ),
	} );

/** How far the last job is. */
export const olderOrdersQuery = queryOptions( {
	queryKey: [ 'older-orders' ],
	queryFn: ( { signal } ) =>
		request( olderOrdersResponse, 'older-orders', { signal } ),
} );

/** The first and the last. */
export type Days = { from: string; to: string };

/** How many orders of these days there are to send; and how far the last job is. */
export const countOlderOrders = ( days: Days ) =>
	request( olderOrdersResponse, 'older-orders', { query: days } );

export const sendOlderOrders = ( data: Days ) =>
	request( olderOrdersResponse, 'older-orders', { method: 'POST', data } );

export const reconciliationQuery = (
	query: ListQuery & { kind?: FindingKind }
) =>
	queryOptions( {
		queryKey: [ 'reconciliation', query ],
		queryFn: ( { signal } ) =>
			request( reconciliationResponse, 'reconciliation', {
				query,
				signal,
			} ),
	} );

export const startReconciliation = () =>
	request( reconciliationResponse, 'reconciliation', { method: 'POST' } );

/** Of a document in SORS that belongs to no order of the shop. */
export const decideDocument = ( data: DocumentDecision ) =>
	request( reconciliationResponse, 'reconciliation/document', {
		method: 'POST',
		data,
	} );
