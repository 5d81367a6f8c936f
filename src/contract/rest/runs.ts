import * as z from 'zod/mini';
import { count, id, listOf, listQuery, moment, text } from './scalars';

export const runKind = z.enum( [ 'catalog', 'stock', 'images' ] );
export type RunKind = z.infer< typeof runKind >;

export const runMode = z.enum( [ 'preview', 'apply' ] );
export type RunMode = z.infer< typeof runMode >;

export const runState = z.enum( [
	'queued',
	'reading',
	'awaiting_approval',
	'applying',
	'succeeded',
	'failed',
	'cancelled',
] );
export type RunState = z.infer< typeof runState >;

/** Answer of every route under `runs` that concerns one run. */
export const run = z.strictObject( {
	id,
	kind: runKind,
	mode: runMode,
	state: runState,
	/** Null until SORS has said how many there are. */
	total: z.nullable( count ),
	processed: count,
	created: count,
	updated: count,
	unchanged: count,
	skipped: count,
	failed: count,
	/** Items of a preview that waits; of another run, those that it held for a person's decision. */
	waiting: count,
	/** One sentence for people: where it stands, why it waits, what went wrong. */
	message: z.string(),
	/** Set while a run waits for SORS (rate limit, server unreachable). */
	resumesAt: z.nullable( moment ),
	/** A failed or cancelled run whose cursor is kept. */
	resumable: z.boolean(),
	startedBy: z.enum( [ 'person', 'schedule', 'cli' ] ),
	/** Of one product only. */
	limited: z.boolean(),
	createdAt: moment,
	updatedAt: moment,
	finishedAt: z.nullable( moment ),
	/** Of a preview of another database than the shop's, which nobody can approve: its name. */
	database: z.optional( z.string() ),
} );
export type Run = z.infer< typeof run >;

/** `POST runs`: answers the run; one that is active already is joined. */
export const startRunBody = z.strictObject( {
	kind: runKind,
	mode: z._default( runMode, 'apply' ),
	/** Another one than the shop's; only to preview the catalogue, or stock and prices. */
	database: z.optional( text( 120 ) ),
} );

/** `POST runs/{id}/approve`: all that waits, or only these items; the others go on waiting. */
export const approveRunBody = z.strictObject( {
	items: z.optional( z.array( id ).check( z.minLength( 1 ) ) ),
	/** New products that are not to be made, now or later. */
	leaveOut: z.optional( z.array( id ).check( z.minLength( 1 ) ) ),
	/** The run's own, as it was shown: refused where it has changed since. */
	updatedAt: z.optional( moment ),
} );
export type ApproveRun = z.infer< typeof approveRunBody >;

/** `GET runs`, newest first. */
export const runsQuery = z.object( {
	...listQuery,
	kind: z.optional( runKind ),
	state: z.optional( runState ),
	/** Without those of one product. */
	scope: z.optional( z.enum( [ 'all' ] ) ),
	/** The previews of this database instead of the shop's own runs. */
	database: z.optional( text( 120 ) ),
} );
export const runsResponse = listOf( run );

export const runItemOutcome = z.enum( [
	'planned',
	'created',
	'updated',
	'unchanged',
	'skipped',
	'failed',
] );
export type RunItemOutcome = z.infer< typeof runItemOutcome >;

export const runItemAction = z.enum( [ 'create', 'update', 'none' ] );

const runItem = z.strictObject( {
	id,
	code: z.string(),
	name: z.string(),
	outcome: runItemOutcome,
	/** What a planned item is going to be, and what the others were. */
	action: runItemAction,
	productId: z.nullable( id ),
	productUrl: z.nullable( z.string() ),
	/** Field by field, as a person would read it. */
	changes: z.array(
		z.strictObject( {
			field: z.string(),
			from: z.nullable( z.string() ),
			to: z.nullable( z.string() ),
		} )
	),
	reason: z.nullable( z.string() ),
	/** It stands for shipping, fees or rounding on documents: it cannot be left out. */
	needed: z.boolean(),
} );
export type RunItem = z.infer< typeof runItem >;

/** `GET runs/{id}/items`. */
export const runItemsQuery = z.object( {
	...listQuery,
	/** All of them make a file. */
	per_page: z._default(
		z.int().check( z.minimum( 1 ), z.maximum( 500 ) ),
		20
	),
	outcome: z.optional( runItemOutcome ),
	action: z.optional( runItemAction ),
} );
export const runItemsResponse = listOf( runItem );
