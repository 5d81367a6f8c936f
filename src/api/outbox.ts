import {
	debtResponse,
	outboxResponse,
	outboxRow,
	outboxRowDetails,
	sendOrdersResponse,
	type OutboxState,
	type ResolveBody,
} from '../contract/rest/outbox';
import { request } from './request';

export const getOutbox = (
	query: {
		state?: OutboxState;
		search?: string;
		page?: number;
		per_page?: number;
	},
	signal?: AbortSignal
) => request( outboxResponse, 'outbox', { query, signal } );

export const getOutboxRow = ( id: number, signal?: AbortSignal ) =>
	request( outboxRowDetails, `outbox/${ id }`, { signal } );

export const sendOrders = ( orderIds: number[] ) =>
	request( sendOrdersResponse, 'outbox/send', {
		method: 'POST',
		data: { orderIds },
	} );

export const sendOutboxRow = ( id: number ) =>
	request( outboxRow, `outbox/${ id }/send`, { method: 'POST' } );

export const resolveOutboxRow = ( id: number, data: ResolveBody ) =>
	request( outboxRow, `outbox/${ id }/resolve`, { method: 'POST', data } );

export const getDebt = ( orderId: number, signal?: AbortSignal ) =>
	request( debtResponse, `orders/${ orderId }/debt`, { signal } );
