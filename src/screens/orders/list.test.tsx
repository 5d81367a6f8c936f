import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import {
	askOf,
	inLine,
	line,
	panel,
	rejected,
	shopWith,
	uncertain,
} from '../../testing/orders-shop';
import type { OrderLine } from '../../contract/rest/orders';
import { render } from '../../testing/render';
import { lineOf, orderOf, rowOf } from '../../testing/samples';
import { Failure } from '../../testing/shop';
import { goTo } from '../../ui/navigation';
import Orders from '.';

// The table is large: it comes once, before the clock of a test starts.
beforeAll( () => import( '../../ui/table/DataViewsTable' ), 120_000 );
beforeEach( () => goTo( 'orders' ) );

it( 'shows each order once, with buyer, total, document, state and what it needs', async () => {
	const gone = lineOf( {
		id: 1040,
		number: '1040',
		url: null,
		buyer: '',
		state: 'cancelled',
		label: 'Cancelled',
		document: {
			name: 'Reservation 6/2026',
			database: 'MyDatabase2026',
			isOpen: false,
		},
	} );
	shopWith( [ lineOf(), rejected, gone ] );
	render( <Orders /> );
	const sent = within( await line( 'Order 1042' ) );
	for ( const text of [
		'Reservation REZ-88/2026',
		'In SORS',
		/Jelena Đorđević/,
		/4,990\.00/,
	] ) {
		expect( sent.getByText( text ) ).toBeVisible();
	}
	expect(
		within( await line( 'Order 1043' ) ).getByText(
			'Artikal 4011 ne postoji.'
		)
	).toBeVisible();
	const cancelled = within( await line( 'Order 1040' ) );
	expect( cancelled.getByText( /Deleted from the shop/ ) ).toBeVisible();
	expect( cancelled.getByText( 'Cancelled' ) ).toHaveClass(
		'sors-badge--neutral'
	);
	expect( cancelled.getByText( 'Reservation 6/2026' ).tagName ).toBe( 'DEL' );
	expect( cancelled.getByText( 'no longer valid' ) ).toBeInTheDocument();
} );

it( 'sends an order, shows at once that it does and then what became of it, and keeps the keyboard in its line', async () => {
	const user = userEvent.setup();
	let answer: ( row: unknown ) => void = () => {};
	let now = rejected;
	const sent = lineOf( {
		...rejected,
		state: 'sent',
		label: 'In SORS',
		document: {
			name: 'Reservation REZ-89/2026',
			database: 'MyDatabase2026',
			isOpen: true,
		},
		why: null,
		sendable: false,
	} );
	shopWith( [ rejected ], {
		'GET orders': () => ( { items: [ now ], total: 1, needing: 0 } ),
		'POST outbox/{id}/send': () =>
			new Promise( ( resolve ) => ( answer = resolve ) ),
		'GET orders/{id}': () => orderOf( now ),
	} );
	render( <Orders /> );
	( await inLine( 'Order 1043', 'Send again' ) ).focus();
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
	now = sent;
	answer( rowOf( { id: 8 } ) );
	expect( await screen.findByText( /REZ-89\/2026/ ) ).toBeVisible();
	// Read out and focused by effects, which a busy machine runs later.
	expect( await screen.findByText( 'Order 1043: In SORS' ) ).toBeVisible();
	expect( screen.queryByRole( 'button', { name: /^Send/ } ) ).toBeNull();
	const inPlace = await line( 'Order 1043' );
	await waitFor( () =>
		expect( inPlace.querySelector( ':focus' ) ).not.toBeNull()
	);
} );

it( 'says on each button what it does: send, or send again what SORS refused', async () => {
	const row = ( id: number, parts: Partial< OrderLine > ) =>
		lineOf( {
			...rejected,
			id,
			number: String( id ),
			entryId: id,
			...parts,
		} );
	shopWith( [
		rejected,
		row( 1050, { state: 'waiting', label: 'Will be retried' } ),
		row( 1051, { role: 'return' } ),
	] );
	render( <Orders /> );
	expect( await inLine( 'Order 1043', 'Send again' ) ).toBeVisible();
	expect( await inLine( 'Order 1050', 'Send now' ) ).toBeVisible();
	expect( await inLine( 'Order 1051', 'Send again' ) ).toBeVisible();
} );

it( 'says why an order could not be sent', async () => {
	const user = userEvent.setup();
	shopWith( [ rejected ], {
		'POST outbox/{id}/send': () => new Failure( 409, 'This is a copy.' ),
	} );
	render( <Orders /> );
	await user.click( await inLine( 'Order 1043', 'Send again' ) );
	expect( await screen.findAllByText( /This is a copy/ ) ).not.toEqual( [] );
} );

it( 'asks before it puts several in line, naming them, and tells which could not be', async () => {
	const user = userEvent.setup();
	const waiting = lineOf( {
		id: 1045,
		number: '1045',
		state: 'waiting',
		label: 'Will be retried',
		entryId: 10,
		sendable: true,
	} );
	const requests = shopWith( [ rejected, waiting ], {
		'POST outbox/send': () => ( {
			items: [ rowOf( { id: 10, orderId: 1045, state: 'queued' } ) ],
			refused: [ { orderId: 1043, reason: 'It has no items.' } ],
		} ),
	} );
	render( <Orders /> );
	const choose = async () => {
		const [ all ] = await screen.findAllByLabelText( 'Select all' );
		await user.click( all! );
		const [ send ] = screen
			.getAllByRole( 'button', { name: 'Send' } )
			.filter( ( button ) => button.closest( 'tr' ) === null );
		await user.click( send! );
		return within(
			await screen.findByRole( 'dialog', {
				name: 'Send 2 orders to SORS?',
			} )
		);
	};
	const asked = await choose();
	expect( asked.getByText( 'Order 1043, Order 1045' ) ).toBeVisible();
	await user.click( asked.getByRole( 'button', { name: 'Do nothing' } ) );
	expect( requests.map( ( { route } ) => route ) ).not.toContain(
		'POST outbox/send'
	);
	const [ send ] = screen
		.getAllByRole( 'button', { name: 'Send' } )
		.filter( ( button ) => button.closest( 'tr' ) === null );
	await user.click( send! );
	await user.click(
		within( await screen.findByRole( 'dialog' ) ).getByRole( 'button', {
			name: 'Send',
		} )
	);
	expect(
		await screen.findAllByText( 'Order 1043: It has no items.' )
	).not.toEqual( [] );
	expect( requests ).toContainEqual( {
		route: 'POST outbox/send',
		body: { orderIds: [ 1043, 1045 ] },
	} );
} );

it( 'says in the filter how many orders need attention', async () => {
	const user = userEvent.setup();
	shopWith( [ lineOf() ] );
	render( <Orders /> );
	await line( 'Order 1042' );
	await user.click( screen.getByRole( 'button', { name: /^State/ } ) );
	const option = await screen.findByRole( 'option', {
		name: 'Needs attention (2)',
	} );
	// It is in the page before its popover has its place.
	await waitFor( () => expect( option ).toBeVisible() );
} );

it( 'counts them again after what was done, and keeps the panel of an order that the filter no longer shows', async () => {
	const user = userEvent.setup();
	goTo( 'orders', { state: 'attention' } );
	let now = orderOf( { ...rejected, asks: [ askOf( rejected, {} ) ] } );
	shopWith( [ rejected ], {
		'GET orders': () => ( {
			items: now.state === 'sent' ? [] : [ rejected ],
			total: 1,
			needing: now.state === 'sent' ? 1 : 2,
		} ),
		'GET orders/{id}': () => now,
		'POST outbox/{id}/send': () => {
			now = orderOf( { ...rejected, state: 'sent', label: 'In SORS' } );
			return rowOf();
		},
	} );
	render( <Orders /> );
	await user.click( await inLine( 'Order 1043', 'Details' ) );
	await user.click( await panel().findByText( 'Send now' ) );
	expect( await screen.findByText( 'No orders match.' ) ).toBeVisible();
	expect( panel().getByText( 'In SORS' ) ).toBeVisible();
	expect( panel().queryByText( 'Send now' ) ).toBeNull();
	expect( await screen.findByText( /Needs attention \(1\)/ ) ).toBeVisible();
} );

it( 'keeps the panel, and what was typed there, of an order that is no longer on its page', async () => {
	const user = userEvent.setup();
	const asks = [ askOf( rejected, { as: 'sent', label: 'Name it' } ) ];
	const queued = lineOf( { state: 'queued', label: 'Queued' } );
	let items = [ queued, rejected ];
	shopWith( [], {
		'GET orders': () => ( { items, total: 40, needing: 2 } ),
		'GET orders/{id}': () => orderOf( { ...rejected, asks } ),
		'GET outbox/{id}/documents': () => ( { items: [] } ),
	} );
	render( <Orders /> );
	await user.click( await inLine( 'Order 1043', 'Details' ) );
	await user.click( await panel().findByText( 'Name it' ) );
	const number = await panel().findByLabelText( 'Number of the document' );
	await user.type( number, 'REZ-9' );

	items = [ queued ];
	act( () => void window.dispatchEvent( new Event( 'visibilitychange' ) ) );
	await waitFor( () =>
		expect( screen.queryByRole( 'row', { name: /Order 1043/ } ) ).toBeNull()
	);
	expect( number ).toBeVisible();
	expect( number ).toHaveValue( 'REZ-9' );
	expect( number ).toHaveFocus();

	// The button that opened it is gone.
	await user.click( panel().getByText( 'Close' ) );
	expect( screen.queryByRole( 'complementary' ) ).toBeNull();
	expect( document.body ).not.toHaveFocus();
} );

it( 'filters by the state in the address', async () => {
	goTo( 'orders', { state: 'uncertain' } );
	shopWith( [ lineOf(), uncertain ] );
	render( <Orders /> );
	expect( await line( 'Order 1044' ) ).toBeVisible();
	expect( screen.queryByText( 'Order 1042' ) ).toBeNull();
} );

it( 'shows one page of very many without a list of all pages', async () => {
	shopWith( [], {
		'GET orders': () => ( {
			items: [ lineOf() ],
			total: 200_000,
			needing: 0,
		} ),
	} );
	render( <Orders /> );
	await line( 'Order 1042' );
	expect( screen.getByText( 'of 10,000' ) ).toBeVisible();
	expect( document.querySelectorAll( '*' ).length ).toBeLessThan( 500 );
} );

it( 'asks the server for what is searched, from its first page', async () => {
	const user = userEvent.setup();
	const asked: string[] = [];
	shopWith( [], {
		'GET orders': ( { query } ) => {
			asked.push( `${ query.get( 'search' ) } ${ query.get( 'page' ) }` );
			return { items: [ lineOf() ], total: 90, needing: 0 };
		},
	} );
	render( <Orders /> );
	await line( 'Order 1042' );
	await user.click( screen.getByRole( 'button', { name: 'Next page' } ) );
	await waitFor( () => expect( asked.at( -1 ) ).toBe( 'null 2' ) );
	await user.type( screen.getByRole( 'searchbox' ), '1042' );
	await waitFor( () => expect( asked.at( -1 ) ).toBe( '1042 1' ) );
} );
