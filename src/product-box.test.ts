import apiFetch from '@wordpress/api-fetch';
import userEvent from '@testing-library/user-event';
import { screen, waitFor } from '@testing-library/dom';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import './product-box';

vi.mock( '@wordpress/api-fetch' );

const reload = vi.fn();
const submit = vi.fn( ( event: Event ) => event.preventDefault() );

const run = ( state: string, more: object = {} ) => ( {
	id: 5,
	state,
	message: `It is ${ state }.`,
	updated: 0,
	resumesAt: null,
	updatedAt: state,
	...more,
} );

/** What the routes answer, one after the other. */
const answers = ( ...all: object[] ) => {
	for ( const answer of all ) {
		vi.mocked( apiFetch ).mockResolvedValueOnce( answer );
	}
};
const paths = () =>
	vi.mocked( apiFetch ).mock.calls.map( ( [ call ] ) => call?.path );

beforeEach( () => {
	vi.mocked( apiFetch ).mockReset();
	reload.mockReset();
	submit.mockClear();
	vi.stubGlobal( 'location', { ...window.location, reload } );
	// As ProductBox writes it, within the form of the product.
	document.body.innerHTML = `<form><div class="sors-sync" data-product="7" data-reload="Reload it." data-chosen="Chosen.">
		<button class="button" type="button" data-choice="" data-confirm="">Sync</button>
		<button class="button" type="button" data-choice="leave-alone" data-confirm="">Leave alone</button>
		<button class="button" type="button" data-choice="unlink" data-confirm="Orders will be refused.">Unlink</button>
		<span role="status"></span> <strong role="alert"></strong></div></form>`;
	document.querySelector( 'form' )!.addEventListener( 'submit', submit );
} );

afterEach( () => {
	vi.useRealTimers();
	vi.restoreAllMocks();
} );

it( 'works on the run of this product until it ends, then leaves it to the person to reload the page', async () => {
	answers(
		run( 'queued' ),
		run( 'reading' ),
		run( 'succeeded', { updated: 1 } )
	);
	await userEvent.click( screen.getByText( 'Sync' ) );
	expect( await screen.findByText( 'Reload it.' ) ).toHaveAttribute(
		'href',
		window.location.pathname + window.location.search
	);
	// What was typed and not saved would be lost.
	expect( reload ).not.toHaveBeenCalled();
	expect( paths() ).toEqual( [
		'/sors/v1/products/7/sync',
		'/sors/v1/runs/5/step',
		'/sors/v1/runs/5/step',
	] );
	expect( submit ).not.toHaveBeenCalled();
} );

it( 'leaves SORS the pause that it asks for, and goes on once the tab is in sight', async () => {
	vi.useFakeTimers();
	const resumesAt = new Date( Date.now() + 600_000 ).toISOString();
	const look = ( hidden: boolean ) => {
		vi.spyOn( document, 'hidden', 'get' ).mockReturnValue( hidden );
		document.dispatchEvent( new Event( 'visibilitychange' ) );
	};
	vi.mocked( apiFetch ).mockImplementation( async () =>
		Date.now() < Date.parse( resumesAt )
			? run( 'reading', { resumesAt } )
			: run( 'succeeded' )
	);
	screen.getByText( 'Sync' ).click();
	await vi.advanceTimersByTimeAsync( 120_000 );
	expect( screen.getByRole( 'status' ) ).toHaveTextContent(
		'It is reading.'
	);
	expect( paths() ).toHaveLength( 6 );
	look( true );
	await vi.advanceTimersByTimeAsync( 470_000 );
	expect( paths() ).toHaveLength( 6 );
	look( false );
	await vi.advanceTimersByTimeAsync( 30_000 );
	expect( paths() ).toHaveLength( 8 );
	expect( screen.getByRole( 'status' ) ).toHaveTextContent(
		'It is succeeded.'
	);
} );

it( 'leaves the page, and what was typed there, where nothing changed', async () => {
	answers( run( 'queued' ), run( 'succeeded' ) );
	await userEvent.click( screen.getByText( 'Sync' ) );
	await screen.findByText( 'It is succeeded.' );
	expect( reload ).not.toHaveBeenCalled();
	expect( screen.getByText( 'Sync' ) ).toBeEnabled();
} );

it( 'says what went wrong, and can be pressed again', async () => {
	answers( run( 'queued' ), run( 'failed' ) );
	await userEvent.click( screen.getByText( 'Sync' ) );
	await waitFor( () =>
		expect( screen.getByRole( 'alert' ) ).toHaveTextContent(
			'It is failed.'
		)
	);
	vi.mocked( apiFetch ).mockRejectedValueOnce( { message: 'It waits.' } );
	await userEvent.click( screen.getByText( 'Sync' ) );
	await waitFor( () =>
		expect( screen.getByRole( 'alert' ) ).toHaveTextContent( 'It waits.' )
	);
	expect( reload ).not.toHaveBeenCalled();
} );

it.each( [
	[ 'WordPress 6.8', new Response( '0', { status: 400 } ) ],
	[ 'WordPress', { code: 'rest_cookie_invalid_nonce', message: 'Cookie.' } ],
] )(
	'says that the login is over where %s gives no nonce',
	async ( _, thrown ) => {
		vi.mocked( apiFetch ).mockRejectedValueOnce( thrown );
		await userEvent.click( screen.getByText( 'Sync' ) );
		await waitFor( () =>
			expect( screen.getByRole( 'alert' ) ).toHaveTextContent(
				/^You are no longer logged in\. .*load this page again/
			)
		);
	}
);

it( 'leaves the product alone, and the page to the person', async () => {
	answers( {} );
	await userEvent.click( screen.getByText( 'Leave alone' ) );
	expect( await screen.findByText( 'Chosen.' ) ).toHaveAttribute( 'href' );
	expect( paths() ).toEqual( [ '/sors/v1/products/7/leave-alone' ] );
	expect( submit ).not.toHaveBeenCalled();
} );

it( 'asks before it unlinks', async () => {
	const ask = vi.spyOn( window, 'confirm' ).mockReturnValueOnce( false );
	await userEvent.click( screen.getByText( 'Unlink' ) );
	expect( ask ).toHaveBeenCalledWith( 'Orders will be refused.' );
	expect( paths() ).toEqual( [] );
	ask.mockReturnValueOnce( true );
	answers( { codes: [ 'T1' ] } );
	await userEvent.click( screen.getByText( 'Unlink' ) );
	expect( await screen.findByText( 'Chosen.' ) ).toBeVisible();
	expect( paths() ).toEqual( [ '/sors/v1/products/7/unlink' ] );
} );

it( 'does one thing at a time', async () => {
	vi.mocked( apiFetch ).mockReturnValue( new Promise( () => {} ) );
	await userEvent.click( screen.getByText( 'Sync' ) );
	await userEvent.click( screen.getByText( 'Leave alone' ) );
	await userEvent.click( screen.getByText( 'Unlink' ) );
	expect( paths() ).toEqual( [ '/sors/v1/products/7/sync' ] );
} );
