import * as z from 'zod/mini';

/**
 * `POST store-identity`: what this site is, after its address or its type of
 * environment changed. moved = it is the same shop, perhaps at a new address;
 * copy = the original is still there, and this one must never send under its
 * name.
 */
export const storeIdentityBody = z.strictObject( {
	as: z.enum( [ 'moved', 'copy' ] ),
} );
export type StoreIdentityAnswer = z.infer< typeof storeIdentityBody >[ 'as' ];

/** Its answer: who this shop is from now on. */
export const storeIdentityResponse = z.strictObject( {
	/** Part of every document's reference; another one after `copy`. */
	storeId: z.string().check( z.regex( /^[a-z0-9]+$/ ) ),
	/** Host and path where the id belongs. */
	address: z.string(),
} );
