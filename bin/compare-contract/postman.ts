/** The parts of a Postman collection (v2.1) that say something about an API. Everything else is let through. */
import { z } from 'zod';

const pair = z.looseObject( {
	key: z.string().nullish(),
	value: z.unknown().optional(),
	disabled: z.boolean().nullish(),
} );

const url = z.looseObject( {
	raw: z.string(),
	query: z.array( pair ).nullish(),
} );

const auth = z
	.looseObject( { type: z.string(), apikey: z.array( pair ).nullish() } )
	.nullish();

const request = z.looseObject( {
	method: z.string().nullish(),
	url: url.nullish(),
	auth,
	header: z.array( pair ).nullish(),
	body: z.looseObject( { raw: z.string().nullish() } ).nullish(),
} );

const response = z.looseObject( {
	code: z.number().nullish(),
	body: z.string().nullish(),
	originalRequest: request.nullish(),
} );

export type PostmanRequest = z.infer< typeof request >;
export type PostmanUrl = z.infer< typeof url >;
export type PostmanAuth = z.infer< typeof auth >;

export interface PostmanItem {
	name?: string | null | undefined;
	item?: PostmanItem[] | null | undefined;
	request?: PostmanRequest | null | undefined;
	response?: z.infer< typeof response >[] | null | undefined;
	auth?: PostmanAuth;
}

const item: z.ZodType< PostmanItem > = z.looseObject( {
	name: z.string().nullish(),
	request: request.nullish(),
	response: z.array( response ).nullish(),
	auth,
	get item() {
		return z.array( item ).nullish();
	},
} );

export const postmanCollection = z.looseObject( {
	info: z.looseObject( {
		name: z.string().default( 'collection' ),
		schema: z
			.string()
			.regex(
				/v2\.1/,
				'is no Postman collection of version 2.1 (export it as "Collection v2.1")'
			),
	} ),
	item: z.array( item ),
	variable: z.array( pair ).nullish(),
	auth,
} );
export type PostmanCollection = z.infer< typeof postmanCollection >;
