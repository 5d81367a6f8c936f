import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import type { Reconciliation } from '../../contract/rest/reconciliation';
import { askOf } from '../../testing/orders-shop';
import { render } from '../../testing/render';
import {
	findingOf,
	reconciliationOf,
	rowOf,
	lineOf,
	orderOf,
} from '../../testing/samples';
import { Failure, shop } from '../../testing/shop';
import { goTo } from '../../ui/navigation';
import Orders from '.';

/** As it is shown: what is read out aloud has the same words. */
const REFUSAL = { selector: 'strong' };

type Routes = Parameters< typeof shop >[ 0 ];

/** A shop with this report until a test puts another in its place. */
function shopWith( first: Reconciliation, routes: Routes = {} ) {
	const now = { report: first };
	const requests = shop( {
		'GET reconciliation': () => now.report,
		...routes,
	} );
	return { now, requests };
}

// The table is large: it comes once, before the clock of a test starts.
beforeAll( () => import( '../../ui/table/DataViewsTable' ), 120_000 );
beforeEach( () => goTo( 'orders', { view: 'reconciliation' } ) );

const line = ( order: string ) =>
	screen.findByRole( 'row', { name: new RegExp( order ) } );
const press = async ( order: string, button: string ) =>
	userEvent.click(
		within( await line( order ) ).getByRole( 'button', { name: button } )
	);
const counter = ( label: string ) =>
	screen.getByText( label, { selector: 'dt' } ).nextElementSibling;
const posts = ( requests: ReturnType< typeof shop > ) =>
	requests.filter( ( { route } ) => route.startsWith( 'POST' ) );

it( 'names what the order and its document come to, in the colour of such an order', async () => {
	shopWith(
		reconciliationOf( [
			findingOf( {
				kind: 'otherTotal',
				total: { amount: '4516.4', currency: 'RSD' },
				documentTotal: '2499.20',
			} ),
			findingOf( { entryId: 8, orderId: 1043, orderNumber: '1043' } ),
		] )
	);
	render( <Orders /> );
	const differing = await line( 'Order 1042' );
	expect( differing ).toHaveTextContent(
		/RSD\s4,516\.40\s*Document: RSD\s2,499\.20/
	);
	expect( within( differing ).getByText( 'Differs' ) ).toHaveClass(
		'sors-badge--bad'
	);
	expect( await line( 'Order 1043' ) ).not.toHaveTextContent( 'Document:' );
} );

it( 'compares at a press, shows how far it is, and then what it came to', async () => {
	const { now, requests } = shopWith(
		reconciliationOf( [], { state: 'never', from: null, to: null } ),
		{
			'POST reconciliation': () =>
				( now.report = reconciliationOf( [], {
					state: 'running',
					finishedAt: null,
					documents: 200,
					checked: 50,
				} ) ),
		}
	);
	render( <Orders /> );
	expect(
		await screen.findByText( 'Nothing was compared so far.' )
	).toBeVisible();
	expect( screen.queryByRole( 'table' ) ).toBeNull();

	await userEvent.click( screen.getByText( 'Compare now' ) );
	expect( await screen.findByText( '50 of 200 documents' ) ).toBeVisible();
	expect( screen.getByRole( 'progressbar' ) ).toHaveAccessibleName(
		'Comparing orders with SORS'
	);
	expect(
		screen.getByRole( 'button', { name: 'Comparing…' } )
	).toHaveAttribute( 'aria-disabled', 'true' );

	now.report = reconciliationOf( [ findingOf() ], {
		counts: { ...now.report.counts, missing: 1 },
	} );
	// It is looked at again without a press.
	expect( await line( 'Order 1042' ) ).toBeVisible();
	expect( screen.getByText( /^Compared at Nov 24, 2026/ ) ).toBeVisible();
	expect( counter( 'Missing in SORS' ) ).toHaveTextContent( '1' );
	expect( screen.queryByRole( 'progressbar' ) ).toBeNull();
	expect( posts( requests ) ).toEqual( [
		{ route: 'POST reconciliation', body: null },
	] );
} );

it( 'says that all agrees, and what could not be checked', async () => {
	shopWith(
		reconciliationOf( [], {
			unchecked: '12 orders belong to a former database.',
		} )
	);
	render( <Orders /> );
	expect(
		await screen.findByText( /Every order agrees with its document/ )
	).toBeVisible();
	expect(
		screen.getByText( '12 orders belong to a former database.', {
			selector: 'p',
		} )
	).toBeVisible();
} );

/** The order of the findings, with this button. */
const orderWith = ( button: Parameters< typeof askOf >[ 1 ] ) => ( {
	'GET orders/{id}': () =>
		orderOf( { asks: [ askOf( lineOf(), button! ) ] } ),
} );

it( 'applies a remedy by its button, and says what was done', async () => {
	const { now, requests } = shopWith( reconciliationOf( [ findingOf() ] ), {
		...orderWith( { as: 'resend' } ),
		'POST outbox/{id}/resolve': () => {
			now.report = reconciliationOf();
			return rowOf();
		},
	} );
	render( <Orders /> );
	await press( 'Order 1042', 'Send again' );
	expect(
		await screen.findByText( 'Order 1042: done (Send again).' )
	).toBeVisible();
	await waitFor( () =>
		expect( screen.queryByText( 'REZ-88/2026' ) ).toBeNull()
	);
	expect( posts( requests ) ).toEqual( [
		{ route: 'POST outbox/7/resolve', body: { as: 'resend' } },
	] );
} );

it( 'asks for the document where an order counts as sent under it', async () => {
	const { requests } = shopWith(
		reconciliationOf( [
			findingOf( { remedies: [ { as: 'sent', label: 'Name it' } ] } ),
		] ),
		{
			'POST outbox/{id}/resolve': () => rowOf(),
			'GET outbox/{id}/documents': () => ( { items: [] } ),
		}
	);
	render( <Orders /> );
	await press( 'Order 1042', 'Name it' );
	const dialog = within( await screen.findByRole( 'dialog' ) );
	const number = await dialog.findByLabelText( 'Number of the document' );
	const answer = dialog.getByText( 'It is this document' );
	expect( answer ).toHaveAttribute( 'aria-disabled', 'true' );
	expect( number ).toHaveAttribute( 'maxlength', '191' );
	await userEvent.type( number, ' REZ-91/2026 ' );
	await userEvent.click( answer );
	await waitFor( () =>
		expect( posts( requests ) ).toEqual( [
			{
				route: 'POST outbox/7/resolve',
				body: { as: 'sent', documentNumber: 'REZ-91/2026' },
			},
		] )
	);
} );

it.each( [
	[ 'replace', 'REZ-88/2026 is cancelled in SORS.' ],
	[ 'cancelOthers', 'REZ-88/2026 stays.' ],
	[ 'resend', 'The order gets a second document.' ],
	[ 'send', 'REZ-88/2026 is cancelled in SORS.' ],
] as const )(
	'asks before %s, in the words of the shop',
	async ( as, text ) => {
		const remedy = { as, label: 'Do it' };
		const { requests } = shopWith(
			reconciliationOf( [ findingOf( { remedies: [ remedy ] } ) ] ),
			{
				...orderWith( { ...remedy, confirm: text } ),
				'POST outbox/{id}/resolve': () => rowOf(),
				'POST outbox/{id}/send': () => rowOf(),
			}
		);
		render( <Orders /> );
		await press( 'Order 1042', 'Do it' );
		const dialog = () =>
			screen.findByRole( 'dialog', { name: 'Order 1042' } );
		expect( within( await dialog() ).getByText( text ) ).toBeVisible();
		await userEvent.click(
			within( await dialog() ).getByText( 'Do nothing' )
		);
		expect( posts( requests ) ).toEqual( [] );

		await press( 'Order 1042', 'Do it' );
		await userEvent.click( within( await dialog() ).getByText( 'Do it' ) );
		await waitFor( () =>
			expect( posts( requests ) ).toEqual( [
				as === 'send'
					? { route: 'POST outbox/7/send', body: null }
					: { route: 'POST outbox/7/resolve', body: { as } },
			] )
		);
	}
);

it( 'does nothing about an order that is decided by now, and reads the report again', async () => {
	const { now, requests } = shopWith( reconciliationOf( [ findingOf() ] ), {
		'GET orders/{id}': () => {
			now.report = reconciliationOf();
			return orderOf();
		},
	} );
	render( <Orders /> );
	await press( 'Order 1042', 'Send again' );
	expect(
		await screen.findByText( 'There is nothing left to decide.', REFUSAL )
	).toBeVisible();
	expect(
		await screen.findByText( /Every order agrees with its document/ )
	).toBeVisible();
	expect( posts( requests ) ).toEqual( [] );
} );

const unsent = findingOf( {
	kind: 'notSent',
	entryId: null,
	documentNumber: null,
	remedies: [ { as: 'send', label: 'Send' } ],
} );

it( 'sends an order that has no row yet, by its number', async () => {
	const { requests } = shopWith( reconciliationOf( [ unsent ] ), {
		'POST outbox/send': () => ( { items: [ rowOf() ], refused: [] } ),
	} );
	render( <Orders /> );
	// "Not sent" is the state of one that was left out: this may be refused, or on its way.
	expect( await screen.findAllByText( 'Not in SORS' ) ).not.toEqual( [] );
	await press( 'Order 1042', 'Send' );
	expect(
		await screen.findByText( 'Order 1042: done (Send).' )
	).toBeVisible();
	expect( posts( requests ) ).toEqual( [
		{ route: 'POST outbox/send', body: { orderIds: [ 1042 ] } },
	] );
} );

it( 'says why an order was not put in line, and does not call it done', async () => {
	shopWith( reconciliationOf( [ unsent ] ), {
		'POST outbox/send': () => ( {
			items: [],
			refused: [ { orderId: 1042, reason: 'It has no items.' } ],
		} ),
	} );
	render( <Orders /> );
	await press( 'Order 1042', 'Send' );
	expect(
		await screen.findByText( 'It has no items.', REFUSAL )
	).toBeVisible();
	expect( screen.queryByText( /^Order 1042: done/ ) ).toBeNull();
	expect( await line( 'Order 1042' ) ).toBeVisible();
} );

it( 'says why the shop refused a remedy', async () => {
	shopWith( reconciliationOf( [ findingOf() ] ), {
		...orderWith( { as: 'resend' } ),
		'POST outbox/{id}/resolve': () =>
			new Failure( 409, 'Somebody else decided it.' ),
	} );
	render( <Orders /> );
	await press( 'Order 1042', 'Send again' );
	expect(
		await screen.findByText( 'Somebody else decided it.', REFUSAL )
	).toBeVisible();
	expect( screen.queryByText( /^Order 1042: done/ ) ).toBeNull();
} );

it( 'keeps further remedies in a menu', async () => {
	const { requests } = shopWith(
		reconciliationOf( [
			findingOf( {
				remedies: [
					{ as: 'resend', label: 'Send again' },
					{ as: 'acknowledged', label: 'It is in SORS' },
				],
			} ),
		] ),
		{ 'POST outbox/{id}/resolve': () => rowOf() }
	);
	render( <Orders /> );
	expect( screen.queryByText( 'It is in SORS' ) ).toBeNull();
	await press( 'Order 1042', 'Actions' );
	await userEvent.click(
		await screen.findByRole( 'menuitem', { name: 'It is in SORS' } )
	);
	await waitFor( () =>
		expect( posts( requests ) ).toEqual( [
			{ route: 'POST outbox/7/resolve', body: { as: 'acknowledged' } },
		] )
	);
} );

it( 'asks the server for what is searched', async () => {
	const asked: ( string | null )[] = [];
	shopWith( reconciliationOf(), {
		'GET reconciliation': ( { query } ) => {
			asked.push( query.get( 'search' ) );
			return reconciliationOf( [ findingOf() ] );
		},
	} );
	render( <Orders /> );
	await line( 'Order 1042' );
	await userEvent.type( screen.getByRole( 'searchbox' ), ' 1042 ' );
	await waitFor( () => expect( asked.at( -1 ) ).toBe( '1042' ) );
} );

it( 'can be asked again where the report could not be had', async () => {
	let isDown = true;
	shopWith( reconciliationOf(), {
		'GET reconciliation': () =>
			isDown ? new Failure( 500, 'No table.' ) : reconciliationOf(),
	} );
	render( <Orders /> );
	expect( await screen.findByText( 'No table.', REFUSAL ) ).toBeVisible();
	isDown = false;
	await userEvent.click( screen.getByText( 'Try again' ) );
	expect(
		await screen.findByText( /Every order agrees with its document/ )
	).toBeVisible();
	expect( screen.queryByText( 'No table.', REFUSAL ) ).toBeNull();
} );
