import * as z from 'zod/mini';
import { text } from './scalars';

/** `GET customers`: by the tax number of a company. */
export const customerQuery = z.object( {
	taxId: text( 30 ).check( z.minLength( 1 ) ),
} );

/** The customer that SORS knows. What it does not say is empty. */
export const customerResponse = z.strictObject( {
	name: z.string(),
	code: z.string(),
	registrationNumber: z.string(),
	address: z.string(),
	postalCode: z.string(),
	city: z.string(),
} );
export type KnownCustomer = z.infer< typeof customerResponse >;
