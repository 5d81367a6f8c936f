import { z } from 'zod';

/**
 * Money and quantities travel as decimal strings: `multipleOf: 0.01` refuses
 * 19.99 in floating point, and a float would lose the last para of a large sum.
 */
export const decimal = z.string().regex( /^-?[0-9]+(\.[0-9]+)?$/ );

/** A moment in UTC, to the second: `2026-11-24T14:55:00Z`. */
export const moment = z
	.string()
	.regex( /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$/ );

/** Row id of one of our tables, a product, an order. */
export const id = z.int().min( 1 ).max( 9007199254740991 );

export const count = z.int().min( 0 ).max( 9007199254740991 );

/** What went wrong, for a machine (`code`) and for people (`message`). */
export const problem = z.strictObject( {
	code: z.string(),
	message: z.string(),
} );
export type Problem = z.infer< typeof problem >;

/** The part of a list that one page shows, and how many there are in all. */
export const listOf = < Item extends z.ZodType >( item: Item ) =>
	z.strictObject( { items: z.array( item ), total: count } );

/** Query of every list. */
export const listQuery = {
	page: z.int().min( 1 ).max( 1000000 ).default( 1 ),
	per_page: z.int().min( 1 ).max( 100 ).default( 20 ),
	search: z.string().max( 200 ).optional(),
};
