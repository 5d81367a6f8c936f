import { queryOptions } from '@tanstack/react-query';
import {
	debtResponse,
	outboxResponse,
	outboxEntry,
	outboxEntryDetails,
	sendOrdersResponse,
	type OutboxEntry,
	type OutboxState,
	type ResolveBody,
} from '../contract/rest/outbox';
import { olderOrdersResponse } from '../contract/rest/older-orders';
import {
	reconciliationResponse,
	type FindingKind,
} from '../contract/rest/reconciliation';
import { request } from './request';

/** Of every list of the outbox, whatever is asked of it. */
export const OUTBOX_LISTS = [ 'outbox', 'list' ] as const;

export const outboxQuery = ( query: {
	state?: OutboxState;
	search?: string;
	page?: number;
	per_page?: number;
} ) =>
	queryOptions( {
		queryKey: [ ...OUTBOX_LISTS, query ],
		queryFn: ( { signal } ) =>
			request( outboxResponse, 'outbox', { query, signal } ),
	} );

/** With what happened to it so far: a row that has changed has another past. */
export const outboxEntryQuery = ( { id, state, updatedAt }: OutboxEntry ) =>
	queryOptions( {
		queryKey: [ 'outbox', 'row', id, state, updatedAt ],
		queryFn: ( { signal } ) =>
			request( outboxEntryDetails, `outbox/${ id }`, { signal } ),
	} );

export const sendOrders = ( orderIds: number[] ) =>
	request( sendOrdersResponse, 'outbox/send', {
		method: 'POST',
		data: { orderIds },
	} );

export const sendOutboxEntry = ( id: number ) =>
	request( outboxEntry, `outbox/${ id }/send`, { method: 'POST' } );

export const resolveOutboxEntry = ( id: number, data: ResolveBody ) =>
	request( outboxEntry, `outbox/${ id }/resolve`, { method: 'POST', data } );

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

/** How many orders of these days there are to send; and how far the last job is. */
export const countOlderOrders = ( days: { from: string; to: string } ) =>
	request( olderOrdersResponse, 'older-orders', { query: days } );

export const sendOlderOrders = ( data: { from: string; to: string } ) =>
	request( olderOrdersResponse, 'older-orders', { method: 'POST', data } );

export const reconciliationQuery = ( query: {
	kind?: FindingKind;
	search?: string;
	page?: number;
	per_page?: number;
} ) =>
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
