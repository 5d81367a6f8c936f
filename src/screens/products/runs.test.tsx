import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeAll, expect, it } from 'vitest';
import type { Run } from '../../contract/rest/runs';
import { render } from '../../testing/render';
import { itemOf, runOf } from '../../testing/samples';
import { Failure, shop } from '../../testing/shop';
import Products from '.';

// The table is large: it comes once, before the clock of a test starts.
beforeAll( () => import( '../../ui/table/DataViewsTable' ), 120_000 );

type Routes = Parameters< typeof shop >[ 0 ];

/** A shop with the given latest run of the catalogue, and none of stock. */
function shopWith( latest: Run | null, routes: Routes = {} ) {
	return shop( {
		'GET runs': ( { query } ) =>
			query.get( 'kind' ) === 'catalog' && latest
				? { items: [ latest ], total: 1 }
				: { items: [], total: 0 },
		'GET runs/{id}/items': () => ( { items: [], total: 0 } ),
		...routes,
	} );
}

const catalogue = () =>
	within( screen.getByRole( 'region', { name: 'Catalogue' } ) );
const posts = ( requests: ReturnType< typeof shop > ) =>
	requests.filter( ( { route } ) => route.startsWith( 'POST' ) );

it( 'runs a sync to its end and shows what needs a look', async () => {
	const user = userEvent.setup();
	const steps = [
		runOf( { state: 'reading', total: null, processed: 200 } ),
		runOf( { state: 'applying', processed: 900, total: 2000 } ),
		runOf( {
			state: 'succeeded',
			processed: 2000,
			created: 1999,
			failed: 1,
			message: 'Done: 1,999 products made.',
		} ),
	];
	const requests = shopWith( null, {
		'POST runs': () => runOf( { state: 'queued', processed: 0 } ),
		'POST runs/{id}/step': () => steps.shift(),
		'GET runs/{id}/items': ( { query } ) => ( {
			// Nothing is filtered out unasked.
			items:
				query.get( 'outcome' ) === null
					? [
							itemOf( {
								outcome: 'failed',
								reason: 'Two products carry this code.',
							} ),
						]
					: [],
			total: 1,
		} ),
	} );
	render( <Products /> );
	await user.click( await screen.findByText( 'Bring in the catalogue' ) );

	expect(
		await screen.findByText( 'Done: 1,999 products made.' )
	).toBeVisible();
	expect( screen.queryByText( 'Two products carry this code.' ) ).toBeNull();
	await user.click( catalogue().getByText( 'Show items' ) );
	expect(
		await screen.findByText( 'Two products carry this code.' )
	).toBeVisible();
	expect( catalogue().getByText( 'Finished' ) ).toBeVisible();
	expect( posts( requests ) ).toEqual( [
		{ route: 'POST runs', body: { kind: 'catalog', mode: 'apply' } },
		...Array( 3 ).fill( { route: 'POST runs/12/step', body: null } ),
	] );
} );

it( 'shows how far a run is that was started elsewhere', async () => {
	shopWith( runOf( { processed: 500 } ), {
		'POST runs/{id}/step': () => new Promise( () => {} ),
	} );
	render( <Products /> );
	expect( await screen.findByText( /500 of 2,000/ ) ).toBeVisible();
	expect( screen.getByText( /Writing to the shop: 20% done/ ) ).toBeVisible();
	expect( catalogue().getByRole( 'progressbar' ) ).toHaveAccessibleName(
		'Catalogue: Writing to the shop'
	);
} );

it( 'tells a screen reader how it ended, not each count before', async () => {
	let end: ( run: Run ) => void = () => {};
	shopWith( runOf( { message: 'Writing: 400 so far.' } ), {
		'POST runs/{id}/step': () =>
			new Promise< Run >( ( resolve ) => ( end = resolve ) ),
	} );
	render( <Products /> );
	const regionOf = ( text: HTMLElement ) => text.closest( '[role="status"]' );
	expect(
		regionOf( await catalogue().findByText( 'Writing: 400 so far.' ) )
	).toBeNull();
	await waitFor( () =>
		expect( window.fetch ).toHaveBeenCalledWith(
			expect.stringContaining( '/step' ),
			expect.anything()
		)
	);
	const regions = catalogue().getAllByRole( 'status' );
	end( runOf( { state: 'succeeded', message: 'Done: 1,999 made.' } ) );
	const said = await catalogue().findByText( 'Done: 1,999 made.' );
	// One that comes with its text is not read out.
	expect( regions ).toContain( regionOf( said ) );
} );

it( 'cancels, and can go on later', async () => {
	const user = userEvent.setup();
	const requests = shopWith( runOf(), {
		'POST runs/{id}/step': () => new Promise( () => {} ),
		'POST runs/{id}/cancel': () =>
			runOf( { state: 'cancelled', resumable: true } ),
		'POST runs/{id}/resume': () => runOf( { state: 'applying' } ),
	} );
	render( <Products /> );
	await user.click( await screen.findByText( 'Cancel' ) );
	await user.click( await screen.findByText( 'Resume' ) );
	expect( await screen.findByText( 'Cancel' ) ).toBeVisible();
	// The page shows the run first, and then drives it.
	await waitFor( () =>
		expect( posts( requests ).map( ( { route } ) => route ) ).toEqual( [
			'POST runs/12/step',
			'POST runs/12/cancel',
			'POST runs/12/resume',
			'POST runs/12/step',
		] )
	);
} );

it( 'keeps the keyboard in its card when the pressed button makes way for others', async () => {
	const user = userEvent.setup();
	shopWith( runOf(), {
		'POST runs/{id}/step': () => new Promise( () => {} ),
		'POST runs/{id}/cancel': () =>
			runOf( { state: 'cancelled', resumable: true } ),
	} );
	render( <Products /> );
	( await screen.findByText( 'Cancel' ) ).focus();
	await user.keyboard( '{Enter}' );
	expect( await screen.findByText( 'Resume' ) ).toBeVisible();
	expect( catalogue().getByRole( 'heading' ) ).toHaveFocus();
} );

it( 'shows the difference of a preview and applies it when told to', async () => {
	const user = userEvent.setup();
	shopWith( runOf( { mode: 'preview', state: 'awaiting_approval' } ), {
		'GET runs/{id}/items': ( { query } ) =>
			query.get( 'action' ) === 'create'
				? { items: [], total: 0 }
				: {
						items: [
							itemOf( {
								outcome: 'planned',
								changes: [
									{
										field: 'price',
										from: '1190.9',
										to: '21.5',
									},
								],
							} ),
						],
						total: 1,
					},
		'POST runs/{id}/approve': () => runOf( { state: 'applying' } ),
		'POST runs/{id}/step': () => runOf( { state: 'succeeded' } ),
	} );
	render( <Products /> );
	expect(
		await screen.findByText( /Price: RSD.1,190.90 → RSD.21.50/ )
	).toBeVisible();
	expect( screen.getByText( 'Will be changed' ) ).toBeVisible();
	await user.click(
		screen.getByRole( 'button', { name: 'Approve – Catalogue' } )
	);
	await waitFor( () =>
		expect( catalogue().getByText( 'Finished' ) ).toBeVisible()
	);
} );

const preview = runOf( {
	mode: 'preview',
	state: 'awaiting_approval',
	waiting: 61,
} );

it( 'of a preview that waits, approving is the default, and the counters show what waits', async () => {
	const user = userEvent.setup();
	const requests = shopWith( preview, {
		'POST runs/{id}/discard': () => runOf( { state: 'cancelled' } ),
	} );
	render( <Products /> );
	const discard = await screen.findByRole( 'button', { name: /^Discard/ } );
	expect( discard ).not.toHaveClass( 'is-primary' );
	expect(
		screen.getByRole( 'button', { name: /^Approve all 61/ } )
	).toHaveClass( 'is-primary' );
	expect( catalogue().getByText( 'Wait for your decision' ) ).toBeVisible();
	expect( catalogue().getByText( '61' ) ).toBeVisible();
	await user.click( discard );
	await waitFor( () =>
		expect( posts( requests ) ).toEqual( [
			{ route: 'POST runs/12/discard', body: null },
		] )
	);
} );

/** Two of three items are ticked; `press` presses the button below them. */
async function twoChosen( routes: Routes ) {
	const user = userEvent.setup();
	const requests = shopWith( preview, {
		'GET runs/{id}/items': ( { query } ) =>
			query.get( 'action' ) === 'create'
				? { items: [], total: 0 }
				: {
						items: [ 5, 6, 7 ].map( ( id ) =>
							itemOf( {
								id,
								name: `Boja ${ id }`,
								outcome: 'planned',
							} )
						),
						total: 3,
					},
		...routes,
	} );
	render( <Products /> );
	await user.click(
		await screen.findByRole( 'checkbox', { name: 'Boja 5' } )
	);
	await user.click( screen.getByRole( 'checkbox', { name: 'Boja 7' } ) );
	return {
		requests,
		press: () =>
			user.click(
				within(
					document.querySelector< HTMLElement >(
						'.dataviews-bulk-actions-footer__container'
					)!
				).getByRole( 'button', { name: 'Approve' } )
			),
	};
}

const expectChosen = () =>
	[ 5, 6, 7 ].forEach( ( id ) => {
		const box = screen.getByRole< HTMLInputElement >( 'checkbox', {
			name: `Boja ${ id }`,
		} );
		expect( box.checked ).toBe( id !== 6 );
	} );

it( 'approves the chosen ones alone', async () => {
	const { requests, press } = await twoChosen( {
		'POST runs/{id}/approve': () => runOf( { state: 'queued' } ),
		'POST runs/{id}/step': () => new Promise( () => {} ),
	} );
	await press();
	await waitFor( () =>
		expect( posts( requests )[ 0 ] ).toEqual( {
			route: 'POST runs/12/approve',
			body: { items: [ 5, 7 ], updatedAt: runOf().updatedAt },
		} )
	);
} );

it( 'keeps what was chosen where it is not approved, and says why', async () => {
	const { press } = await twoChosen( {
		'POST runs/{id}/approve': () =>
			new Failure( 409, 'Another process works on it.' ),
	} );
	await press();
	expect(
		await catalogue().findByText( 'Another process works on it.' )
	).toBeVisible();
	expectChosen();
} );

it( 'keeps what was chosen where it is pressed while another press is worked on, and says so', async () => {
	let refuse = () => {};
	const { requests, press } = await twoChosen( {
		'POST runs/{id}/discard': () =>
			new Promise( ( resolve ) => {
				refuse = () => resolve( new Failure( 503, 'It is busy.' ) );
			} ),
		'POST runs/{id}/approve': () => runOf( { state: 'queued' } ),
		'POST runs/{id}/step': () => new Promise( () => {} ),
	} );
	await userEvent.click( screen.getByRole( 'button', { name: /^Discard/ } ) );
	await press();
	expect( await catalogue().findByText( /^Not approved yet/ ) ).toBeVisible();
	expectChosen();
	await act( async () => refuse() );
	expect( catalogue().queryByText( /^Not approved yet/ ) ).toBeNull();
	await press();
	await waitFor( () =>
		expect( posts( requests ) ).toContainEqual( {
			route: 'POST runs/12/approve',
			body: { items: [ 5, 7 ], updatedAt: runOf().updatedAt },
		} )
	);
} );

it( 'says why a run may not start', async () => {
	const user = userEvent.setup();
	shopWith( null, {
		'POST runs': () =>
			new Failure( 409, 'Choose the SORS database first.' ),
	} );
	render( <Products /> );
	await user.click( await screen.findByText( 'Bring in the catalogue' ) );
	expect(
		await catalogue().findByText( 'Choose the SORS database first.' )
	).toBeVisible();
} );

it( 'says that the run continues when the shop does not answer', async () => {
	shopWith( runOf(), {
		'POST runs/{id}/step': () => {
			throw new TypeError( 'Failed to fetch' );
		},
	} );
	render( <Products /> );
	expect(
		await catalogue().findByText( /continues in the background/ )
	).toBeVisible();
} );
