import { queryOptions } from '@tanstack/react-query';
import {
	paymentsNoted,
	paymentsResponse,
	type PaymentKind,
} from '../contract/rest/payments';
import type { ListQuery } from './client';
import { download, request } from './request';

export const paymentsQuery = ( query: ListQuery & { kind?: PaymentKind } ) =>
	queryOptions( {
		queryKey: [ 'payments', query ],
		queryFn: ( { signal } ) =>
			request( paymentsResponse, 'payments', { query, signal } ),
	} );

export const notePayments = ( entryIds: number[], done: boolean ) =>
	request( paymentsNoted, 'payments', {
		method: 'POST',
		data: { entryIds, done },
	} );

/** All of which something is to be done, not just the page that is shown. */
export const downloadPayments = () =>
	download( 'payments.csv', 'sors-payments.csv' );
