import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { inLine, line, panel, shopWith } from '../../testing/orders-shop';
import { render } from '../../testing/render';
import { lineOf, overviewOf } from '../../testing/samples';
import { goTo } from '../../ui/navigation';
import Orders from '.';

// The table is large: it comes once, before the clock of a test starts.
beforeAll( () => import( '../../ui/table/DataViewsTable' ), 120_000 );
beforeEach( () => goTo( 'orders' ) );

const queued = lineOf( {
	state: 'queued',
	label: 'Queued',
	document: null,
	why: null,
} );
const PROMISE = /within a minute or two/;

it( 'promises no time while nothing is sent, and says why above the list', async () => {
	const user = userEvent.setup();
	shopWith( [ queued ], {
		'GET overview': () =>
			overviewOf( {
				decisions: [
					{
						code: 'sending_paused',
						severity: 'error',
						message: 'No orders have been sent.',
						screen: 'connect',
						params: {},
						button: 'Open the connection',
					},
				],
			} ),
	} );
	render( <Orders /> );
	expect(
		await screen.findByText( 'No orders have been sent.' )
	).toBeVisible();
	expect(
		screen.getByRole( 'link', { name: 'Open the connection' } )
	).toBeVisible();
	await user.click( await inLine( 'Order 1042', 'Details' ) );
	expect( panel().getByText( 'Queued' ) ).toBeVisible();
	expect( panel().queryByText( PROMISE ) ).toBeNull();
} );

it( 'says when a queued order is sent while nothing stops it', async () => {
	const user = userEvent.setup();
	shopWith( [ queued ], { 'GET overview': () => overviewOf() } );
	render( <Orders /> );
	await user.click( await inLine( 'Order 1042', 'Details' ) );
	expect( panel().getByText( PROMISE ) ).toBeVisible();
} );

it( 'does not ask for the overview where no order waits', async () => {
	const requests = shopWith( [ lineOf() ] );
	render( <Orders /> );
	await line( 'Order 1042' );
	expect( requests.map( ( { route } ) => route ) ).not.toContain(
		'GET overview'
	);
} );
