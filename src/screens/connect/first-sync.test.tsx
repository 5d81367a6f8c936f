import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, it } from 'vitest';
import type { Run } from '../../contract/rest/runs';
import type { SettingsPatch } from '../../contract/rest/settings';
import { newShop } from '../../testing/connect-shop';
import { render } from '../../testing/render';
import { itemOf, overviewOf, runOf, settingsOf } from '../../testing/samples';
import { Failure } from '../../testing/shop';
import Connect from '.';

beforeEach( () => window.localStorage.clear() );

const ready = settingsOf( {
	database: 'Prodavnica2026',
	businessUnitIds: [ '3' ],
} );
const waiting = runOf( {
	id: 4,
	mode: 'preview',
	state: 'awaiting_approval',
	total: 120,
	unchanged: 3,
	skipped: 2,
	message: '115 items would change.',
} );
const ended = ( run: Run ): Run => ( { ...run, state: 'succeeded' } );

/** A shop whose runs end at their first step. */
function shopWithRuns( routes: Parameters< typeof newShop >[ 0 ] = {} ) {
	window.localStorage.setItem( 'sors-api-first-run', 'start' );
	const runs: Record< string, Run > = {};
	const requests = newShop(
		{
			'GET runs': ( { query } ) => {
				const run = runs[ query.get( 'kind' ) ?? '' ];
				return { items: run ? [ run ] : [], total: run ? 1 : 0 };
			},
			'POST runs': ( { body } ) => {
				const { kind } = body as Run;
				const run =
					kind === 'catalog' ? waiting : runOf( { id: 5, kind } );
				runs[ kind ] = run;
				return run;
			},
			'GET runs/{id}/items': () => ( {
				items: [ itemOf( { outcome: 'planned', action: 'create' } ) ],
				total: 115,
			} ),
			'POST runs/{id}/approve': () =>
				( runs.catalog = { ...waiting, state: 'applying' } ),
			'POST runs/{id}/step': ( { id } ) => {
				const kind = id === 4 ? 'catalog' : 'stock';
				return ( runs[ kind ] = ended( runs[ kind ]! ) );
			},
			...routes,
		},
		ready
	);
	return requests;
}

it( 'shows the difference, then starts everything', async () => {
	const user = userEvent.setup();
	const requests = shopWithRuns();
	render( <Connect /> );
	await user.click( await screen.findByLabelText( /published at once/ ) );
	await user.click( screen.getByText( 'Show what would change' ) );

	expect( await screen.findByText( 'Шраф 6x40' ) ).toBeVisible();
	expect( screen.getByText( '115' ) ).toBeVisible();
	await user.click( screen.getByText( 'Start' ) );

	expect(
		await screen.findByText( 'Your shop and SORS are connected' )
	).toHaveFocus();
	expect(
		requests
			.filter( ( { route } ) => ! route.startsWith( 'GET' ) )
			.map( ( { route, body } ) => [ route, body ] )
	).toEqual( [
		[ 'PUT settings', { newProductStatus: 'publish' } ],
		[ 'POST runs', { kind: 'catalog', mode: 'preview' } ],
		[
			'PUT settings',
			{
				exportOrders: true,
				schedule: {
					catalog: 'daily@03:00',
					stock: '15min',
					images: 'daily@04:00',
				},
			},
		],
		[ 'POST runs/4/approve', null ],
		[ 'POST runs/4/step', null ],
		[ 'POST runs', { kind: 'stock', mode: 'apply' } ],
		[ 'POST runs/5/step', null ],
		[ 'POST runs', { kind: 'images', mode: 'apply' } ],
	] );
} );

it( 'changes nothing when the difference is discarded', async () => {
	const user = userEvent.setup();
	const requests = shopWithRuns( {
		'POST runs/{id}/discard': () => ( {
			...waiting,
			state: 'cancelled',
		} ),
	} );
	render( <Connect /> );
	await user.click( await screen.findByText( 'Show what would change' ) );
	await user.click( await screen.findByText( /^Discard/ ) );
	expect( await screen.findByText( 'Show what would change' ) ).toBeVisible();
	expect( requests ).not.toContainEqual(
		expect.objectContaining( { route: 'POST runs/4/approve' } )
	);
} );

it( 'stays at the switch that the shop refuses', async () => {
	const user = userEvent.setup();
	const requests = shopWithRuns( {
		'PUT settings': ( { body } ) =>
			'exportOrders' in ( body as SettingsPatch )
				? new Failure( 400, 'Name the customer.', {
						singleCustomerCode: 'Name the customer.',
					} )
				: ready,
	} );
	render( <Connect /> );
	await user.click( await screen.findByText( 'Show what would change' ) );
	await user.click( await screen.findByText( 'Start' ) );
	expect( await screen.findAllByText( 'Name the customer.' ) ).not.toEqual(
		[]
	);
	expect( requests ).not.toContainEqual(
		expect.objectContaining( { route: 'POST runs/4/approve' } )
	);
} );

it( 'is found again as it was left', async () => {
	newShop(
		{
			'GET overview': () =>
				overviewOf( {
					runs: [
						{
							kind: 'catalog',
							last: waiting,
							active: null,
							nextAt: null,
						},
					],
				} ),
			'GET runs': ( { query } ) =>
				query.get( 'kind' ) === 'catalog'
					? { items: [ waiting ], total: 1 }
					: { items: [], total: 0 },
			'GET runs/{id}/items': () => ( { items: [], total: 115 } ),
		},
		ready
	);
	render( <Connect /> );
	expect( await screen.findByText( 'Start' ) ).toBeVisible();
	expect( screen.getByText( /115 items would change/ ) ).toBeVisible();
} );
