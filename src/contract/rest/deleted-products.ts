import * as z from 'zod/mini';
import { count, listOf, listQuery, moment } from './scalars';

/** An item whose product was deleted for good: it is not brought in again until the owner asks for it. */
export const deletedProduct = z.strictObject( {
	/** Code and name of the item in SORS. */
	code: z.string(),
	name: z.string(),
	/** When a run noticed it. */
	deletedAt: moment,
} );

/** `GET deleted-products`, the newest first. */
export const deletedProductsQuery = z.object( listQuery );
export const deletedProductsResponse = listOf( deletedProduct );

/** `POST deleted-products/bring-back`: all of them come back with the next sync of the catalogue. */
export const bringBackResponse = z.strictObject( { broughtBack: count } );
