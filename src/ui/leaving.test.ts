import { renderHook } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';
import { goTo, param, useLeaveGuard } from './navigation';

const confirm = vi.fn< () => boolean >();

beforeEach( () => {
	confirm.mockReset();
	window.confirm = confirm;
	goTo( 'settings' );
} );

function guarded( isOn: boolean ) {
	return renderHook( ( props ) => useLeaveGuard( props.isOn ), {
		initialProps: { isOn },
	} );
}

/** Whether the browser would ask before it closes the tab. */
function closeTab(): boolean {
	const event = new Event( 'beforeunload', { cancelable: true } );
	window.dispatchEvent( event );
	return event.defaultPrevented;
}

it( 'keeps the screen when the person thinks better of leaving', () => {
	guarded( true );
	confirm.mockReturnValue( false );
	goTo( 'orders' );
	expect( param( 'path' ) ).toBe( 'settings' );
	expect( closeTab() ).toBe( true );
} );

it( 'leaves when the person says so', () => {
	guarded( true );
	confirm.mockReturnValue( true );
	goTo( 'orders' );
	expect( param( 'path' ) ).toBe( 'orders' );
	expect( confirm ).toHaveBeenCalledTimes( 1 );
} );

it( 'does not ask within the same screen', () => {
	guarded( true );
	goTo( 'settings', { setting: 'priceType' } );
	expect( param( 'setting' ) ).toBe( 'priceType' );
	expect( confirm ).not.toHaveBeenCalled();
} );

it.each( [
	[ 'by a link', () => goTo( 'settings', { view: 'orders' } ) ],
	[
		'by the buttons of the browser',
		() => {
			window.history.pushState( {}, '', '?path=settings&view=orders' );
			window.dispatchEvent( new PopStateEvent( 'popstate' ) );
		},
	],
] )( 'stays on the page that was gone to since, %s', ( _, go ) => {
	goTo( 'settings', { view: 'products' } );
	guarded( true );
	go();
	confirm.mockReturnValue( false );
	window.history.pushState( {}, '', '?path=orders' );
	window.dispatchEvent( new PopStateEvent( 'popstate' ) );
	expect( confirm ).toHaveBeenCalledTimes( 1 );
	expect( param( 'path' ) ).toBe( 'settings' );
	expect( param( 'view' ) ).toBe( 'orders' );
} );

it( 'lets go of what is saved, or was never changed', () => {
	const { rerender } = guarded( true );
	rerender( { isOn: false } );
	expect( closeTab() ).toBe( false );
	goTo( 'orders' );
	expect( param( 'path' ) ).toBe( 'orders' );
	expect( confirm ).not.toHaveBeenCalled();
} );

it( 'lets go with its screen', () => {
	guarded( true ).unmount();
	expect( closeTab() ).toBe( false );
	goTo( 'products' );
	expect( confirm ).not.toHaveBeenCalled();
} );
