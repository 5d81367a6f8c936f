import * as z from 'zod/mini';
import { connectionTestResponse } from './connection';
import { outboxState } from './outbox';
import { run, runKind } from './runs';
import { count, moment } from './scalars';

/** `GET overview`: what a shop owner must know before anything else. */
export const overviewResponse = z.strictObject( {
	connection: z.strictObject( {
		/** Key, database and business unit are chosen. */
		configured: z.boolean(),
		/** Null until the first test. */
		lastTest: z.nullable( connectionTestResponse ),
		lastTestAt: z.nullable( moment ),
	} ),
	runs: z.array(
		z.strictObject( {
			kind: runKind,
			last: z.nullable( run ),
			active: z.nullable( run ),
			nextAt: z.nullable( moment ),
		} )
	),
	linkedProducts: count,
	outbox: z.array( z.strictObject( { state: outboxState, count } ) ),
	/** What needs a decision, most urgent first. */
	decisions: z.array(
		z.strictObject( {
			code: z.string(),
			severity: z.enum( [ 'error', 'warning', 'info' ] ),
			message: z.string(),
			/** Screen of the app that mends it. */
			screen: z.enum( [ 'connect', 'products', 'orders', 'settings' ] ),
		} )
	),
} );
export type Overview = z.infer< typeof overviewResponse >;
