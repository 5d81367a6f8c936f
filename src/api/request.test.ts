import apiFetch from '@wordpress/api-fetch';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { requestFile } from './request';
import { getLatestRun, startRun } from './runs';
import { LoggedOut, Refused, Unreachable, Unreadable } from './errors';
import { runOf } from '../testing/samples';

/** What the shop's server answers; the real apiFetch is in between. */
function server( status: number, body: string, type = 'application/json' ) {
	const fetch = vi.fn(
		async () =>
			new Response( body, { status, headers: { 'Content-Type': type } } )
	);
	vi.stubGlobal( 'fetch', fetch );
	window.fetch = fetch as unknown as typeof window.fetch;
	return fetch;
}
const failure = async ( promise: Promise< unknown > ) =>
	promise.then(
		() => null,
		( error: unknown ) => error
	);

afterEach( () => {
	vi.unstubAllGlobals();
} );

it( 'asks for what it was told and decodes the answer', async () => {
	const run = runOf( { kind: 'stock' } );
	const fetch = server( 200, JSON.stringify( { items: [ run ], total: 1 } ) );
	expect( await getLatestRun( 'stock' ) ).toEqual( run );
	expect( String( fetch.mock.calls.at( 0 )?.at( 0 ) ) ).toContain(
		'/sors/v1/runs?kind=stock&scope=all&per_page=1'
	);
} );

it( 'reads the answer of a newer server, which has a field more', async () => {
	const run = runOf();
	server(
		200,
		JSON.stringify( {
			items: [ { ...run, addedLater: {} } ],
			total: 1,
			addedLater: true,
		} )
	);
	expect( await getLatestRun( 'catalog' ) ).toEqual( run );
} );

it( 'turns a refusal into its sentence, with the fields it names', async () => {
	server(
		400,
		JSON.stringify( {
			code: 'sors_invalid_settings',
			message: 'That pair does not work.',
			data: { status: 400, params: { stockMode: 'Choose available.' } },
		} )
	);
	const error = await failure( startRun( 'stock', 'apply' ) );
	expect( error ).toBeInstanceOf( Refused );
	expect( error ).toMatchObject( {
		message: 'That pair does not work.',
		status: 400,
		fields: { stockMode: 'Choose available.' },
	} );
} );

it.each( [
	[ 'an empty list', [] ],
	[ 'names alone', [ 'kind' ] ],
] )(
	'keeps the status of a refusal that has %s in place of fields',
	async ( _, params ) => {
		server(
			409,
			JSON.stringify( {
				code: 'sors_busy',
				message: 'It runs already.',
				data: { status: 409, params },
			} )
		);
		expect( await failure( startRun( 'stock', 'apply' ) ) ).toMatchObject( {
			status: 409,
			fields: {},
		} );
	}
);

it( 'knows a server that does not answer', async () => {
	window.fetch = vi.fn( async () => {
		throw new TypeError( 'Failed to fetch' );
	} );
	expect( await failure( startRun( 'stock', 'apply' ) ) ).toBeInstanceOf(
		Unreachable
	);
} );

it.each( [
	[ 'HTML', '<p>There has been a critical error</p>', 'text/html' ],
	[ 'a run without its state', '{"id":1}', 'application/json' ],
	[ 'nothing', '', 'application/json' ],
] )( 'does not read %s as a run', async ( _, body, type ) => {
	server( 200, body, type );
	expect( await failure( startRun( 'stock', 'apply' ) ) ).toBeInstanceOf(
		Unreadable
	);
} );

it( 'does not take an error that is not of WordPress for a fault of the page', async () => {
	server( 403, '{"message":"Blocked by the firewall."}' );
	expect( await failure( startRun( 'stock', 'apply' ) ) ).toBeInstanceOf(
		Unreadable
	);
} );

it( 'reads a refused file as any other refusal', async () => {
	server(
		404,
		JSON.stringify( { code: 'sors_gone', message: 'It is gone.' } )
	);
	expect( await failure( requestFile( 'runs/1/items.csv' ) ) ).toMatchObject(
		{ message: 'It is gone.', code: 'sors_gone' }
	);
} );

it( 'does not take an error page in place of a file for a fault of the page', async () => {
	server( 500, '<p>There has been a critical error</p>', 'text/html' );
	expect( await failure( requestFile( 'support' ) ) ).toBeInstanceOf(
		Unreadable
	);
} );

it( 'knows a connection that breaks off within a file', async () => {
	window.fetch = vi.fn(
		async () =>
			new Response(
				new ReadableStream( {
					start: ( stream ) =>
						stream.error( new TypeError( 'network error' ) ),
				} )
			)
	);
	expect( await failure( requestFile( 'support' ) ) ).toBeInstanceOf(
		Unreachable
	);
} );

it( 'leaves an abort an abort', async () => {
	window.fetch = vi.fn( async () => {
		throw new DOMException( 'Aborted', 'AbortError' );
	} );
	expect( await failure( startRun( 'stock', 'apply' ) ) ).toMatchObject( {
		name: 'AbortError',
	} );
} );

describe( 'once the nonce of the page has run out', () => {
	const nonceEndpoint = '/wp-admin/admin-ajax.php?action=rest-nonce';

	/** WordPress with a nonce that is too old until a new one was asked for, which only a person who is logged in gets. */
	function oldTab( isLoggedIn: boolean, answer: string ) {
		Object.assign( apiFetch, {
			nonceEndpoint,
			nonceMiddleware: apiFetch.createNonceMiddleware( 'old' ),
		} );
		let isNew = false;
		window.fetch = vi.fn( async ( url: unknown ) => {
			if ( String( url ) === nonceEndpoint ) {
				isNew = isLoggedIn;
				return isLoggedIn
					? new Response( 'new' )
					: new Response( '0', { status: 400 } );
			}
			return isNew
				? new Response( answer )
				: Response.json(
						{
							code: 'rest_cookie_invalid_nonce',
							message: 'Cookie check failed',
							data: { status: 403 },
						},
						{ status: 403 }
					);
		} ) as unknown as typeof window.fetch;
	}

	it( 'goes on with a new one', async () => {
		oldTab( true, JSON.stringify( runOf() ) );
		expect( await startRun( 'stock', 'apply' ) ).toEqual( runOf() );
	} );

	it( 'goes on with a new one for a file, too', async () => {
		oldTab( true, '"a file"' );
		const file = await requestFile( 'support' );
		expect( file.size ).toBe( 8 );
	} );

	it( 'says that the login is over where none is given', async () => {
		oldTab( false, '' );
		const expected = {
			message: 'You are no longer logged in.',
			meaning: expect.stringContaining( 'Log in again' ),
		};
		for ( const asked of [
			startRun( 'stock', 'apply' ),
			requestFile( 'support' ),
		] ) {
			const error = await failure( asked );
			expect( error ).toBeInstanceOf( LoggedOut );
			expect( error ).toMatchObject( expected );
		}
	} );

	it.each( [
		[ 400, LoggedOut ],
		[ 503, Unreadable ],
	] )(
		'reads the answer %s that WordPress 6.8 hands on instead of an error',
		async ( status, expected ) => {
			apiFetch.setFetchHandler( async () => {
				throw new Response( '0', { status } );
			} );
			expect(
				await failure( startRun( 'stock', 'apply' ) )
			).toBeInstanceOf( expected );
		}
	);
} );
