import { queryOptions } from '@tanstack/react-query';
import {
	paymentsNoted,
	paymentsResponse,
	type PaymentKind,
} from '../contract/rest/payments';
import type { ListQuery } from './client';
import { request } from './request';

type Query = ListQuery & { kind?: PaymentKind };

export const paymentsPage = ( query: Query, signal?: AbortSignal ) =>
	request( paymentsResponse, 'payments', { query, signal } );

export const paymentsQuery = ( query: Query ) =>
	queryOptions( {
		queryKey: [ 'payments', query ],
		queryFn: ( { signal } ) => paymentsPage( query, signal ),
	} );

export const notePayments = ( entryIds: number[], done: boolean ) =>
	request( paymentsNoted, 'payments', {
		method: 'POST',
		data: { entryIds, done },
	} );
