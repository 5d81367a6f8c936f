import * as z from 'zod/mini';
import { run, runKind } from './runs';
import { count, decimal, id, moment, text } from './scalars';
import { documentKind } from './settings';

/** `GET first-run/examples`: what is left out is as in the settings. */
export const firstRunExamplesQuery = z.object( {
	database: z.optional( text( 120 ) ),
	/** Ids, with commas between them. */
	businessUnitIds: z.optional( text( 2000 ) ),
	priceBusinessUnitId: z.optional( text( 64 ) ),
} );

/** One real item of theirs, and what the shop would make of it by each choice. */
export const firstRunExamplesResponse = z.strictObject( {
	/** Null where SORS has no item that could serve; `problem` says why. */
	item: z.nullable(
		z.strictObject( {
			code: z.string(),
			name: z.string(),
			vatRate: z.nullable( decimal ),
		} )
	),
	problem: z.nullable( z.string() ),
	/** Of the chosen units that have the item, as SORS says it. */
	levels: z.array(
		z.strictObject( {
			businessUnitId: z.string(),
			onHand: z.nullable( decimal ),
			reserved: z.nullable( decimal ),
			available: z.nullable( decimal ),
		} )
	),
	price: z.strictObject( {
		withVat: z.nullable( decimal ),
		withoutVat: z.nullable( decimal ),
		/** The figure that the shop would get; null = none. */
		shop: z.strictObject( {
			withVat: z.nullable( decimal ),
			withoutVat: z.nullable( decimal ),
		} ),
	} ),
	/** The figure that the shop would get, before what it has sold is taken off; null = none. */
	stock: z.strictObject( {
		onHand: z.nullable( decimal ),
		available: z.nullable( decimal ),
	} ),
} );
export type FirstRunExamples = z.infer< typeof firstRunExamplesResponse >;

/** `POST first-run/start`: brings in catalogue, stock and images; answers `firstRun`. */
export const startFirstRunBody = z.strictObject( {
	/**
	 * The catalogue run whose difference was shown: approved if it waits for
	 * that, not repeated if it has succeeded. Without it a new one begins.
	 */
	catalogRun: z.optional( id ),
	/** That run's, as it was shown: not approved where it has changed since. */
	updatedAt: z.optional( moment ),
} );

export const firstRunState = z.enum( [
	'none',
	'running',
	'awaiting_approval',
	'failed',
	'stopped',
	'done',
] );

/** `GET first-run`: where the first sync stands. */
export const firstRun = z.strictObject( {
	state: firstRunState,
	/** The part that it is at. */
	kind: z.nullable( runKind ),
	/** In their order; a part that has not begun has no run. */
	parts: z.array(
		z.strictObject( { kind: runKind, run: z.nullable( run ) } )
	),
	/** One sentence for people, mostly that of the run; may be empty. */
	message: z.string(),
	startedAt: z.nullable( moment ),
	/** Nothing of it is left to do or to ask. */
	finished: z.boolean(),
} );
export type FirstRun = z.infer< typeof firstRun >;

/** `GET first-run/unit-items`: what each business unit has; null where SORS does not say, or no stock was read yet. */
export const unitItems = z.strictObject( {
	items: z.array(
		z.strictObject( {
			id: z.string(),
			items: z.nullable( count ),
			inStock: z.nullable( count ),
		} )
	),
} );
export type UnitItems = z.infer< typeof unitItems >;

/** `GET first-run/test-document` shows it; `POST` makes it, in one database only. */
export const testDocument = z.strictObject( {
	database: z.string(),
	/** Its number in SORS; null while it is only shown. */
	made: z.nullable( z.string() ),
	kind: documentKind,
	buyer: z.string(),
	total: decimal,
	lines: z.array(
		z.strictObject( {
			name: z.string(),
			quantity: decimal,
			vatRate: z.nullable( decimal ),
			total: decimal,
		} )
	),
	/** What is sent, as JSON. */
	body: z.string(),
} );
export type TestDocument = z.infer< typeof testDocument >;
