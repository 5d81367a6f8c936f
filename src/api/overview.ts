import { overviewResponse } from '../contract/rest/overview';
import {
	storeIdentityResponse,
	type StoreIdentityAnswer,
} from '../contract/rest/store-identity';
import { request } from './request';

export const getOverview = ( signal?: AbortSignal ) =>
	request( overviewResponse, 'overview', { signal } );

export const confirmStoreIdentity = ( as: StoreIdentityAnswer ) =>
	request( storeIdentityResponse, 'store-identity', {
		method: 'POST',
		data: { as },
	} );
