import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { inLine, panel, shopWith, uncertain } from '../../testing/orders-shop';
import { render } from '../../testing/render';
import { rowOf } from '../../testing/samples';
import { Failure } from '../../testing/shop';
import { goTo } from '../../ui/navigation';
import Orders from '.';

// The table is large: it comes once, before the clock of a test starts.
beforeAll( () => import( '../../ui/table/DataViewsTable' ), 120_000 );
beforeEach( () => goTo( 'orders' ) );

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
	expect( panel().getByText( /, Ana Anić Queued again/ ) ).toBeVisible();

	await user.click( panel().getByLabelText( /I found its document/ ) );
	expect( panel().getByText( 'Decide' ) ).toHaveAttribute(
		'aria-disabled',
		'true'
	);
	const number = panel().getByLabelText( 'Number of the document' );
	expect( number ).toHaveAttribute( 'maxlength', '191' );
	await user.type( number, ' REZ-90/2026' );
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
		issue: {
			code: 'changed',
			message: 'The total was 4,990.00.',
		},
		remedies: [
			{ as: 'replace', label: 'Cancel it in SORS and send it again' },
			{ as: 'accept', label: 'Leave it as it is' },
		],
	} );
	const requests = shopWith( [ changed ], {
		'POST outbox/{id}/resolve': () => rowOf(),
	} );
	render( <Orders /> );
	await user.click( await inLine( 'Order 1042', 'Details' ) );
	await user.click( panel().getByLabelText( /send the order again/ ) );
	await user.click( panel().getByText( 'Decide' ) );
	await waitFor( () =>
		expect( requests ).toContainEqual( {
			route: 'POST outbox/7/resolve',
			body: { as: 'replace' },
		} )
	);
	await waitFor( () => expect( panel().queryByText( 'Decide' ) ).toBeNull() );
} );

it( 'offers to cancel the document of an orphaned order, and not to send the order again', async () => {
	const user = userEvent.setup();
	shopWith( [
		rowOf( {
			issue: {
				code: 'order_deleted',
				message: 'It was deleted.',
			},
			remedies: [
				{ as: 'replace', label: 'Cancel it in SORS' },
				{ as: 'accept', label: 'Leave it as it is' },
			],
		} ),
	] );
	render( <Orders /> );
	await user.click( await inLine( 'Order 1042', 'Details' ) );
	expect(
		panel().getByLabelText( /Cancel the document in SORS/ )
	).toBeVisible();
	expect( panel().queryByLabelText( /the order again/ ) ).toBeNull();
} );

it( 'offers for a cancelling exactly what the shop allows, in its words', async () => {
	const user = userEvent.setup();
	const requests = shopWith(
		[
			rowOf( {
				role: 'cancel',
				state: 'rejected',
				remedies: [
					{ as: 'accept', label: 'The document stays' },
					{ as: 'send', label: 'It was not sold: cancel it' },
				],
			} ),
		],
		{ 'POST outbox/{id}/send': () => rowOf() }
	);
	render( <Orders /> );
	await user.click( await inLine( 'Order 1042', 'Details' ) );
	expect( panel().queryByText( 'Send now' ) ).toBeNull();
	expect( panel().getAllByRole( 'radio' ) ).toHaveLength( 2 );
	await user.click( panel().getByLabelText( 'It was not sold: cancel it' ) );
	await user.click( panel().getByText( 'Decide' ) );
	await waitFor( () =>
		expect( requests.map( ( { route } ) => route ) ).toContain(
			'POST outbox/7/send'
		)
	);
} );

it( 'offers nothing for a cancelling that was left out', async () => {
	const user = userEvent.setup();
	shopWith( [ rowOf( { role: 'cancel', state: 'skipped' } ) ] );
	render( <Orders /> );
	await user.click( await inLine( 'Order 1042', 'Details' ) );
	expect( panel().queryByText( 'Send now' ) ).toBeNull();
	expect( panel().queryByRole( 'radio' ) ).toBeNull();
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
			/Mlekara d.o.o. owes RSD\s12,500.00. Overdue: RSD\s4,990.50. As of Nov 24, 2026\./
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
