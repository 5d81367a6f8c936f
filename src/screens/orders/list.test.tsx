import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import type { OutboxEntry } from '../../contract/rest/outbox';
import {
	inLine,
	line,
	rejected,
	shopWith,
	uncertain,
} from '../../testing/orders-shop';
import { render } from '../../testing/render';
import { rowOf } from '../../testing/samples';
import { Failure } from '../../testing/shop';
import { goTo } from '../../ui/navigation';
import Orders from '.';

// The table is large: it comes once, before the clock of a test starts.
beforeAll( () => import( '../../ui/table/DataViewsTable' ), 120_000 );
beforeEach( () => goTo( 'orders' ) );

it( 'shows each order with its document, or with what is wrong', async () => {
	shopWith( [ rowOf(), rejected ] );
	render( <Orders /> );
	expect(
		within( await line( 'Order 1042' ) ).getByText( 'REZ-88/2026' )
	).toBeVisible();
	expect(
		within( await line( 'Order 1043' ) ).getByText(
			'Artikal 4011 ne postoji.'
		)
	).toBeVisible();
} );

it( 'sends an order, shows at once that it does and then what became of it, and keeps the keyboard in its line', async () => {
	const user = userEvent.setup();
	let answer: ( row: OutboxEntry ) => void = () => {};
	shopWith( [ rejected ], {
		'POST outbox/{id}/send': () =>
			new Promise( ( resolve ) => ( answer = resolve ) ),
	} );
	render( <Orders /> );
	( await inLine( 'Order 1043', 'Send' ) ).focus();
	await user.keyboard( '{Enter}' );
	expect( await inLine( 'Order 1043', 'Sending…' ) ).toBeVisible();
	expect(
		within( await line( 'Order 1043' ) ).getByText( 'Being sent' )
	).toBeVisible();

	await waitFor( () =>
		expect( window.fetch ).toHaveBeenCalledWith(
			expect.stringContaining( 'outbox/8/send' ),
			expect.anything()
		)
	);
	answer( {
		...rejected,
		state: 'sent',
		documentNumber: 'REZ-89/2026',
		lastError: null,
	} );
	expect( await screen.findByText( 'REZ-89/2026' ) ).toBeVisible();
	expect( screen.getByText( 'Order 1043: In SORS' ) ).toBeVisible();
	expect( screen.queryByRole( 'button', { name: 'Send' } ) ).toBeNull();
	expect(
		( await line( 'Order 1043' ) ).querySelector( ':focus' )
	).not.toBeNull();
} );

it( 'says why an order could not be sent', async () => {
	const user = userEvent.setup();
	shopWith( [ rejected ], {
		'POST outbox/{id}/send': () => new Failure( 409, 'This is a copy.' ),
	} );
	render( <Orders /> );
	await user.click( await inLine( 'Order 1043', 'Send' ) );
	expect( await screen.findAllByText( /This is a copy/ ) ).not.toEqual( [] );
} );

it( 'puts several in line and tells which could not be', async () => {
	const user = userEvent.setup();
	const waiting = rowOf( {
		id: 10,
		orderId: 1045,
		state: 'waiting',
		remedies: [ { as: 'send', label: 'Send now' } ],
	} );
	const requests = shopWith( [ rejected, waiting ], {
		'POST outbox/send': () => ( {
			items: [ { ...waiting, state: 'queued' } ],
			refused: [ { orderId: 1043, reason: 'It has no items.' } ],
		} ),
	} );
	render( <Orders /> );
	const [ all ] = await screen.findAllByLabelText( 'Select all' );
	await user.click( all! );
	const [ send ] = screen
		.getAllByRole( 'button', { name: 'Send' } )
		.filter( ( button ) => button.closest( 'tr' ) === null );
	await user.click( send! );
	expect(
		await screen.findAllByText( 'Order 1043: It has no items.' )
	).not.toEqual( [] );
	expect( requests ).toContainEqual( {
		route: 'POST outbox/send',
		body: { orderIds: [ 1043, 1045 ] },
	} );
} );

it( 'filters by the state in the address', async () => {
	goTo( 'orders', { state: 'uncertain' } );
	shopWith( [ rowOf(), uncertain ] );
	render( <Orders /> );
	expect( await line( 'Order 1044' ) ).toBeVisible();
	expect( screen.queryByText( 'Order 1042' ) ).toBeNull();
} );

it( 'asks the server for what is searched, from its first page', async () => {
	const user = userEvent.setup();
	const asked: string[] = [];
	shopWith( [], {
		'GET outbox': ( { query } ) => {
			asked.push( `${ query.get( 'search' ) } ${ query.get( 'page' ) }` );
			return { items: [ rowOf() ], total: 90 };
		},
	} );
	render( <Orders /> );
	await line( 'Order 1042' );
	await user.click( screen.getByRole( 'button', { name: 'Next page' } ) );
	await waitFor( () => expect( asked.at( -1 ) ).toBe( 'null 2' ) );
	await user.type( screen.getByRole( 'searchbox' ), '1042' );
	await waitFor( () => expect( asked.at( -1 ) ).toBe( '1042 1' ) );
} );
