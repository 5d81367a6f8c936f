import { queryOptions } from '@tanstack/react-query';
import { leaveOutOrdersResponse } from '../contract/rest/older-orders';
import { overviewResponse } from '../contract/rest/overview';
import {
	restoredBackupResponse,
	type RestoredBackupAnswer,
} from '../contract/rest/restored-backup';
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

export const decideRestoredBackup = ( data: RestoredBackupAnswer ) =>
	request( restoredBackupResponse, 'restored-backup', {
		method: 'POST',
		data,
	} );

/** Orders that came while sending was off are not wanted in SORS. */
export const leaveOutOrders = () =>
	request( leaveOutOrdersResponse, 'older-orders/leave-out', {
		method: 'POST',
	} );
