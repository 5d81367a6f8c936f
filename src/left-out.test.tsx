import { cleanup, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { newShop } from './testing/connect-shop';
import { render } from './testing/render';
import {
	firstRunOf,
	itemOf,
	overviewOf,
	runOf,
	settingsOf,
} from './testing/samples';
import { Failure } from './testing/shop';
import Products from './screens/products';
import Connect from './screens/connect';

beforeAll( () => import( './ui/table/DataViewsTable' ), 120_000 );
beforeEach( () => window.localStorage.clear() );

const waiting = runOf( {
	id: 4,
	mode: 'preview',
	state: 'awaiting_approval',
	waiting: 3,
} );

/** The difference of the first sync waits; what the server says of the start is given. */
const shopThatWaits = ( start: () => unknown ) =>
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
			'GET runs/{id}/items': () => ( {
				items: [ 5, 6, 7 ].map( ( id ) =>
					itemOf( {
						id,
						name: `Boja ${ id }`,
						action: 'create',
						outcome: 'planned',
					} )
				),
				total: 3,
			} ),
			'POST runs/{id}/approve': () =>
				runOf( { id: 4, mode: 'preview', state: 'applying' } ),
			'POST runs/{id}/discard': () => ( {
				...waiting,
				state: 'cancelled',
			} ),
			'POST first-run/start': start,
		},
		settingsOf( { database: 'Prodavnica2026', businessUnitIds: [ '3' ] } )
	);

const leaveOutTheLast = async (
	user: ReturnType< typeof userEvent.setup >
) => {
	render( <Products /> );
	await user.click(
		await screen.findByRole( 'checkbox', { name: 'Bring in Boja 7' } )
	);
	cleanup();
};

it( 'leaves out of the first sync what was left out on the screen of products', async () => {
	const user = userEvent.setup();
	let isDown = true;
	const requests = shopThatWaits( () =>
		isDown
			? new Failure( 500, 'The database is gone.' )
			: firstRunOf( { state: 'running', kind: 'images' } )
	);
	const asked = () =>
		requests
			.filter( ( { route } ) => /^POST .*(approve|start)$/.test( route ) )
			.map( ( { route, body } ) => [ route, body ] );
	await leaveOutTheLast( user );
	render( <Connect /> );
	await user.click( await screen.findByText( 'Approve all 2' ) );
	await screen.findByText( 'The database is gone.', { selector: 'strong' } );
	expect( asked() ).toEqual( [
		[
			'POST runs/4/approve',
			{ leaveOut: [ 7 ], updatedAt: waiting.updatedAt },
		],
		[
			'POST first-run/start',
			{ catalogRun: 4, updatedAt: waiting.updatedAt },
		],
	] );
	expect( window.sessionStorage ).toHaveLength( 0 );

	// It is approved by now: only the start is asked for once more.
	isDown = false;
	await user.click( screen.getByText( /^Approve/ ) );
	await screen.findByText( 'Your shop and SORS are connected' );
	expect( asked().slice( 2 ) ).toEqual( [
		[
			'POST first-run/start',
			{ catalogRun: 4, updatedAt: waiting.updatedAt },
		],
	] );
} );

it( 'forgets what was left out when the first sync is discarded', async () => {
	const user = userEvent.setup();
	shopThatWaits( () => null );
	await leaveOutTheLast( user );
	expect( window.sessionStorage ).toHaveLength( 1 );
	render( <Connect /> );
	await user.click( await screen.findByText( 'Discard' ) );
	await waitFor( () => expect( window.sessionStorage ).toHaveLength( 0 ) );
} );
