/** A collection as endpoints: all requests of one method and path shape together. */
import { parseConfigFileTextToJson } from 'typescript';
import type { Json } from '../../tests/sors/wire/paths';
import type {
	PostmanAuth,
	PostmanCollection,
	PostmanItem,
	PostmanRequest,
	PostmanUrl,
} from './postman';

export interface Endpoint {
	method: string;
	/** Segments of the path; a placeholder is `{name}`. */
	segments: string[];
	/** Origin and path, where the collection says them; null for an unknown `{{baseUrl}}`. */
	origin: string | null;
	/** `Folder / Request`, one for each request. */
	names: string[];
	query: Set< string >;
	headers: Map< string, string >;
	examples: Record< 'body' | 'answer' | 'refusal', Json[] >;
}

type Variables = Map< string, string >;

function fill( text: string, variables: Variables ): string {
	let filled = text;
	for ( let depth = 0; depth < 5 && /\{\{/.test( filled ); depth++ ) {
		filled = filled.replace(
			/\{\{([^}]+)\}\}/g,
			( all, name: string ) => variables.get( name.trim() ) ?? all
		);
	}
	return filled;
}

/** `:id`, `{{id}}`, `{id}`, and values that are ids: all the same place to fill in. */
function segment( text: string ): string {
	const name = /^:(.+)$|^\{\{(.+)\}\}$|^\{(.+)\}$/.exec( text );
	if ( name ) {
		return `{${ name[ 1 ] ?? name[ 2 ] ?? name[ 3 ] }}`;
	}
	return /^(\d+|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i.test( text )
		? '{id}'
		: decode( text );
}

function decode( text: string ): string {
	try {
		return decodeURIComponent( text );
	} catch {
		return text;
	}
}

interface Address {
	origin: string | null;
	segments: string[];
	query: string[];
}

function address( url: PostmanUrl, variables: Variables ): Address {
	const [ beforeQuery = '', search = '' ] =
		url.raw.split( '#' )[ 0 ]?.split( '?' ) ?? [];
	// Only the start is filled in: `{{documentId}}` further on is a placeholder even where the collection has a value.
	const filled = beforeQuery.replace( /^\{\{[^}]+\}\}/, ( start ) =>
		fill( start, variables )
	);
	const match = /^(?:(https?:\/\/[^/]+)|(\{\{[^}]+\}\}))?(.*)$/.exec(
		filled
	);
	const segments = ( match?.[ 3 ] ?? '' )
		.split( '/' )
		.filter( Boolean )
		.map( segment );
	const named = ( url.query ?? [] ).flatMap( ( { key } ) =>
		key ? [ key ] : []
	);
	const inRaw = [ ...new URLSearchParams( search ).keys() ];
	return {
		origin: match?.[ 1 ] ?? null,
		segments,
		query: named.length ? named : inRaw,
	};
}

function asText( value: unknown ): string {
	return typeof value === 'string' ? value : '';
}

function apiKeyHeader( auth: PostmanAuth ): [ string, string ] | null {
	if ( auth?.type !== 'apikey' || ! auth.apikey ) {
		return auth?.type === 'bearer' ? [ 'Authorization', 'Bearer ' ] : null;
	}
	const values = Object.fromEntries(
		auth.apikey.map( ( { key, value } ) => [ key, value ] )
	);
	return values.in === 'query'
		? null
		: [ asText( values.key ) || 'Authorization', asText( values.value ) ];
}

function headersOf(
	request: PostmanRequest,
	auth: PostmanAuth
): [ string, string ][] {
	const found = ( request.header ?? [] ).flatMap(
		( { key, value } ): [ string, string ][] =>
			key ? [ [ key, asText( value ) ] ] : []
	);
	const key = apiKeyHeader( auth );
	return key ? [ ...found, key ] : found;
}

function leaves(
	items: readonly PostmanItem[],
	folder: string,
	auth: PostmanAuth
): { item: PostmanItem; name: string; auth: PostmanAuth }[] {
	return items.flatMap( ( item ) => {
		const name = folder
			? `${ folder } / ${ item.name ?? '' }`
			: ( item.name ?? '' );
		const inherited = item.auth ?? auth;
		return item.item
			? leaves( item.item, name, inherited )
			: [ { item, name, auth: inherited } ];
	} );
}

export function endpointsOf( collection: PostmanCollection ): Endpoint[] {
	const variables: Variables = new Map(
		( collection.variable ?? [] ).flatMap( ( { key, value } ) =>
			key && asText( value ) ? [ [ key, asText( value ) ] ] : []
		)
	);
	const endpoints = new Map< string, Endpoint >();
	const add = (
		request: PostmanRequest,
		name: string,
		auth: PostmanAuth
	): Endpoint | null => {
		if ( ! request.url ) {
			return null;
		}
		const { origin, segments, query } = address( request.url, variables );
		const method = ( request.method ?? 'GET' ).toUpperCase();
		const shape = `${ method } ${ segments.map( ( part ) => part.replace( /^\{.*\}$/, '{}' ) ).join( '/' ) }`;
		const endpoint: Endpoint = endpoints.get( shape ) ?? {
			method,
			segments,
			origin,
			names: [],
			query: new Set(),
			headers: new Map(),
			examples: { body: [], answer: [], refusal: [] },
		};
		endpoints.set( shape, endpoint );
		query.forEach( ( each ) => endpoint.query.add( each ) );
		headersOf( request, request.auth ?? auth ).forEach(
			( [ header, value ] ) => endpoint.headers.set( header, value )
		);
		const body = parseExample( request.body?.raw );
		if ( body !== null ) {
			endpoint.examples.body.push( body );
		}
		if ( ! endpoint.names.includes( name ) ) {
			endpoint.names.push( name );
		}
		return endpoint;
	};
	for ( const { item, name, auth } of leaves(
		collection.item,
		'',
		collection.auth
	) ) {
		const endpoint = item.request ? add( item.request, name, auth ) : null;
		for ( const { code, body, originalRequest } of item.response ?? [] ) {
			const place =
				( originalRequest
					? add( originalRequest, name, auth )
					: null ) ?? endpoint;
			const example = parseExample( body );
			if ( example !== null ) {
				const part = ( code ?? 200 ) < 400 ? 'answer' : 'refusal';
				place?.examples[ part ].push( example );
			}
		}
	}
	return [ ...endpoints.values() ];
}

/** An example as people write them into Postman: with variables, comments and trailing commas. Null where it cannot be read even so. */
export function parseExample( text: string | null | undefined ): Json | null {
	const filled = ( text ?? '' ).replace(
		/("(?:[^"\\]|\\.)*"|\/\/.*|\/\*[^]*?\*\/)|\{\{[^}]*\}\}/g,
		( _all, kept?: string ) => kept ?? '"{{variable}}"'
	);
	const { config, error } = parseConfigFileTextToJson(
		'example.json',
		`{ "example": ${ filled }\n}`
	);
	return error ? null : config.example;
}
