import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, it, vi } from 'vitest';
import { askOf } from '../../testing/orders-shop';
import { render } from '../../testing/render';
import {
	findingOf,
	lineOf,
	orderOf,
	reconciliationOf,
	rowOf,
} from '../../testing/samples';
import { Failure, shop } from '../../testing/shop';
import { goTo } from '../../ui/navigation';
import Orders from '.';

vi.mock(
	'../../ui/table/DataViewsTable',
	() => import( '../../testing/plain-table' )
);
beforeEach( () => goTo( 'orders', { view: 'reconciliation' } ) );

it( 'says that the report could not be read again also where nothing was compared so far', async () => {
	const user = userEvent.setup();
	let isDown = false;
	shop( {
		'GET reconciliation': () =>
			isDown
				? new Failure( 500, 'No table.' )
				: reconciliationOf( [], { state: 'never' } ),
		'POST reconciliation': () => {
			isDown = true;
			return reconciliationOf( [], { state: 'running' } );
		},
	} );
	render( <Orders /> );
	await user.click( await screen.findByText( 'Compare now' ) );
	expect(
		await screen.findByText( 'No table.', { selector: 'strong' } )
	).toBeVisible();
	isDown = false;
	await user.click( screen.getByText( 'Try again' ) );
	await waitFor( () =>
		expect(
			screen.queryByText( 'No table.', { selector: 'strong' } )
		).toBeNull()
	);
} );

it( 'asks with what the panel hints at before an order is sent again, and leaves no other button live meanwhile', async () => {
	const user = userEvent.setup();
	let answer: ( row: unknown ) => void = () => {};
	const hint = 'There may be two documents.';
	const requests = shop( {
		'GET reconciliation': () =>
			reconciliationOf( [
				findingOf(),
				findingOf( { entryId: 8, orderId: 1043, orderNumber: '1043' } ),
			] ),
		'GET orders/{id}': () =>
			orderOf( { asks: [ askOf( lineOf(), { as: 'resend', hint } ) ] } ),
		'POST outbox/{id}/resolve': () =>
			new Promise( ( resolve ) => ( answer = resolve ) ),
	} );
	render( <Orders /> );
	const [ first, other ] = await screen.findAllByRole( 'button', {
		name: 'Send again',
	} );
	await user.click( first! );
	expect( await screen.findByText( hint ) ).toBeVisible();
	const sent = () =>
		requests.filter( ( { route } ) => route.startsWith( 'POST' ) );
	expect( sent() ).toEqual( [] );
	await user.click(
		screen.getAllByRole( 'button', { name: 'Send again' } ).at( -1 )!
	);
	await waitFor( () => expect( sent() ).toHaveLength( 1 ) );
	expect( other ).toBeDisabled();
	answer( rowOf() );
	await waitFor( () => expect( other ).toBeEnabled() );
} );
