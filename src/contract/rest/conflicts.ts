import * as z from 'zod/mini';
import { id, listOf, listQuery } from './scalars';

/** Where it was noticed: in the last run of that kind, or in the mapping of taxes. */
export const conflictSource = z.enum( [
	'catalog',
	'stock',
	'images',
	'taxes',
] );
export type ConflictSource = z.infer< typeof conflictSource >;

/** What keeps an item out of the shop, or out of date, until a person corrects it. */
const conflict = z.strictObject( {
	/** Unique within the list. */
	id: z.string(),
	source: conflictSource,
	/** duplicate_code, sku_twice, no_code, no_name, unmapped_tax …; new ones may come. */
	code: z.string(),
	/** failed = it was tried; skipped = left alone; partly = one part was brought in, another was not. */
	outcome: z.enum( [ 'failed', 'skipped', 'partly' ] ),
	/** Code and name of the item in SORS. */
	itemCode: z.string(),
	itemName: z.string(),
	productId: z.nullable( id ),
	productUrl: z.nullable( z.string() ),
	/** What is wrong, and what to do. */
	message: z.string(),
	/** Run that noticed it last. */
	runId: z.nullable( id ),
} );
export type Conflict = z.infer< typeof conflict >;

/** `GET conflicts`. */
export const conflictsQuery = z.object( {
	...listQuery,
	source: z.optional( conflictSource ),
} );
export const conflictsResponse = listOf( conflict );
