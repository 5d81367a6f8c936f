import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { inLine, line, panel, shopWith } from '../../testing/orders-shop';
import { render } from '../../testing/render';
import { lineOf, overviewOf, rowOf, settingsOf } from '../../testing/samples';
import { goTo, screenUrl } from '../../ui/navigation';
import Orders from '.';

vi.mock(
	'../../ui/table/DataViewsTable',
	() => import( '../../testing/plain-table' )
);
// Asked for twice at once, a mock never comes.
beforeAll( () => import( '../../ui/table/DataViewsTable' ) );
beforeEach( () => goTo( 'orders' ) );

const queued = lineOf( {
	state: 'queued',
	label: 'Queued',
	document: null,
	why: null,
} );
const SETTING = { setting: 'exportOrders' };
const PROMISE = /within a minute or two/;

const paused = {
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
};
const off = { 'GET settings': () => settingsOf( { exportOrders: false } ) };

it( 'promises no time while nothing is sent, and says why above the list', async () => {
	const user = userEvent.setup();
	shopWith( [ queued ], paused );
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
	shopWith( [ queued ] );
	render( <Orders /> );
	await user.click( await inLine( 'Order 1042', 'Details' ) );
	expect( panel().getByText( PROMISE ) ).toBeVisible();
} );

it( 'says why nothing is sent also where no order in sight waits, and promises no time for what is queued there', async () => {
	const user = userEvent.setup();
	const refused = [ 8, 9 ].map( ( id ) =>
		lineOf( {
			id,
			number: `104${ id }`,
			state: 'rejected',
			sendable: true,
		} )
	);
	shopWith( refused, {
		...paused,
		'POST outbox/send': () => ( {
			items: [
				rowOf( { state: 'queued' } ),
				rowOf( { id: 8, state: 'queued' } ),
			],
			refused: [],
		} ),
	} );
	render( <Orders /> );
	await line( 'Order 1048' );
	expect(
		await screen.findByText( 'No orders have been sent.' )
	).toBeVisible();
	await user.click( screen.getByText( 'Select all' ) );
	await user.click( screen.getByRole( 'button', { name: 'Send' } ) );
	await user.click(
		within( await screen.findByRole( 'dialog' ) ).getByRole( 'button', {
			name: 'Send',
		} )
	);
	expect( await screen.findByText( '2 orders were queued.' ) ).toBeVisible();
} );

it( 'says that sending is switched off, and leads to the setting and to what was left out', async () => {
	const user = userEvent.setup();
	shopWith( [ queued ], off );
	render( <Orders /> );
	expect(
		await screen.findByText( 'Sending orders to SORS is switched off.' )
	).toBeVisible();
	expect(
		screen.getByRole( 'link', { name: 'Open this setting' } )
	).toHaveAttribute( 'href', screenUrl( 'settings', SETTING ) );
	const [ older ] = screen
		.getAllByRole( 'link', { name: 'Send older orders' } )
		.filter( ( link ) => link.closest( 'nav' ) === null );
	expect( older ).toHaveAttribute(
		'href',
		screenUrl( 'orders', { view: 'older' } )
	);
	await user.click( await inLine( 'Order 1042', 'Details' ) );
	expect( panel().queryByText( PROMISE ) ).toBeNull();
} );

it( 'does not call an empty list the way to SORS while sending is switched off', async () => {
	shopWith( [], off );
	render( <Orders /> );
	expect(
		await screen.findByText(
			/^No orders yet\. .* as not sent until sending is switched on/
		)
	).toBeVisible();
} );

it( 'says nothing of that while orders are sent', async () => {
	shopWith( [] );
	render( <Orders /> );
	expect(
		await screen.findByText( /as soon as it is placed/ )
	).toBeVisible();
	expect(
		screen.queryByText( /switched off/, { selector: 'p' } )
	).toBeNull();
} );
