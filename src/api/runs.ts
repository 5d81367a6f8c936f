import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import {
	run,
	runItemsResponse,
	runsResponse,
	type ApproveRun,
	type Run,
	type RunItem,
	type RunItemOutcome,
	type RunKind,
	type RunMode,
	type RunState,
} from '../contract/rest/runs';
import {
	firstRun,
	firstRunExamplesResponse,
	testDocument,
	unitItems,
} from '../contract/rest/first-run';
import { pageByPage, type ListQuery } from './client';
import { request, requestFile } from './request';

export type RunAction = 'step' | 'cancel' | 'resume' | 'discard';

export const getLatestRun = async ( kind: RunKind, signal?: AbortSignal ) => {
	const query = { kind, scope: 'all', per_page: 1 };
	const { items } = await request( runsResponse, 'runs', { query, signal } );
	return items[ 0 ] ?? null;
};

export const getRun = ( id: number, signal?: AbortSignal ) =>
	request( run, `runs/${ id }`, { signal } );

/** A run by its number, or the latest of a kind; null before the first. */
export const runQuery = ( which: number | RunKind ) =>
	queryOptions( {
		queryKey: [ 'runs', 'one', which ],
		queryFn: ( { signal } ): Promise< Run | null > =>
			typeof which === 'number'
				? getRun( which, signal )
				: getLatestRun( which, signal ),
	} );

export const runsQuery = (
	query: ListQuery & { kind?: RunKind; state?: RunState; database?: string }
) =>
	queryOptions( {
		queryKey: [ 'runs', 'list', query ],
		queryFn: ( { signal } ) =>
			request( runsResponse, 'runs', { query, signal } ),
	} );

export const startRun = ( kind: RunKind, mode: RunMode ) =>
	request( run, 'runs', { method: 'POST', data: { kind, mode } } );

/** Of another database than the shop's. */
export const startPreviewOf = ( database: string, kind: RunKind ) =>
	request( run, 'runs', {
		method: 'POST',
		data: { kind, mode: 'preview', database },
	} );

export const actOnRun = (
	id: number,
	action: RunAction,
	signal?: AbortSignal
) => request( run, `runs/${ id }/${ action }`, { method: 'POST', signal } );

/** What waits of the run as it is shown, or only some of it: the others go on waiting. */
const approve = (
	{ id, updatedAt }: Run,
	which: Omit< ApproveRun, 'updatedAt' >
) =>
	request( run, `runs/${ id }/approve`, {
		method: 'POST',
		data: { ...which, updatedAt },
	} );

export const approveSome = ( shown: Run, items: number[] ) =>
	approve( shown, { items } );

/** All but new products that are never to be made. */
export const approveRest = ( shown: Run, leaveOut: number[] ) =>
	approve( shown, leaveOut.length > 0 ? { leaveOut } : {} );

/** What SORS has of an item that is not in the shop yet. */
export const pictureQuery = ( { id }: Run, item: number ) =>
	queryOptions( {
		queryKey: [ 'runs', 'picture', id, item ],
		queryFn: ( { signal } ) =>
			requestFile( `runs/${ id }/items/${ item }/picture`, signal ),
		staleTime: Infinity,
	} );

/** A run that changed its state has other items than before; so has one that waits again. */
const itemsKey = ( { id, state, updatedAt }: Run ) => [
	'runs',
	'items',
	id,
	state,
	state === 'awaiting_approval' ? updatedAt : '',
];

type ItemsQuery = ListQuery & {
	outcome?: RunItemOutcome;
	action?: RunItem[ 'action' ];
};

export const runItemsPage = (
	{ id }: Run,
	query: ItemsQuery,
	signal?: AbortSignal
) => request( runItemsResponse, `runs/${ id }/items`, { query, signal } );

export const runItemsQuery = ( shown: Run, query: ItemsQuery ) =>
	queryOptions( {
		queryKey: [ ...itemsKey( shown ), query ],
		queryFn: ( { signal } ) => runItemsPage( shown, query, signal ),
	} );

/** Products that a waiting run would make, a few at a time. */
export const newProductsQuery = ( shown: Run ) =>
	infiniteQueryOptions( {
		queryKey: [ ...itemsKey( shown ), 'new' ],
		queryFn: ( { pageParam, signal } ) =>
			runItemsPage(
				shown,
				{
					outcome: 'planned',
					action: 'create',
					per_page: 12,
					page: pageParam,
				},
				signal
			),
		...pageByPage,
	} );

/** By the units and the database that are saved. */
export const examplesQuery = queryOptions( {
	queryKey: [ 'first-run', 'examples' ],
	queryFn: ( { signal } ) =>
		request( firstRunExamplesResponse, 'first-run/examples', { signal } ),
} );

/** Where the first sync stands: catalogue, stock and images, one after the other on the server. */
export const firstRunQuery = queryOptions( {
	queryKey: [ 'first-run' ],
	queryFn: ( { signal } ) => request( firstRun, 'first-run', { signal } ),
} );

/** With the catalogue run whose difference was shown, if there is one. */
export const startFirstRun = ( catalog: Run | undefined ) =>
	request( firstRun, 'first-run/start', {
		method: 'POST',
		data: { catalogRun: catalog?.id, updatedAt: catalog?.updatedAt },
	} );

export const unitItemsQuery = ( database: string ) =>
	queryOptions( {
		queryKey: [ 'unit-items', database ],
		queryFn: ( { signal } ) =>
			request( unitItems, 'first-run/unit-items', { signal } ),
	} );

export const showTestDocument = () =>
	request( testDocument, 'first-run/test-document' );

export const makeTestDocument = () =>
	request( testDocument, 'first-run/test-document', { method: 'POST' } );
