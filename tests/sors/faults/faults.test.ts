import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { SorsControl } from '../client';
import { startSorsServer } from '../server';
import { ask, call, callAll } from '../testing/caller';
import { known, order } from '../testing/order';
import { readPath } from '../wire/paths';

const server = await startSorsServer( { items: 60 } );
const control = new SorsControl( server.controlUrl );
afterAll( () => server.close() );
beforeEach( () => control.reset() );

const create = async () => {
	const body = await order( server, [
		{ code: '000101', quantity: 1, unitPrice: 1290 },
	] );
	return () => call( server, 'createReservation', { body } );
};
const count = async () => ( await control.documents() ).length;

/** The raw answer to one request. */
const raw = () => ask( server, 'listBusinessUnits' );

async function waitFor( what: () => Promise< boolean > ): Promise< void > {
	for ( let tries = 0; tries < 100; tries++ ) {
		if ( await what() ) {
			return;
		}
		await new Promise( ( resolve ) => setTimeout( resolve, 10 ) );
	}
	throw new Error( 'it did not come' );
}

describe( 'what goes wrong', () => {
	it( 'is a status with Retry-After, in the envelope', async () => {
		await control.faults( {
			action: { kind: 'status', status: 429, retryAfter: 7 },
		} );
		const got = await call( server, 'listBusinessUnits' );
		expect( [
			got.status,
			got.success,
			got.headers.get( 'retry-after' ),
		] ).toEqual( [ 429, false, '7' ] );
	} );

	it( 'is a refusal with status 200, words and fields', async () => {
		const errors = [
			{ field: 'name', code: 'LONG', message: 'predugačko' },
		];
		await control.faults( {
			action: {
				kind: 'refuse',
				code: 17,
				message: 'Baza je zaključana.',
				errors,
			},
		} );
		const got = await call( server, 'listBusinessUnits' );
		expect( [ got.status, got.success, got.message, got.errors ] ).toEqual(
			[ 200, false, 'Baza je zaključana.', [ 'name: LONG' ] ]
		);
		expect( readPath( got.raw, server.contract.envelope.code ?? '' ) ).toBe(
			17
		);
	} );

	it( 'is HTML, half of the JSON, any bytes, a redirect', async () => {
		await control.faults( { action: { kind: 'html', status: 502 } } );
		const html = await raw();
		expect( [ html.status, html.headers.get( 'content-type' ) ] ).toEqual( [
			502,
			'text/html; charset=utf-8',
		] );
		await control.faults( { action: { kind: 'brokenJson' } } );
		const half = await raw();
		expect( half.status ).toBe( 200 );
		await expect( half.json() ).rejects.toThrow();
		await control.faults( {
			action: { kind: 'body', body: '\uFEFF[]', headers: { 'x-a': 'b' } },
		} );
		const bytes = await raw();
		expect( [
			bytes.headers.get( 'x-a' ),
			Buffer.from( await bytes.arrayBuffer() ).length,
		] ).toEqual( [ 'b', 5 ] );
		await control.faults( {
			times: 1,
			action: { kind: 'redirect', location: '/elsewhere' },
		} );
		expect( ( await raw() ).url ).toMatch( /elsewhere$/ );
	} );

	it.each( [
		[ { kind: 'cut', when: 'before' }, 0 ],
		[ { kind: 'cut', when: 'after' }, 1 ],
		[ { kind: 'cut', when: 'midAnswer' }, 1 ],
		[ { kind: 'hang', when: 'before', ms: 30 }, 0 ],
		[ { kind: 'hang', when: 'after', ms: 30 }, 1 ],
	] as const )(
		'is a lost reply: %o leaves %d documents',
		async ( action, documents ) => {
			const send = await create();
			await control.faults( {
				operation: 'createReservation',
				times: 1,
				action,
			} );
			await expect( send() ).rejects.toThrow();
			expect( await count() ).toBe( documents );
			expect( ( await send() ).status ).toBe( 201 );
			expect( await count() ).toBe( documents + 1 );
			const [ lost, sent ] = ( await control.requests() ).filter(
				( { operation } ) => operation === 'createReservation'
			);
			expect( [
				lost?.committed,
				lost?.faults,
				sent?.committed,
				sent?.faults,
			] ).toEqual( [ documents === 1, [ 'fault-1' ], true, [] ] );
		}
	);

	it( 'is a commit after the client gave up', async () => {
		const body = await order( server, [
			{ code: '000101', quantity: 1, unitPrice: 1290 },
		] );
		await control.faults( {
			operation: 'createReservation',
			action: { kind: 'lateCommit', ms: 500 },
		} );
		const gaveUp = ask( server, 'createReservation', {
			body,
			signal: AbortSignal.timeout( 40 ),
		} );
		await expect( gaveUp ).rejects.toThrow();
		const state = await control.state();
		expect( [ await count(), state.waiting ] ).toEqual( [ 0, 1 ] );
		await waitFor( async () => ( await count() ) === 1 );
		const late = ( await control.requests() ).find(
			( { operation } ) => operation === 'createReservation'
		);
		expect( [ late?.status, late?.committed ] ).toEqual( [ null, true ] );
	} );

	it( 'is an error although the document was made', async () => {
		const send = await create();
		await control.faults( {
			operation: 'createReservation',
			action: { kind: 'status', status: 500, commit: true },
		} );
		expect( ( await send() ).status ).toBe( 500 );
		expect( await count() ).toBe( 1 );
	} );

	it( 'is an empty page, with its total or without', async () => {
		await control.faults( { action: { kind: 'emptyPage' } } );
		const kept = await call( server, 'listProducts' );
		expect( [ kept.rows.length, kept.total ] ).toEqual( [ 0, 60 ] );
		await control.faults( {
			action: { kind: 'emptyPage', total: 'zero' },
		} );
		expect( ( await call( server, 'listProducts' ) ).total ).toBe( 0 );
	} );

	it( 'is a list that moves while it is read', async () => {
		const codes = async () =>
			( await callAll( server, 'listProducts', { size: 20 } ) ).map(
				( { code } ) => code
			);
		const before = await codes();
		await control.faults( {
			operation: 'listProducts',
			from: 2,
			times: 1,
			action: { kind: 'shift', removeFirst: 3 },
		} );
		const gone = await codes();
		expect(
			before.filter( ( code ) => ! gone.includes( code ) ).length
		).toBe( 3 );
		await control.faults( {
			operation: 'listProducts',
			from: 2,
			times: 1,
			action: { kind: 'shift', insertFirst: 2 },
		} );
		const doubled = await codes();
		expect( doubled.length - new Set( doubled ).size ).toBe( 2 );
		await control.faults( {
			operation: 'listProducts',
			from: 2,
			times: 1,
			action: { kind: 'shift', moveFirstToEnd: 4 },
		} );
		const moved = await codes();
		expect( moved.length - new Set( moved ).size ).toBe( 4 );
	} );

	it( 'is an image that does not come', async () => {
		await control.faults( {
			operation: 'imageFile',
			times: 1,
			action: { kind: 'status', status: 503 },
		} );
		const { productId } = await known( server );
		const images = await call( server, 'listProductImages', {
			path: { productId: productId( '000101' ) },
		} );
		const url = String( images.rows.find( ( image ) => image.url )?.url );
		expect( ( await fetch( url ) ).status ).toBe( 503 );
		const image = await fetch( url );
		const etag = image.headers.get( 'etag' ) ?? '';
		expect( image.status ).toBe( 200 );
		expect(
			( await fetch( url, { headers: { 'if-none-match': etag } } ) )
				.status
		).toBe( 304 );
		expect( ( await fetch( `${ url }x` ) ).status ).toBe( 200 );
		expect(
			( await control.requests() ).filter(
				( { operation } ) => operation === 'imageFile'
			).length
		).toBe( 4 );
	} );
} );
