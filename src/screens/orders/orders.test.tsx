import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import type { OutboxRow } from '../../contract/outbox';
import { rowOf } from '../../testing/samples';
import { Failure, shop } from '../../testing/shop';
import { goTo } from '../../ui/navigation';
import Orders from '.';

const rejected = rowOf( {
	id: 8,
	orderId: 1043,
	orderNumber: '1043',
	state: 'rejected',
	documentId: null,
	documentNumber: null,
	lastError: { code: 'item_unknown', message: 'Artikal 4011 ne postoji.' },
} );
const uncertain = rowOf( {
	id: 9,
	orderId: 1044,
	orderNumber: '1044',
	state: 'uncertain',
	documentId: null,
	documentNumber: null,
} );

/** A shop with these rows, filtered as the real one does. */
function shopWith(
	rows: OutboxRow[],
	routes: Parameters< typeof shop >[ 0 ] = {}
) {
	return shop( {
		'GET outbox': ( { query } ) => {
			const state = query.get( 'state' );
			const items = rows.filter(
				( row ) => ! state || row.state === state
			);
			return { items, total: items.length };
		},
		'GET outbox/{id}': ( { id } ) => ( {
			...rows.find( ( row ) => row.id === id ),
			body: '{"total":4990}',
			history: [
				{
					at: '2026-11-24T14:55:00Z',
					event: 'sent',
					message: 'SORS answered.',
				},
			],
		} ),
		'GET orders/{id}/debt': () => ( {
			customerName: 'Jelena Đorđević',
			balance: '12500.00',
			overdue: null,
			currency: 'RSD',
			asOf: null,
		} ),
		...routes,
	} );
}

// The table is large: it comes once, before the clock of a test starts.
beforeAll( () => import( '../../ui/table/Loaded' ), 120_000 );
beforeEach( () => goTo( 'orders' ) );

const line = ( order: string ) =>
	screen.findByRole( 'row', { name: new RegExp( order ) } );
const inLine = async ( order: string, button: string ) =>
	within( await line( order ) ).getByRole( 'button', { name: button } );
const panel = () => within( screen.getByRole( 'complementary' ) );

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
	let answer: ( row: OutboxRow ) => void = () => {};
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
	const waiting = rowOf( { id: 10, orderId: 1045, state: 'waiting' } );
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

it( 'lets a person decide an uncertain order by its document', async () => {
	const user = userEvent.setup();
	const requests = shopWith( [ uncertain ], {
		'POST outbox/{id}/resolve': () => ( {
			...uncertain,
			state: 'sent',
			documentNumber: 'REZ-90/2026',
		} ),
	} );
	render( <Orders /> );
	const details = await inLine( 'Order 1044', 'Details' );
	await user.click( details );
	expect( panel().getByRole( 'heading', { level: 2 } ) ).toHaveFocus();
	expect( await panel().findByText( /SORS answered/ ) ).toBeVisible();

	await user.click( panel().getByLabelText( /I found its document/ ) );
	expect( panel().getByText( 'Decide' ) ).toHaveAttribute(
		'aria-disabled',
		'true'
	);
	await user.type(
		panel().getByLabelText( 'Number of the document' ),
		' REZ-90/2026'
	);
	await user.click( panel().getByText( 'Decide' ) );
	expect( await screen.findAllByText( /REZ-90\/2026/ ) ).not.toEqual( [] );
	expect( requests ).toContainEqual( {
		route: 'POST outbox/9/resolve',
		body: { as: 'sent', documentNumber: 'REZ-90/2026' },
	} );

	await user.keyboard( '{Escape}' );
	expect( screen.queryByRole( 'complementary' ) ).toBeNull();
	expect( details ).toHaveFocus();
} );

it( 'offers to leave or to renew a document whose order was changed since', async () => {
	const user = userEvent.setup();
	const changed = rowOf( {
		lastError: { code: 'changed', message: 'The total was 4,990.00.' },
	} );
	const requests = shopWith( [ changed ], {
		'POST outbox/{id}/resolve': () => rowOf(),
	} );
	render( <Orders /> );
	await user.click( await inLine( 'Order 1042', 'Details' ) );
	await user.click( panel().getByLabelText( /send the order anew/ ) );
	await user.click( panel().getByText( 'Decide' ) );
	await waitFor( () =>
		expect( requests ).toContainEqual( {
			route: 'POST outbox/7/resolve',
			body: { as: 'anew' },
		} )
	);
	await waitFor( () => expect( panel().queryByText( 'Decide' ) ).toBeNull() );
} );

it( 'offers to cancel the document of an order that is gone, and not to send the order anew', async () => {
	const user = userEvent.setup();
	shopWith( [
		rowOf( {
			lastError: { code: 'order_deleted', message: 'It was deleted.' },
		} ),
	] );
	render( <Orders /> );
	await user.click( await inLine( 'Order 1042', 'Details' ) );
	expect(
		panel().getByLabelText( /Cancel the document in SORS/ )
	).toBeVisible();
	expect( panel().queryByLabelText( /anew/ ) ).toBeNull();
} );

it( 'tells what the buyer owes', async () => {
	const user = userEvent.setup();
	const requests = shopWith( [ rowOf() ], {
		'GET orders/{id}/debt': () => ( {
			customerName: 'Mlekara d.o.o.',
			balance: '12500.00',
			overdue: '4990.50',
			currency: 'RSD',
			asOf: '2026-11-24',
		} ),
	} );
	render( <Orders /> );
	await user.click( await inLine( 'Order 1042', 'Details' ) );
	expect(
		await screen.findByText(
			/Mlekara d.o.o. owes RSD\s12,500.00. Overdue: RSD\s4,990.50. As of Nov 24, 2026/
		)
	).toBeVisible();
	expect( requests.map( ( { route } ) => route ) ).toContain(
		'GET orders/1042/debt'
	);
} );

it( 'says that SORS could not be asked for the debt, and asks again', async () => {
	const user = userEvent.setup();
	let isDown = true;
	shopWith( [ rowOf() ], {
		'GET orders/{id}/debt': () =>
			isDown
				? new Failure( 502, 'SORS is down.' )
				: {
						customerName: 'Jelena',
						balance: '0.00',
						overdue: null,
						currency: 'RSD',
						asOf: null,
					},
	} );
	render( <Orders /> );
	await user.click( await inLine( 'Order 1042', 'Details' ) );
	expect( await screen.findAllByText( 'SORS is down.' ) ).not.toEqual( [] );
	isDown = false;
	await user.click( screen.getByText( 'Try again' ) );
	expect( await screen.findByText( /Jelena owes/ ) ).toBeVisible();
} );
