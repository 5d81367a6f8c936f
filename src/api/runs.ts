import {
	run,
	runItemsResponse,
	runsResponse,
	type Run,
	type RunItemOutcome,
	type RunKind,
	type RunMode,
	type RunState,
} from '../contract/rest/runs';
import { download, request } from './request';

export type RunAction = 'step' | 'cancel' | 'resume' | 'approve' | 'discard';

/** The latest run of a kind; null before the first. */
export const getLatestRun = async ( kind: RunKind, signal?: AbortSignal ) => {
	const query = { kind, per_page: 1 };
	const { items } = await request( runsResponse, 'runs', { query, signal } );
	return items[ 0 ] ?? null;
};

export const getRuns = (
	query: {
		kind?: RunKind;
		state?: RunState;
		page?: number;
		per_page?: number;
	},
	signal?: AbortSignal
) => request( runsResponse, 'runs', { query, signal } );

export const getRun = ( id: number, signal?: AbortSignal ) =>
	request( run, `runs/${ id }`, { signal } );

export const startRun = ( kind: RunKind, mode: RunMode ) =>
	request( run, 'runs', { method: 'POST', data: { kind, mode } } );

export const actOnRun = (
	id: number,
	action: RunAction,
	signal?: AbortSignal
) => request( run, `runs/${ id }/${ action }`, { method: 'POST', signal } );

export const getRunItems = (
	id: number,
	query: {
		outcome?: RunItemOutcome;
		search?: string;
		page?: number;
		per_page?: number;
	},
	signal?: AbortSignal
) => request( runItemsResponse, `runs/${ id }/items`, { query, signal } );

/** All items of a run as a file; not just the page that is shown. */
export const downloadRunItems = ( { id, kind }: Run ) =>
	download( `runs/${ id }/items.csv`, `sors-${ kind }-${ id }.csv` );
