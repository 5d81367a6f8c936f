import { olderOrdersResponse } from '../contract/rest/older-orders';
import { request } from './request';

/** Without days only how far the last job is. */
export const getOlderOrders = (
	days: { from?: string; to?: string },
	signal?: AbortSignal
) => request( olderOrdersResponse, 'older-orders', { query: days, signal } );

export const sendOlderOrders = ( data: { from: string; to: string } ) =>
	request( olderOrdersResponse, 'older-orders', { method: 'POST', data } );
