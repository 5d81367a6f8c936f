import { queryOptions } from '@tanstack/react-query';
import {
	reconciliationResponse,
	type FindingKind,
} from '../contract/rest/reconciliation';
import { request } from './request';

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
