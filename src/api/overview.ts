import { queryOptions } from '@tanstack/react-query';
import { leaveOutOrdersResponse } from '../contract/rest/older-orders';
import { overviewResponse } from '../contract/rest/overview';
import {
	storeIdentityResponse,
	type StoreIdentityAnswer,
} from '../contract/rest/store-identity';
import { request } from './request';

export const overviewQuery = queryOptions( {
	queryKey: [ 'overview' ],
	queryFn: ( { signal } ) =>
		request( overviewResponse, 'overview', { signal } ),
} );

export const confirmStoreIdentity = ( as: StoreIdentityAnswer ) =>
	request( storeIdentityResponse, 'store-identity', {
		method: 'POST',
		data: { as },
	} );

/** Orders that came while sending was off are not wanted in SORS. */
export const leaveOutOrders = () =>
	request( leaveOutOrdersResponse, 'older-orders/leave-out', {
		method: 'POST',
	} );
