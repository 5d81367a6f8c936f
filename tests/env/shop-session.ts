import { setTimeout as sleep } from 'node:timers/promises';
import { Problem } from './run/problem';

export const admin = { user: 'admin', password: 'password' };

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** An administrator's requests of a shop's REST routes, as the browser makes them. */
export class ShopSession {
	private cookies = new Map< string, string >();
	private nonce = '';

	constructor( readonly url: string ) {}

	async logIn(): Promise< void > {
		// The form first, as a browser does: it sets a cookie that the login asks
		// for, and Playground answers a browser's very first request by itself.
		await this.fetch( '/wp-login.php', { redirect: 'manual' } );
		await this.fetch( '/wp-login.php' );
		const response = await this.fetch( '/wp-login.php', {
			method: 'POST',
			redirect: 'manual',
			body: new URLSearchParams( {
				log: admin.user,
				pwd: admin.password,
				testcookie: '1',
			} ),
		} );
		const names = [ ...this.cookies.keys() ];
		if (
			! names.some( ( name ) => name.startsWith( 'wordpress_logged_in' ) )
		) {
			throw new Problem(
				`The shop did not let ${ admin.user } in: HTTP ${ response.status }.`
			);
		}
		const nonce = await this.fetch(
			'/wp-admin/admin-ajax.php?action=rest-nonce'
		);
		this.nonce = ( await nonce.text() ).trim();
		if ( ! /^[0-9a-f]{10}$/.test( this.nonce ) ) {
			throw new Problem(
				`The shop gave no nonce, but: ${ readable( this.nonce ) }`
			);
		}
	}

	/** The route is below /wp-json/, with its namespace; the answer is for the caller to check. */
	async rest(
		method: Method,
		route: string,
		body?: object
	): Promise< unknown > {
		const response = await this.fetch( `/wp-json/${ route }`, {
			method,
			headers: {
				'X-WP-Nonce': this.nonce,
				...( body ? { 'Content-Type': 'application/json' } : {} ),
			},
			body: body ? JSON.stringify( body ) : undefined,
		} );
		const text = await response.text();
		if ( ! response.ok ) {
			throw new Problem(
				`${ method } ${ route } answered ${ response.status }: ${ readable( text ) }`
			);
		}
		try {
			return JSON.parse( text );
		} catch {
			throw new Problem(
				`${ method } ${ route } answered no JSON: ${ readable( text ) }`
			);
		}
	}

	private async fetch(
		path: string,
		init: RequestInit = {}
	): Promise< Response > {
		const cookie = [ ...this.cookies ]
			.map( ( [ name, value ] ) => `${ name }=${ value }` )
			.join( '; ' );
		const response = await fetch( this.url + path, {
			...init,
			headers: { ...init.headers, Cookie: cookie },
			signal: AbortSignal.timeout( 120_000 ),
		} );
		for ( const line of response.headers.getSetCookie() ) {
			const [ name, value ] = ( line.split( ';' )[ 0 ] ?? '' ).split(
				/=(.*)/s
			);
			this.cookies.set( name ?? '', value ?? '' );
		}
		return response;
	}
}

/** An error page of WordPress is mostly style: what it says stands far below. */
export function readable( answer: string ): string {
	return answer
		.replace( /<(head|style|script)\b[\s\S]*?<\/\1>/g, '' )
		.replace( /<[^>]*>/g, ' ' )
		.replace( /\s+/g, ' ' )
		.trim()
		.slice( 0, 600 );
}

/** Asks again every second until the answer is no longer undefined. */
export async function until< T >(
	what: () => string,
	ask: () => Promise< T | undefined >,
	timeoutMs: number
): Promise< T > {
	const deadline = Date.now() + timeoutMs;
	for (;;) {
		const answer = await ask();
		if ( answer !== undefined ) {
			return answer;
		}
		if ( Date.now() > deadline ) {
			throw new Problem(
				`Gave up waiting after ${ timeoutMs / 1000 } s: ${ what() }.`
			);
		}
		await sleep( 1_000 );
	}
}
