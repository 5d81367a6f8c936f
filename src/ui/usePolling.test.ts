import { renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { usePolling } from './usePolling';

beforeEach( () => {
	vi.useFakeTimers();
} );
afterEach( () => {
	vi.useRealTimers();
} );

const wait = ( milliseconds: number ) =>
	vi.advanceTimersByTimeAsync( milliseconds );

/** Somebody turns to another tab, or back to this one. */
function lookAtTab( isLookedAt: boolean ) {
	vi.spyOn( document, 'hidden', 'get' ).mockReturnValue( ! isLookedAt );
	document.dispatchEvent( new Event( 'visibilitychange' ) );
}

function poll( isOn: boolean ) {
	const look = vi.fn();
	const hook = renderHook(
		( props: { isOn: boolean } ) => usePolling( props.isOn, look, 2000 ),
		{ initialProps: { isOn } }
	);
	return { look, ...hook };
}

it( 'looks again and again while something is under way', async () => {
	const { look } = poll( true );
	await wait( 1999 );
	expect( look ).not.toHaveBeenCalled();
	await wait( 1 );
	expect( look ).toHaveBeenCalledTimes( 1 );
	await wait( 4000 );
	expect( look ).toHaveBeenCalledTimes( 3 );
} );

it( 'asks nothing while nothing is under way, and no more once it is through', async () => {
	const { look, rerender } = poll( false );
	await wait( 10_000 );
	expect( look ).not.toHaveBeenCalled();
	rerender( { isOn: true } );
	await wait( 2000 );
	rerender( { isOn: false } );
	await wait( 10_000 );
	expect( look ).toHaveBeenCalledTimes( 1 );
} );

it( 'rests while nobody looks at the tab, and looks at once when somebody does', async () => {
	const { look } = poll( true );
	lookAtTab( false );
	await wait( 60_000 );
	expect( look ).not.toHaveBeenCalled();
	lookAtTab( true );
	await wait( 0 );
	expect( look ).toHaveBeenCalledTimes( 1 );
} );

it( 'ends with its screen, also in a tab that nobody looks at', async () => {
	const { look, unmount } = poll( true );
	lookAtTab( false );
	await wait( 3000 );
	unmount();
	lookAtTab( true );
	await wait( 10_000 );
	expect( look ).not.toHaveBeenCalled();
} );
