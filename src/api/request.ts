import apiFetch from '@wordpress/api-fetch';
import { addQueryArgs } from '@wordpress/url';
import * as z from 'zod/mini';
import { LoggedOut, Refused, Unreachable, Unreadable } from './errors';
import { isLoggedOut } from './thrown';
import { tolerant } from './tolerant';

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
	// A list of names where a parameter is missing, and of an empty map PHP makes a list, too.
	params: z.catch( z.record( z.string(), z.string() ), {} ),
} );

/**
 * Of what `apiFetch` throws: an Error when aborted, else the body of the answer,
 * which a firewall may have written, or a code of its own.
 */
function errorOf( thrown: unknown ): unknown {
	if ( thrown instanceof Error || thrown instanceof DOMException ) {
		return thrown;
	}
	if ( isLoggedOut( thrown ) ) {
		return new LoggedOut();
	}
	if ( thrown instanceof Response ) {
		return new Unreadable( `HTTP ${ thrown.status }` );
	}
	const error = wordpressError.safeParse( thrown );
	if ( ! error.success ) {
		return new Unreadable( z.prettifyError( error.error ) );
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

/** A route of ours, or by its whole path one of WordPress. */
const pathOf = ( route: string ): string =>
	route.startsWith( '/' ) ? route : `/sors/v1/${ route }`;

/**
 * One request to the shop's server. The answer is decoded by its schema, so what
 * comes back has the type that it claims, but for words of a newer server (see
 * tolerant.ts).
 *
 * @throws ApiError
 */
export async function request< Schema extends z.ZodMiniType >(
	schema: Schema,
	route: string,
	{ query = {}, ...options }: Options = {}
): Promise< z.output< Schema > > {
	let answer: unknown;
	try {
		answer = await apiFetch( {
			...options,
			path: addQueryArgs( pathOf( route ), query ),
		} );
	} catch ( thrown ) {
		throw errorOf( thrown );
	}
	const decoded = tolerant( schema ).safeParse( answer );
	if ( ! decoded.success ) {
		throw new Unreadable( z.prettifyError( decoded.error ) );
	}
	return decoded.data;
}

/**
 * A file of a route of ours, handed to the browser to keep. Not by a link: that
 * would carry the nonce in its address, and a refusal would take the page away.
 *
 * @throws ApiError
 */
export async function download( route: string, name: string ): Promise< void > {
	keep( await requestFile( route ), name );
}

/** Hands a file to the browser to keep. */
export function keep( file: Blob, name: string ): void {
	const link = document.createElement( 'a' );
	link.href = URL.createObjectURL( file );
	link.download = name;
	link.click();
	// The browser has begun to write it by then.
	window.setTimeout( () => URL.revokeObjectURL( link.href ), 60_000 );
}

/** @throws ApiError */
export async function requestFile(
	route: string,
	signal?: AbortSignal
): Promise< Blob > {
	try {
		return await askForFile( route, signal );
	} catch ( error ) {
		if ( ! ( error instanceof LoggedOut ) ) {
			throw error;
		}
	}
	// It gets itself no new nonce for a file: any other request does.
	await request( z.unknown(), '/wp/v2/users/me', {
		query: { _fields: 'id' },
		signal,
	} ).catch( () => {} );
	return askForFile( route, signal );
}

/** @throws ApiError */
async function askForFile(
	route: string,
	signal?: AbortSignal
): Promise< Blob > {
	let answer: Response;
	try {
		answer = await apiFetch< Response >( {
			path: pathOf( route ),
			parse: false,
			signal,
		} );
	} catch ( thrown ) {
		throw errorOf(
			thrown instanceof Response
				? await thrown.json().catch( () => null )
				: thrown
		);
	}
	try {
		return await answer.blob();
	} catch ( thrown ) {
		throw signal?.aborted ? thrown : new Unreachable();
	}
}
