import * as z from 'zod/mini';
import { run, runKind } from './runs';
import { count, id, listQuery, moment } from './scalars';

/** Why a change waits: what a buyer would notice of it, or that its item was not seen. */
export const pendingClass = z.enum( [
	'zero',
	'hide',
	'price',
	'pictures',
	'service',
	'categories',
	'publish',
	'back',
	'missing',
	'emptied',
	'empty',
	'sale',
	'sizes',
	'paid',
] );
export type PendingClass = z.infer< typeof pendingClass >;

/** One change that waits for a person's decision. */
const pendingItem = z.strictObject( {
	id,
	kind: runKind,
	code: z.string(),
	name: z.string(),
	productId: z.nullable( id ),
	productUrl: z.nullable( z.string() ),
	classes: z.array( pendingClass ),
	/** Field by field, as a person would read it. */
	changes: z.array(
		z.strictObject( {
			field: z.string(),
			from: z.nullable( z.string() ),
			to: z.nullable( z.string() ),
		} )
	),
	/** The sync that found it last. */
	runId: id,
	/** When it was first held. */
	since: moment,
} );
export type PendingItem = z.infer< typeof pendingItem >;

/** `GET pending`: what waits, the oldest first. */
export const pendingQuery = z.object( {
	...listQuery,
	kind: z.optional( runKind ),
	class: z.optional( pendingClass ),
} );
export const pendingResponse = z.strictObject( {
	items: z.array( pendingItem ),
	total: count,
	/** When it was read, by the server's clock: for `until`. */
	at: moment,
	/** Kinds of which something waits. */
	kinds: z.array(
		z.strictObject( {
			kind: runKind,
			waiting: count,
			/** Of these, what nobody was shown in a preview: the menu counts it. */
			news: count,
			/** Why it waits, and what all of it has in common. */
			message: z.string(),
		} )
	),
} );
export type PendingResponse = z.infer< typeof pendingResponse >;

/** `POST pending/decide`: these changes, or all of a kind that waited when the page was shown. */
export const pendingDecideBody = z.strictObject( {
	as: z.enum( [ 'approve', 'discard' ] ),
	ids: z.optional(
		z.array( id ).check( z.minLength( 1 ), z.maxLength( 500 ) )
	),
	kind: z.optional( runKind ),
	/** With `kind`: what began to wait, or changed, later than this is not meant. `at` of the answer that was shown. */
	until: z.optional( moment ),
} );
export type PendingDecision = z.infer< typeof pendingDecideBody >;

export const pendingDecided = z.strictObject( {
	decided: count,
	/** That writes what was approved; null where nothing was, or it follows one that is at work. */
	run: z.nullable( run ),
} );
