// `zod/mini` writes the same schemas as `zod` and adds 8 kB (gzip) to the
// page instead of 22.
import * as z from 'zod/mini';

/**
 * Money and quantities travel as decimal strings: `multipleOf: 0.01` refuses
 * 19.99 in floating point, and a float would lose the last para of a large sum.
 */
export const decimal = z.string().check( z.regex( /^-?[0-9]+(\.[0-9]+)?$/ ) );

/** A moment in UTC, to the second: `2026-11-24T14:55:00Z`. */
export const moment = z
	.string()
	.check(
		z.regex( /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$/ )
	);

/** A day of the shop's own calendar: `2026-11-24`. */
export const day = z
	.string()
	.check( z.regex( /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/ ) );

/** Row id of one of our tables, a product, an order. */
export const id = z.int().check( z.minimum( 1 ) );

export const count = z.int().check( z.minimum( 0 ) );

export const text = ( maxLength: number ) =>
	z.string().check( z.maxLength( maxLength ) );

/** Characters of a code, an id or a number in SORS: their columns hold as many. */
export const LONGEST_CODE = 191;

/** What went wrong, for a machine (`code`) and for people (`message`). */
export const problem = z.strictObject( {
	code: z.string(),
	message: z.string(),
} );

/** The part of a list that one page shows, and how many there are in all. */
export const listOf = < Item extends z.ZodMiniType >( item: Item ) =>
	z.strictObject( { items: z.array( item ), total: count } );

/**
 * Query of every list. Queries are plain objects, bodies and answers strict
 * ones: WordPress itself adds parameters (`_locale`, `_fields`) to a query.
 */
export const listQuery = {
	page: z._default(
		z.int().check( z.minimum( 1 ), z.maximum( 1000000 ) ),
		1
	),
	per_page: z._default(
		z.int().check( z.minimum( 1 ), z.maximum( 100 ) ),
		20
	),
	search: z.optional( text( 200 ) ),
};
