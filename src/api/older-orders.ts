import { queryOptions } from '@tanstack/react-query';
import { olderOrdersResponse } from '../contract/rest/older-orders';
import { request } from './request';

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
