import { overviewResponse } from '../contract/overview';
import {
	storeIdentityResponse,
	type StoreIdentityAnswer,
} from '../contract/store-identity';
import { request } from './request';

export const getOverview = ( signal?: AbortSignal ) =>
	request( overviewResponse, 'overview', { signal } );

export const confirmStoreIdentity = ( as: StoreIdentityAnswer ) =>
	request( storeIdentityResponse, 'store-identity', {
		method: 'POST',
		data: { as },
	} );
