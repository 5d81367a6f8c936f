import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeAll, expect, it, vi } from 'vitest';
import type { Payment } from '../../contract/rest/payments';
import { render } from '../../testing/render';
import { shop } from '../../testing/shop';
import { Payments } from './Payments';

vi.mock(
	'../../ui/table/DataViewsTable',
	() => import( '../../testing/plain-table' )
);
// Asked for twice at once, a mock never comes.
beforeAll( () => import( '../../ui/table/DataViewsTable' ) );

const late = ( entryId: number ): Payment => ( {
	kind: 'enter',
	entryId,
	orderId: entryId,
	orderNumber: String( entryId ),
	orderUrl: null,
	document: `Reservation REZ-${ entryId }/2026`,
	database: 'Demo2',
	amount: '12500.00',
	paidAt: '2026-11-24T14:55:00Z',
	method: 'Direct bank transfer',
} );

it( 'swallows no press: the buttons are off until a payment is noted and the list is new', async () => {
	const user = userEvent.setup();
	let open = [ late( 7 ), late( 9 ) ];
	let note = () => {};
	let show = () => {};
	const list = () => ( {
		items: open,
		total: open.length,
		known: true,
	} );
	shop( {
		'GET payments': () =>
			open.length === 2
				? list()
				: new Promise( ( resolve ) => {
						show = () => resolve( list() );
					} ),
		'POST payments': () =>
			new Promise( ( resolve ) => {
				note = () => {
					open = [ late( 9 ) ];
					resolve( { noted: 1 } );
				};
			} ),
	} );
	render( <Payments /> );
	const buttons = () => screen.getAllByText( 'Done in SORS' );
	await screen.findAllByText( 'Done in SORS' );
	await user.click( buttons()[ 0 ]! );
	expect( buttons()[ 1 ] ).toBeDisabled();
	await act( async () => note() );
	expect( await screen.findByText( 'Noted for 1 payment.' ) ).toBeVisible();
	expect( buttons()[ 1 ] ).toBeDisabled();
	await act( async () => show() );
	await waitFor( () => expect( buttons() ).toHaveLength( 1 ) );
	expect( buttons()[ 0 ] ).toBeEnabled();
} );
