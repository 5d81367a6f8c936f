import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { render } from '../../testing/render';
import {
	connected,
	opened,
	saved,
	shopWith,
} from '../../testing/settings-shop';
import Settings from '.';

it( 'sets a document and a payment method for one gateway, and takes them back', async () => {
	const user = userEvent.setup();
	const requests = shopWith( {
		...connected,
		paymentMethodMap: { bacs: 'cash' },
	} );
	render( <Settings /> );
	await opened();
	const gateway = within(
		screen.getByRole( 'group', { name: 'Direct bank transfer' } )
	);
	expect( gateway.getByText( 'As above: Reservation' ) ).toBeInTheDocument();
	await user.selectOptions(
		gateway.getByLabelText( 'Becomes' ),
		'invoiceDeliveryNote'
	);
	await user.selectOptions(
		gateway.getByLabelText( 'Is called in SORS' ),
		'Found automatically'
	);
	await user.click( screen.getByText( 'Save' ) );
	await waitFor( () =>
		expect( saved( requests ) ).toEqual( [
			{
				documentKindByPayment: { bacs: 'invoiceDeliveryNote' },
				paymentMethodMap: {},
			},
		] )
	);
} );

it( 'sends orders of one gateway at statuses of their own, or never', async () => {
	const user = userEvent.setup();
	const requests = shopWith();
	render( <Settings /> );
	await opened();
	const gateway = within(
		screen.getByRole( 'group', { name: 'Direct bank transfer' } )
	);
	const when = gateway.getByLabelText( 'Is sent' );
	await user.selectOptions( when, 'At statuses of its own' );
	await user.click( gateway.getByLabelText( 'on-hold' ) );
	await user.click( screen.getByText( 'Save' ) );
	await waitFor( () =>
		expect( saved( requests ) ).toEqual( [
			{
				exportStatusesByPayment: {
					bacs: [ 'processing', 'completed' ],
				},
			},
		] )
	);
	await user.selectOptions( when, 'Never' );
	await user.click( screen.getByText( 'Save' ) );
	await waitFor( () =>
		expect( saved( requests ).at( -1 ) ).toEqual( {
			exportStatusesByPayment: { bacs: [] },
		} )
	);
} );

it( 'asks whether invoices lower stock only where one is an invoice', async () => {
	const user = userEvent.setup();
	shopWith();
	render( <Settings /> );
	await opened();
	const question = /Invoices lower stock/;
	expect( screen.queryByLabelText( question ) ).toBeNull();
	await user.click( screen.getByLabelText( 'Invoice' ) );
	expect( screen.getByLabelText( question ) ).not.toBeChecked();
} );
