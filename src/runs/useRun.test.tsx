import { act, waitFor } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { renderHook } from '../testing/render';
import { runOf } from '../testing/samples';
import { Failure, shop } from '../testing/shop';
import { useRun } from './useRun';

const waiting = runOf( { state: 'awaiting_approval', waiting: 3 } );
const ended = runOf( { state: 'succeeded' } );

/** A page with a run that waits, and was approved in another tab since. */
async function openTab( refusal: Failure ) {
	let now = waiting;
	const requests = shop( {
		'GET runs': () => ( { items: [ now ], total: 1 } ),
		'POST runs/{id}/approve': () => refusal,
		'POST runs/{id}/discard': () => refusal,
	} );
	const { result } = renderHook( () => useRun( 'catalog' ) );
	await waitFor( () =>
		expect( result.current.run?.state ).toBe( 'awaiting_approval' )
	);
	now = ended;
	return { requests, state: () => result.current };
}

const seen = ( state: 'visible' | 'hidden' ) =>
	act( async () => {
		vi.spyOn( document, 'visibilityState', 'get' ).mockReturnValue( state );
		document.dispatchEvent(
			new Event( 'visibilitychange', { bubbles: true } )
		);
	} );

it( 'shows how a run is by now, when it was decided elsewhere', async () => {
	const refusal = new Failure( 409, 'It is not waiting for a decision.' );
	for ( const press of [
		( tab: ReturnType< typeof useRun > ) => tab.approve(),
		( tab: ReturnType< typeof useRun > ) => tab.approve( [ 7 ] ),
		( tab: ReturnType< typeof useRun > ) => tab.act( 'discard' ),
	] ) {
		const { state } = await openTab( refusal );
		await act( async () =>
			expect( press( state() ) ).rejects.toMatchObject( {
				message: refusal.message,
			} )
		);
		await waitFor( () => expect( state().run ).toEqual( ended ) );
	}
} );

it( 'looks at the run again when its tab is shown again', async () => {
	const { state } = await openTab( new Failure( 409, '' ) );
	await seen( 'hidden' );
	expect( state().run ).toEqual( waiting );
	await seen( 'visible' );
	await waitFor( () => expect( state().run ).toEqual( ended ) );
} );

it( 'says with an approval which state of the run was shown', async () => {
	const { requests, state } = await openTab( new Failure( 409, '' ) );
	for ( const items of [ undefined, [ 7 ] ] ) {
		await act( () =>
			state()
				.approve( items )
				.catch( () => {} )
		);
		expect( requests ).toContainEqual( {
			route: 'POST runs/12/approve',
			body: { items, updatedAt: waiting.updatedAt },
		} );
	}
} );
