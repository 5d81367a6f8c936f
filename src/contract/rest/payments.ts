import * as z from 'zod/mini';
import { count, decimal, id, listQuery, moment } from './scalars';

/**
 * enter = something was paid after the document went to SORS; entered = the payment was
 * entered in SORS; takeBack = the document was cancelled after that.
 */
export const paymentKind = z.enum( [ 'enter', 'entered', 'takeBack' ] );
export type PaymentKind = z.infer< typeof paymentKind >;

const payment = z.strictObject( {
	kind: paymentKind,
	entryId: id,
	orderId: id,
	orderNumber: z.string(),
	orderUrl: z.nullable( z.string() ),
	/** Kind and number. */
	document: z.string(),
	database: z.nullable( z.string() ),
	/** RSD. */
	amount: decimal,
	paidAt: z.nullable( moment ),
	/** As the order calls it. */
	method: z.string(),
} );
export type Payment = z.infer< typeof payment >;

/** `GET payments`, newest first. Without a kind all of which something is to be done. */
export const paymentsQuery = z.object( {
	...listQuery,
	kind: z.optional( paymentKind ),
} );

export const paymentsResponse = z.strictObject( {
	items: z.array( payment ),
	total: count,
	/** Whether documents say what was paid. If not, it is not known which of them SORS takes for unpaid. */
	known: z.boolean(),
} );

/** `POST payments`: what is to be done about these was done in SORS; `false` = it was not, after all. */
export const paymentsBody = z.strictObject( {
	entryIds: z.array( id ).check( z.minLength( 1 ), z.maxLength( 100 ) ),
	done: z.boolean(),
} );

/** The others have changed meanwhile. */
export const paymentsNoted = z.strictObject( { noted: count } );
