import apiFetch from '@wordpress/api-fetch';
import { addQueryArgs } from '@wordpress/url';
import * as z from 'zod/mini';
import { Refused, Unreachable, Unreadable } from './errors';

type Options = {
	method?: 'GET' | 'POST' | 'PUT';
	query?: Record< string, string | number | undefined >;
	data?: unknown;
	signal?: AbortSignal;
};

/** WordPress' REST errors. */
const wordpressError = z.object( {
	code: z.string(),
	message: z.string(),
	data: z.optional( z.unknown() ),
} );
const errorData = z.object( {
	status: z.optional( z.number() ),
	params: z.optional( z.record( z.string(), z.string() ) ),
} );

/**
 * What `apiFetch` throws: an Error when aborted, else an object with a code.
 */
function errorOf( thrown: unknown ): unknown {
	const error = wordpressError.safeParse( thrown );
	if ( ! error.success || thrown instanceof Error ) {
		return thrown;
	}
	const { code, message, data } = error.data;
	if ( code === 'fetch_error' || code === 'offline_error' ) {
		return new Unreachable();
	}
	if ( code === 'invalid_json' ) {
		return new Unreadable( message );
	}
	const { status = 500, params = {} } =
		errorData.safeParse( data ).data ?? {};
	return new Refused( message, code, status, params );
}

/**
 * One request to a route of ours. The answer is decoded by its schema, so what
 * comes back has the type that it claims.
 *
 * @throws ApiError
 */
export async function request< Schema extends z.ZodMiniType >(
	schema: Schema,
	path: string,
	{ query = {}, ...options }: Options = {}
): Promise< z.output< Schema > > {
	let answer: unknown;
	try {
		answer = await apiFetch( {
			...options,
			path: addQueryArgs( `/sors/v1/${ path }`, query ),
		} );
	} catch ( thrown ) {
		throw errorOf( thrown );
	}
	const decoded = schema.safeParse( answer );
	if ( ! decoded.success ) {
		throw new Unreadable( z.prettifyError( decoded.error ) );
	}
	return decoded.data;
}
