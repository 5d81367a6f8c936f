import * as z from 'zod/mini';
import { count, id, listOf, listQuery, text } from './scalars';

/** An item whose product was deleted for good, or unlinked: it is not brought in again until the owner asks for it. */
const deletedProduct = z.strictObject( {
	/** Code and name of the item in SORS. */
	code: z.string(),
	name: z.string(),
	/** The product or variation that it was unlinked from; null where it was deleted, left out of a preview or never wanted. */
	productId: z.nullable( id ),
	/** When a run noticed it, or the owner chose it. */
} );

/** `GET deleted-products`, the newest first. */
export const deletedProductsQuery = z.object( {
	...listQuery,
	/** Those that the owner unlinked, or all others. */
	unlinked: z._default( z.boolean(), false ),
} );
export const deletedProductsResponse = listOf( deletedProduct );
/** Its answer about those that the owner unlinked. */
export const unlinkedProductsResponse = listOf(
	z.strictObject( { ...deletedProduct.shape, productId: id } )
);

/** `POST deleted-products`: no product is made of an item. Answers as GET. */
export const keepOutBody = z.strictObject( {
	/** One that is too long for a code is refused in words. */
	code: text( 1000 ),
} );

/** `POST deleted-products/bring-back`: all of them come back with the next sync of the catalogue. */
export const bringBackResponse = z.strictObject( { broughtBack: count } );
