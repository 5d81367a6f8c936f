import * as z from 'zod/mini';
import { connectionTestResponse } from './connection';
import { orderState } from './orders';
import { run, runKind } from './runs';
import { count, day, moment } from './scalars';

/** How many are in the shop as in SORS, of how many that are to be, and when that was looked at. */
const agreement = z.strictObject( {
	agreeing: count,
	total: count,
	at: moment,
} );
export type Agreement = z.infer< typeof agreement >;

/** `GET overview`: what a shop owner must know before anything else. */
export const overviewResponse = z.strictObject( {
	connection: z.strictObject( {
		/** Key, database and business unit are chosen. */
		configured: z.boolean(),
		/** Null until the first test. */
		lastTest: z.nullable( connectionTestResponse ),
		lastTestAt: z.nullable( moment ),
	} ),
	/** Of products that can be bought, and of orders. Null: nobody has looked yet. */
	agreement: z.strictObject( {
		products: z.nullable( agreement ),
		orders: z.nullable( agreement ),
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
	/** How many orders are in each state. */
	outbox: z.array( z.strictObject( { state: orderState, count } ) ),
	/** Orders that need a person, of any age. */
	ordersNeeding: count,
	/** Orders of the last 30 days (the oldest day first, none left out) by what became of them. */
	ordersByDay: z.array(
		z.strictObject( {
			day,
			/** SORS has them. */
			sent: count,
			/** On their way: queued, being sent, or to be retried. */
			waiting: count,
			/** Refused, uncertain, or no longer as in SORS. */
			attention: count,
			/** Not to be sent, or cancelled. */
			left: count,
		} )
	),
	/** The newest runs that ended, of all kinds, newest first. */
	recentRuns: z.array( run ),
	/** What needs a decision, most urgent first. */
	decisions: z.array(
		z.strictObject( {
			code: z.string(),
			severity: z.enum( [ 'error', 'warning', 'info' ] ),
			message: z.string(),
			/** Screen of the app that resolves it. */
			screen: z.enum( [
				'overview',
				'connect',
				'products',
				'orders',
				'settings',
			] ),
			/** What the screen is to show: parameters of its address. */
			params: z.record( z.string(), z.string() ),
			/** Label of the button that leads there. */
			button: z.string(),
			/** Another page of wp-admin, where no screen of the app resolves it. */
			url: z.optional( z.string() ),
		} )
	),
} );
export type Overview = z.infer< typeof overviewResponse >;
