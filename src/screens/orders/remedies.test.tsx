import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { askOf, inLine, line } from '../../testing/orders-shop';
import {
	posts,
	press,
	REFUSAL,
	shopWith,
} from '../../testing/reconciliation-shop';
import { render } from '../../testing/render';
import {
	findingOf,
	lineOf,
	orderOf,
	reconciliationOf,
	rowOf,
} from '../../testing/samples';
import { Failure } from '../../testing/shop';
import { goTo } from '../../ui/navigation';
import Orders from '.';

// The table is large: it comes once, before the clock of a test starts.
beforeAll( () => import( '../../ui/table/DataViewsTable' ), 120_000 );
beforeEach( () => goTo( 'orders', { view: 'reconciliation' } ) );

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

it( 'takes no second press until the list is new', async () => {
	let show = () => {};
	const { now, requests } = shopWith(
		reconciliationOf( [
			findingOf(),
			findingOf( { orderId: 1043, orderNumber: '1043', entryId: 8 } ),
		] ),
		{
			...orderWith( { as: 'resend' } ),
			'GET reconciliation': () =>
				posts( requests ).length === 0
					? now.report
					: new Promise( ( resolve ) => {
							show = () => resolve( reconciliationOf() );
						} ),
			'POST outbox/{id}/resolve': () => rowOf(),
		}
	);
	render( <Orders /> );
	await press( 'Order 1042', 'Send again' );
	expect(
		await screen.findByText( 'Order 1042: done (Send again).' )
	).toBeVisible();
	expect( await inLine( 'Order 1043', 'Send again' ) ).toHaveAttribute(
		'aria-disabled',
		'true'
	);
	show();
	await waitFor( () =>
		expect( screen.queryByText( 'REZ-88/2026' ) ).toBeNull()
	);
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

it( 'takes the answer to its question also while the shop does not answer', async () => {
	const report = reconciliationOf( [ findingOf() ] );
	let isFirst = true;
	const { requests } = shopWith( report, {
		...orderWith( { as: 'resend', confirm: 'It gets a second one.' } ),
		'GET reconciliation': () => {
			const answer = isFirst ? report : new Promise( () => {} );
			isFirst = false;
			return answer;
		},
		'POST outbox/{id}/resolve': () => rowOf(),
	} );
	render( <Orders /> );
	await press( 'Order 1042', 'Send again' );
	const dialog = await screen.findByRole( 'dialog' );
	await userEvent.click( within( dialog ).getByText( 'Send again' ) );
	await waitFor( () =>
		expect( posts( requests ) ).toEqual( [
			{ route: 'POST outbox/7/resolve', body: { as: 'resend' } },
		] )
	);
} );

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
	expect( await screen.findAllByText( 'Not in SORS yet' ) ).not.toEqual( [] );
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
