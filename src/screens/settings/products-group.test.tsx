import { fireEvent, screen, waitFor } from '@testing-library/react';
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

it( 'shows which units are chosen and which is for what', async () => {
	const user = userEvent.setup();
	const requests = shopWith();
	render( <Settings /> );
	await opened( 'Connection' );
	expect( await screen.findByText( 'Novi Sad, Велепродаја' ) ).toBeVisible();
	await user.selectOptions(
		screen.getByLabelText( 'Orders are booked to' ),
		'Велепродаја'
	);
	await user.click( screen.getByText( 'Save' ) );
	await waitFor( () =>
		expect( saved( requests ) ).toEqual( [
			{ documentBusinessUnitId: '5' },
		] )
	);
} );

it( 'maps a VAT rate to a tax class, the standard one too', async () => {
	const user = userEvent.setup();
	const requests = shopWith();
	render( <Settings /> );
	await opened( 'Products' );
	await user.selectOptions( screen.getByLabelText( 'VAT 10 %' ), 'Standard' );
	await user.selectOptions(
		screen.getByLabelText( 'VAT 20 %' ),
		'Reduced rate'
	);
	await user.click( screen.getByText( 'Save' ) );
	await waitFor( () =>
		expect( saved( requests ) ).toEqual( [
			{ taxClassByVatRate: { 10: '', 20: 'reduced-rate' } },
		] )
	);
} );

it( 'plans a sync for a time of the day', async () => {
	const user = userEvent.setup();
	const requests = shopWith();
	render( <Settings /> );
	await opened( 'Products' );
	await user.selectOptions(
		screen.getByLabelText( 'Stock and prices' ),
		'Every day at…'
	);
	fireEvent.change( screen.getByLabelText( 'Time' ), {
		target: { value: '05:30' },
	} );
	await user.click( screen.getByText( 'Save' ) );
	await waitFor( () =>
		expect( saved( requests ) ).toEqual( [
			{ schedule: { stock: 'daily@05:30' } },
		] )
	);
} );

it( 'shows a stored 0, and an emptied number changes nothing', async () => {
	const user = userEvent.setup();
	shopWith( { ...connected, fullStockHours: 0 } );
	render( <Settings /> );
	await opened( 'Products' );
	const hours = screen.getByLabelText(
		'Read the whole stock at least every so many hours'
	);
	expect( hours ).toHaveValue( 0 );
	await user.clear( hours );
	expect( hours ).toHaveValue( null );
	await user.type( hours, '12' );
	expect( hours ).toHaveValue( 12 );
	await user.clear( hours );
	await user.tab();
	expect( hours ).toHaveValue( 0 );
} );
