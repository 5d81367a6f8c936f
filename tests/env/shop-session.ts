import { setTimeout as sleep } from 'node:timers/promises';
import { type APIRequestContext, request } from '@playwright/test';
import { Problem } from './run/problem';

export const admin = { user: 'admin', password: 'password' };

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** @return A nonce for the shop's REST routes. */
export async function logIn( requests: APIRequestContext ): Promise< string > {
	// The form first, as a browser does: Playground answers a browser's very
	// first request with a redirect, whatever it was.
	await requests.get( '/wp-login.php' );
	await requests.post( '/wp-login.php', {
		form: { log: admin.user, pwd: admin.password },
		maxRedirects: 0,
	} );
	const answer = await requests.get(
		'/wp-admin/admin-ajax.php?action=rest-nonce'
	);
	const nonce = ( await answer.text() ).trim();
	if ( ! /^[0-9a-f]{10}$/.test( nonce ) ) {
		throw new Problem(
			`The shop did not let ${ admin.user } in, but answered: ${ readable( nonce ) }`
		);
	}
	return nonce;
}

/** An administrator's requests of a shop's REST routes, as the browser makes them. */
export class ShopSession {
	private requests: APIRequestContext | undefined;
	private nonce = '';

	constructor( readonly url: string ) {}

	async logIn(): Promise< void > {
		this.requests = await request.newContext( {
			baseURL: this.url,
			timeout: 120_000,
		} );
		this.nonce = await logIn( this.requests );
	}

	/** The route is below /wp-json/, with its namespace; the answer is for the caller to check. */
	async rest(
		method: Method,
		route: string,
		body?: object
	): Promise< unknown > {
		if ( ! this.requests ) {
			throw new Error( 'logIn() comes first.' );
		}
		const response = await this.requests.fetch( `/wp-json/${ route }`, {
			method,
			headers: { 'X-WP-Nonce': this.nonce },
			data: body,
		} );
		const text = await response.text();
		if ( ! response.ok() ) {
			throw new Problem(
				`${ method } ${ route } answered ${ response.status() }: ${ readable( text ) }`
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
