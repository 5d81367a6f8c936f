import * as z from 'zod/mini';

const code = z.enum( [
	'currency',
	'taxes',
	'shipping',
	'prices',
	'rounding',
	'amounts',
	'symbol',
	'slugs',
] );

/** `GET shop-check` and the answer of `POST shop-check`. */
export const shopCheck = z.strictObject( {
	points: z.array(
		z.strictObject( {
			code,
			/** `open` has a button; `told` has a reason why it has none. */
			state: z.enum( [ 'good', 'open', 'told' ] ),
			message: z.string(),
			button: z.nullable( z.string() ),
		} )
	),
} );
export type ShopCheck = z.infer< typeof shopCheck >;

/** `POST shop-check`: does what the button of this point says. */
export const shopCheckBody = z.strictObject( { code } );
