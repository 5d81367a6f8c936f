import { queryOptions } from '@tanstack/react-query';
import {
	pendingDecided,
	pendingResponse,
	type PendingClass,
	type PendingDecision,
} from '../contract/rest/pending';
import type { RunKind } from '../contract/rest/runs';
import type { ListQuery } from './client';
import { request } from './request';

/** Changes with every run that ends. */
export const PENDING = [ 'pending' ];

export const pendingQuery = (
	query: ListQuery & { kind?: RunKind; class?: PendingClass }
) =>
	queryOptions( {
		queryKey: [ ...PENDING, query ],
		queryFn: ( { signal } ) =>
			request( pendingResponse, 'pending', { query, signal } ),
	} );

export const decidePending = ( data: PendingDecision ) =>
	request( pendingDecided, 'pending/decide', { method: 'POST', data } );
