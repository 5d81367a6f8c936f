import { vi } from 'vitest';

type Handler = ( request: {
	body: unknown;
	query: URLSearchParams;
	id: number;
} ) => unknown;

/** A WordPress REST error, as an answer. */
export class Failure {
	constructor(
		readonly status: number,
		readonly message: string,
		readonly params?: Record< string, string >
	) {}
}

/**
 * A shop's server for tests, under the real apiFetch: routes by
 * "METHOD path", with {id} for a number. What is not named answers 404.
 * Returns the requests made, as "METHOD path" and body.
 */
export function shop( routes: Record< string, Handler > ) {
	const requests: { route: string; body: unknown }[] = [];
	window.fetch = vi.fn( async ( input: unknown, options?: RequestInit ) => {
		const url = new URL( String( input ), 'https://shop.example' );
		const rest = url.pathname.replace( /^.*\/sors\/v1\//, '' );
		const override = new Headers( options?.headers ).get(
			'X-HTTP-Method-Override'
		);
		const method = override ?? options?.method ?? 'GET';
		const id = Number( rest.match( /\/([0-9]+)(\/|$)/ )?.[ 1 ] ?? 0 );
		const name = `${ method } ${ rest.replace( /\/[0-9]+(?=\/|$)/, '/{id}' ) }`;
		const body: unknown = options?.body
			? JSON.parse( String( options.body ) )
			: null;
		requests.push( { route: `${ method } ${ rest }`, body } );
		const answer = await ( routes[ name ]?.( {
			body,
			query: url.searchParams,
			id,
		} ) ?? new Failure( 404, `No route ${ name }` ) );
		if ( answer instanceof Response ) {
			return answer;
		}
		return answer instanceof Failure
			? Response.json(
					{
						code: 'refused',
						message: answer.message,
						data: { status: answer.status, params: answer.params },
					},
					{ status: answer.status }
				)
			: Response.json( answer );
	} ) as unknown as typeof window.fetch;
	return requests;
}
