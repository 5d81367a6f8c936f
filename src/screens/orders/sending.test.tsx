import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { inLine, rejected, shopWith } from '../../testing/orders-shop';
import { render } from '../../testing/render';
import { lineOf, rowOf } from '../../testing/samples';
import { Failure } from '../../testing/shop';
import { goTo } from '../../ui/navigation';
import Orders from '.';

vi.mock(
	'../../ui/table/DataViewsTable',
	() => import( '../../testing/plain-table' )
);
// Asked for twice at once, a mock never comes.
beforeAll( () => import( '../../ui/table/DataViewsTable' ) );
beforeEach( () => goTo( 'orders' ) );

const waiting = lineOf( {
	id: 1045,
	number: '1045',
	state: 'waiting',
	label: 'Will be retried',
	entryId: 10,
	sendable: true,
} );
const toolbar = () =>
	screen
		.getAllByRole( 'button', { name: /^Send/ } )
		.filter( ( button ) => button.closest( 'tr' ) === null );
const sendAll = async ( user: ReturnType< typeof userEvent.setup > ) => {
	await user.click( toolbar()[ 0 ]! );
	await user.click(
		within( await screen.findByRole( 'dialog' ) ).getByRole( 'button', {
			name: 'Send',
		} )
	);
};

it( 'says how many were queued beside those that were not', async () => {
	const user = userEvent.setup();
	shopWith( [ rejected, waiting ], {
		'POST outbox/send': () => ( {
			items: [ rowOf( { state: 'queued' } ) ],
			refused: [ { orderId: 1043, reason: 'It has no items.' } ],
		} ),
	} );
	render( <Orders /> );
	await inLine( 'Order 1045', 'Details' );
	await user.click( screen.getByText( 'Select all' ) );
	await sendAll( user );
	expect( await screen.findByText( /^1 order was queued/ ) ).toBeVisible();
	expect(
		screen.getByText( 'Order 1043: It has no items.', { selector: 'li' } )
	).toBeVisible();
	expect( toolbar() ).toEqual( [] );
} );

it( 'keeps what was chosen where it could not be sent', async () => {
	const user = userEvent.setup();
	shopWith( [ rejected, waiting ], {
		'POST outbox/send': () => new Failure( 409, 'This is a copy.' ),
	} );
	render( <Orders /> );
	await inLine( 'Order 1045', 'Details' );
	await user.click( screen.getByText( 'Select all' ) );
	await sendAll( user );
	expect(
		await screen.findByText( 'This is a copy.', { selector: 'strong' } )
	).toBeVisible();
	expect( toolbar() ).toHaveLength( 1 );
} );

it( 'leaves no other order to be sent while one is, and asks about those chosen meanwhile once it is done', async () => {
	const user = userEvent.setup();
	let answer: ( row: unknown ) => void = () => {};
	const requests = shopWith( [ rejected, waiting ], {
		'POST outbox/{id}/send': () =>
			new Promise( ( resolve ) => ( answer = resolve ) ),
		'POST outbox/send': () => ( {
			items: [ rowOf( { state: 'queued' } ) ],
			refused: [],
		} ),
	} );
	render( <Orders /> );
	await user.click( await inLine( 'Order 1043', 'Send again' ) );
	expect( await inLine( 'Order 1045', 'Send now' ) ).toBeDisabled();
	expect( await inLine( 'Order 1045', 'Details' ) ).toBeEnabled();
	await user.click( screen.getByText( 'Select all' ) );
	await user.click( toolbar()[ 0 ]! );
	expect( screen.queryByRole( 'dialog' ) ).toBeNull();
	answer( rowOf() );
	const dialog = within( await screen.findByRole( 'dialog' ) );
	expect( dialog.getByText( 'Order 1045' ) ).toBeVisible();
	await user.click( dialog.getByRole( 'button', { name: 'Send' } ) );
	await waitFor( () =>
		expect( requests.map( ( { route } ) => route ) ).toContain(
			'POST outbox/10/send'
		)
	);
} );
