import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import {
	askOf,
	inLine,
	panel,
	rejected,
	shopWith,
	uncertain,
} from '../../testing/orders-shop';
import { render } from '../../testing/render';
import { lineOf, orderOf, rowOf } from '../../testing/samples';
import { Failure } from '../../testing/shop';
import { goTo } from '../../ui/navigation';
import Orders from '.';

// The table is large: it comes once, before the clock of a test starts.
beforeAll( () => import( '../../ui/table/DataViewsTable' ), 120_000 );
beforeEach( () => goTo( 'orders' ) );

const routes = ( requests: { route: string }[] ) =>
	requests.map( ( { route } ) => route );

it( 'offers the documents that were found, and asks for no number', async () => {
	const user = userEvent.setup();
	const order = orderOf( {
		...uncertain,
		asks: [
			askOf(
				uncertain,
				{
					as: 'sent',
					label: 'It is 6/2026',
					document: { id: '88', number: '6/2026' },
				},
				{
					as: 'resend',
					label: 'Make a new one',
					confirm: '6/2026 stays.',
				}
			),
		],
	} );
	const requests = shopWith( [ order ] );
	render( <Orders /> );
	const details = await inLine( 'Order 1044', 'Details' );
	await user.click( details );
	expect( panel().getByRole( 'heading', { level: 2 } ) ).toHaveFocus();
	const first = await panel().findByRole( 'button', {
		name: 'It is 6/2026',
	} );
	expect( first ).toHaveClass( 'is-primary' );
	expect(
		panel().getByRole( 'button', { name: 'Make a new one' } )
	).not.toHaveClass( 'is-primary' );
	expect( panel().queryByRole( 'textbox' ) ).toBeNull();
	await user.click( first );
	await waitFor( () =>
		expect( requests ).toContainEqual( {
			route: 'POST outbox/9/resolve',
			body: { as: 'sent', documentId: '88', documentNumber: '6/2026' },
		} )
	);
	await waitFor( () => expect( first ).toBeEnabled() );
	await user.keyboard( '{Escape}' );
	expect( screen.queryByRole( 'complementary' ) ).toBeNull();
	expect( details ).toHaveFocus();
} );

it( 'looks for documents when one is to be named, and takes a number as well', async () => {
	const user = userEvent.setup();
	const order = orderOf( {
		...rejected,
		asks: [ askOf( rejected, {}, { as: 'sent', label: 'Name it' } ) ],
	} );
	let items: unknown[] = [
		{
			id: '90',
			number: '7/2026',
			about: '24.11.2026 · 4.990,00 RSD',
		},
	];
	const requests = shopWith( [ order ], {
		'GET outbox/{id}/documents': () => ( { items } ),
	} );
	render( <Orders /> );
	await user.click( await inLine( 'Order 1043', 'Details' ) );
	await user.click( await panel().findByText( 'Name it' ) );
	expect(
		await panel().findByText( '24.11.2026 · 4.990,00 RSD' )
	).toBeVisible();
	expect( panel().getByRole( 'textbox' ) ).toBeVisible();
	await user.click( panel().getByRole( 'button', { name: '7/2026' } ) );
	await waitFor( () =>
		expect( requests ).toContainEqual( {
			route: 'POST outbox/8/resolve',
			body: { as: 'sent', documentId: '90', documentNumber: '7/2026' },
		} )
	);

	items = [];
	await waitFor( () =>
		expect( panel().queryByRole( 'button', { name: '7/2026' } ) ).toBeNull()
	);
	await user.click( panel().getByText( 'Name it' ) );
	const number = await panel().findByLabelText( 'Number of the document' );
	expect( number ).toHaveAttribute( 'maxlength', '191' );
	await user.type( number, ' REZ-90/2026' );
	await user.click( panel().getByText( 'It is this document' ) );
	await waitFor( () =>
		expect( requests ).toContainEqual( {
			route: 'POST outbox/8/resolve',
			body: { as: 'sent', documentNumber: 'REZ-90/2026' },
		} )
	);
} );

it( 'asks before a document is cancelled, and names it', async () => {
	const user = userEvent.setup();
	const changed = lineOf( { state: 'differs', label: 'Differs' } );
	const requests = shopWith( [
		orderOf( {
			...changed,
			asks: [
				askOf(
					changed,
					{
						as: 'replace',
						label: 'Cancel it and send it again',
						confirm: 'REZ-88/2026 is cancelled in SORS.',
					},
					{ as: 'accept', label: 'Leave it as it is' }
				),
			],
		} ),
	] );
	render( <Orders /> );
	await user.click( await inLine( 'Order 1042', 'Details' ) );
	const press = async () => {
		await user.click(
			await panel().findByText( 'Cancel it and send it again' )
		);
		const dialog = within( await screen.findByRole( 'dialog' ) );
		expect(
			dialog.getByText( 'REZ-88/2026 is cancelled in SORS.' )
		).toBeVisible();
		return dialog;
	};
	await user.click( ( await press() ).getByText( 'Do nothing' ) );
	expect( routes( requests ) ).not.toContain( 'POST outbox/7/resolve' );
	await user.click(
		( await press() ).getByRole( 'button', {
			name: 'Cancel it and send it again',
		} )
	);
	await waitFor( () =>
		expect( requests ).toContainEqual( {
			route: 'POST outbox/7/resolve',
			body: { as: 'replace' },
		} )
	);
} );

it( 'names the refund or the cancelling that a button is about', async () => {
	const user = userEvent.setup();
	const line = lineOf( {
		role: 'return',
		state: 'rejected',
		label: 'Refused',
		entryId: 11,
	} );
	const requests = shopWith( [
		orderOf( {
			...line,
			asks: [ { ...askOf( line, {} ), about: 'Refund: 1 × Šraf' } ],
		} ),
	] );
	render( <Orders /> );
	await user.click( await inLine( 'Order 1042', 'Details' ) );
	expect( await panel().findByText( 'Refund: 1 × Šraf' ) ).toBeVisible();
	await user.click( panel().getByText( 'Send now' ) );
	await waitFor( () =>
		expect( routes( requests ) ).toContain( 'POST outbox/11/send' )
	);
} );

const decided = orderOf( {
	...uncertain,
	asks: [
		askOf(
			uncertain,
			{ as: 'acknowledged', label: 'SORS has it already' },
			{ as: 'sent', label: 'Name it' }
		),
	],
} );
const settled = orderOf( { ...uncertain, state: 'sent', label: 'In SORS' } );

it( 'leaves no button live while the order is being sent from its line', async () => {
	const user = userEvent.setup();
	const order = orderOf( {
		...rejected,
		asks: [ askOf( rejected, {}, { as: 'sent', label: 'Name it' } ) ],
	} );
	const requests = shopWith( [ order ], {
		'GET outbox/{id}/documents': () => ( {
			items: [ { id: '90', number: '7/2026', about: '24.11.2026' } ],
		} ),
		'POST outbox/{id}/send': () => new Promise( () => {} ),
	} );
	render( <Orders /> );
	await user.click( await inLine( 'Order 1043', 'Details' ) );
	await user.click( await panel().findByText( 'Name it' ) );
	const choice = await panel().findByRole( 'button', { name: '7/2026' } );
	await user.click( await inLine( 'Order 1043', 'Send again' ) );
	expect( await panel().findByText( 'Sending…' ) ).toBeVisible();
	for ( const button of [ choice, panel().getByText( 'Name it' ) ] ) {
		expect( button ).toHaveAttribute( 'aria-disabled', 'true' );
		await user.click( button );
	}
	expect( routes( requests ) ).not.toContain( 'POST outbox/8/resolve' );
} );

it( 'shows what became of an order that somebody else decided, and why it was refused', async () => {
	const user = userEvent.setup();
	let now = decided;
	shopWith( [ decided ], {
		'GET orders/{id}': () => now,
		'POST outbox/{id}/resolve': () => {
			now = settled;
			return new Failure( 409, 'Somebody else decided it.' );
		},
	} );
	render( <Orders /> );
	await user.click( await inLine( 'Order 1044', 'Details' ) );
	await user.click( await panel().findByText( 'SORS has it already' ) );
	expect(
		await panel().findByText( 'Somebody else decided it.', {
			selector: 'strong',
		} )
	).toBeVisible();
	expect( panel().queryByText( 'SORS has it already' ) ).toBeNull();
	expect( await inLine( 'Order 1044', 'Details' ) ).toBeVisible();
} );

it( 'asks for the order again where only reading what became of it failed', async () => {
	const user = userEvent.setup();
	let now = decided;
	let isDown = false;
	shopWith( [ decided ], {
		'GET orders': () => {
			const { story, asks, documents, events, ...line } = now;
			return { items: [ line ], total: 1, needing: 0 };
		},
		'GET orders/{id}': () => {
			const answer = isDown ? new Failure( 500, 'No table.' ) : now;
			isDown = false;
			return answer;
		},
		'POST outbox/{id}/resolve': () => {
			now = settled;
			isDown = true;
			return rowOf();
		},
	} );
	render( <Orders /> );
	await user.click( await inLine( 'Order 1044', 'Details' ) );
	await user.click( await panel().findByText( 'SORS has it already' ) );
	await waitFor( () =>
		expect( panel().queryByText( 'SORS has it already' ) ).toBeNull()
	);
	expect( panel().queryByText( 'No table.' ) ).toBeNull();
} );
