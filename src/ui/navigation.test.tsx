import {
	act,
	fireEvent,
	render,
	screen,
	waitFor,
} from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import {
	goTo,
	guardLeaving,
	screenUrl,
	useParam,
	useScreen,
} from './navigation';
import { ScreenLink, SubTabs } from './screen';

function Place() {
	const where = useScreen();
	const state = useParam( 'state' );
	return (
		<>
			<p>{ `at ${ where }${ state && `, ${ state }` }` }</p>
			<ScreenLink to="orders" params={ { state: 'rejected' } }>
				Refused
			</ScreenLink>
		</>
	);
}

const move = ( ...to: Parameters< typeof goTo > ) => act( () => goTo( ...to ) );
const back = () => act( () => window.history.back() );
const at = ( place: string ) =>
	waitFor( () =>
		expect( screen.getByText( `at ${ place }` ) ).toBeVisible()
	);

it( 'goes to a screen and, by the back button, to where it was before', async () => {
	render( <Place /> );
	await at( 'overview' );
	move( 'products' );
	await at( 'products' );
	await userEvent.click( screen.getByText( 'Refused' ) );
	await at( 'orders, rejected' );
	back();
	await at( 'products' );
	back();
	await at( 'overview' );
} );

it( 'shows what the address names, also one that was typed', async () => {
	window.history.replaceState( null, '', screenUrl( 'settings' ) );
	render( <Place /> );
	await at( 'settings' );
	window.history.replaceState(
		null,
		'',
		`${ screenUrl( 'overview' ) }&path=none`
	);
	render( <Place /> );
	await at( 'overview' );
} );

it( 'leaves out, on the way back, a place that was only passed through', async () => {
	render( <Place /> );
	move( 'products' );
	move( 'overview' );
	move( 'connect', {}, { replace: true } );
	await at( 'connect' );
	back();
	await at( 'products' );
} );

it( 'leaves a link to the browser where it is to open in a new tab', () => {
	render( <Place /> );
	const taken: boolean[] = [];
	const note = ( event: Event ) => {
		taken.push( event.defaultPrevented );
		event.preventDefault();
	};
	window.addEventListener( 'click', note );
	for ( const key of [ 'ctrlKey', 'metaKey', 'shiftKey' ] ) {
		fireEvent.click( screen.getByText( 'Refused' ), { [ key ]: true } );
	}
	fireEvent.click( screen.getByText( 'Refused' ) );
	window.removeEventListener( 'click', note );
	expect( taken ).toEqual( [ false, false, false, true ] );
} );

it( 'stays, address and all, where a screen does not let the back button go', async () => {
	render( <Place /> );
	move( 'products' );
	move( 'settings' );
	const address = window.location.href;
	const mayLeave = vi.fn( () => false );
	const release = guardLeaving( mayLeave );
	back();
	await waitFor( () => expect( mayLeave ).toHaveBeenCalledTimes( 1 ) );
	await at( 'settings' );
	expect( window.location.href ).toBe( address );
	release();
	back();
	// Where it stayed is a new place: the one before it is the one that was gone to.
	await at( 'products' );
} );

it( 'goes where the back button leads once a screen lets go, asked once', async () => {
	render( <Place /> );
	move( 'products' );
	move( 'settings' );
	const mayLeave = vi.fn( () => true );
	guardLeaving( mayLeave );
	back();
	await at( 'products' );
	back();
	await at( 'overview' );
	expect( mayLeave ).toHaveBeenCalledTimes( 1 );
} );

it( 'does not take a screen that the browser was sent on to for one that was come to by a link', async () => {
	vi.resetModules();
	const page = await import( './navigation' );
	page.goTo( 'connect', {}, { replace: true } );
	expect( page.wasMoved() ).toBe( false );
	page.goTo( 'orders' );
	expect( page.wasMoved() ).toBe( true );
} );

it( 'brings the current tab into sight when the tabs change, and leaves them where a person moved them', () => {
	const bar = ( attention: string ) => (
		<SubTabs
			screen="products"
			label="Parts"
			current="history"
			tabs={ [
				{ view: 'conflicts', label: attention },
				{ view: 'history', label: 'History' },
			] }
		/>
	);
	const { rerender } = render( bar( 'Needs attention' ) );
	const tabs = screen.getByRole( 'navigation' );
	tabs.scrollLeft = 500;
	rerender( bar( 'Needs attention' ) );
	expect( tabs.scrollLeft ).toBe( 500 );
	rerender( bar( 'Needs attention (3)' ) );
	expect( tabs.scrollLeft ).not.toBe( 500 );
} );
