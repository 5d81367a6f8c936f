import {
	fireEvent,
	render,
	screen,
	waitFor,
	within,
} from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import {
	settingsDefaults,
	type Settings as Values,
	type SettingsNotice,
} from '../../contract/settings';
import { settingsOf } from '../../testing/samples';
import { Failure, shop } from '../../testing/shop';
import { goTo } from '../../ui/navigation';
import Settings from '.';

const connected: Partial< Values > = {
	database: 'Prodavnica2026',
	businessUnitIds: [ '3', '5' ],
};

/** A shop that keeps what is saved. */
function shopWith(
	parts: Partial< Values > = connected,
	routes: Parameters< typeof shop >[ 0 ] = {},
	notices: SettingsNotice[] = []
) {
	let state = { ...settingsOf( parts ), notices };
	return shop( {
		'GET settings': () => state,
		'PUT settings': ( { body } ) => {
			const settings = { ...state.settings, ...( body as object ) };
			state = { ...settingsOf( settings ), notices };
			return state;
		},
		'GET business-units': () => ( {
			items: [
				{ id: '3', code: 'MP1', name: 'Novi Sad', active: true },
				{ id: '5', code: 'VP', name: 'Велепродаја', active: true },
			],
		} ),
		...routes,
	} );
}

const saved = ( requests: ReturnType< typeof shop > ) =>
	requests
		.filter( ( { route } ) => route === 'PUT settings' )
		.map( ( { body } ) => body );
const group = ( name: string ) =>
	within( screen.getByRole( 'region', { name } ) );
const opened = () => screen.findByRole( 'region', { name: 'Connection' } );

it( 'saves only what was changed', async () => {
	const user = userEvent.setup();
	const requests = shopWith();
	render( <Settings /> );
	await opened();
	expect( screen.getByText( 'Save' ) ).toHaveAttribute(
		'aria-disabled',
		'true'
	);
	await user.selectOptions( screen.getByLabelText( 'Name' ), 'always' );
	await user.click( screen.getByLabelText( /^Send orders/ ) );
	expect( screen.getByText( '2 changes are not saved.' ) ).toBeVisible();
	await user.click( screen.getByText( 'Save' ) );
	expect( await screen.findByText( 'Everything is saved.' ) ).toBeVisible();
	expect( saved( requests ) ).toEqual( [
		{
			fields: { ...settingsDefaults.fields, name: 'always' },
			exportOrders: true,
		},
	] );
} );

it( 'shows which units are chosen and which is for what', async () => {
	const user = userEvent.setup();
	const requests = shopWith();
	render( <Settings /> );
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

it( 'can be used while SORS does not answer', async () => {
	shopWith( connected, {
		'GET business-units': () => new Failure( 502, 'SORS is down.' ),
	} );
	render( <Settings /> );
	await opened();
	expect( await screen.findAllByText( 'SORS is down.' ) ).not.toEqual( [] );
	expect( screen.getByText( '3, 5' ) ).toBeVisible();
	expect( screen.getByLabelText( 'Prices come from' ) ).toBeVisible();
} );

it( 'says a refusal at its field and leads there', async () => {
	const user = userEvent.setup();
	shopWith( connected, {
		'PUT settings': () =>
			new Failure( 400, 'Choose available.', {
				stockMode: 'Choose available.',
			} ),
	} );
	render( <Settings /> );
	await opened();
	await user.click( screen.getByLabelText( 'On hand' ) );
	await user.click( screen.getByText( 'Save' ) );
	await waitFor( () =>
		expect( screen.getByLabelText( 'On hand' ) ).toHaveFocus()
	);
	expect( screen.getByText( /Not saved yet/ ) ).toBeVisible();
	expect(
		group( 'Products' ).getByText( 'Choose available.' )
	).toBeVisible();

	await user.click( screen.getByText( 'Discard changes' ) );
	expect( screen.getByLabelText( 'Available' ) ).toBeChecked();
	expect( group( 'Products' ).queryByText( 'Choose available.' ) ).toBeNull();
} );

it( 'says at the field what is doubtful, and opens at the field that a link names', async () => {
	goTo( 'settings', { setting: 'shippingItemCode' } );
	shopWith( connected, {}, [
		{
			field: 'shippingItemCode',
			severity: 'warning',
			message: 'Enter the code of shipping.',
		},
	] );
	render( <Settings /> );
	await opened();
	expect(
		group( 'Orders' ).getByText( 'Enter the code of shipping.' )
	).toBeVisible();
	expect(
		screen.getByLabelText( 'SORS item code of shipping' )
	).toHaveFocus();
} );

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
		'Found by itself'
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

it( 'maps a VAT rate to a tax class, the standard one too', async () => {
	const user = userEvent.setup();
	const requests = shopWith();
	render( <Settings /> );
	await opened();
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
	await opened();
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
			{
				schedule: {
					...settingsDefaults.schedule,
					stock: 'daily@05:30',
				},
			},
		] )
	);
} );

it( 'lets a number be typed anew', async () => {
	const user = userEvent.setup();
	const requests = shopWith();
	render( <Settings /> );
	await opened();
	const field = screen.getByLabelText( /this many days/ );
	await user.clear( field );
	await user.type( field, '90' );
	await user.click( screen.getByText( 'Save' ) );
	await waitFor( () =>
		expect( saved( requests ) ).toEqual( [ { retentionDays: 90 } ] )
	);
} );

it( 'asks before changes are left behind', async () => {
	const user = userEvent.setup();
	goTo( 'settings' );
	shopWith();
	const confirm = vi.spyOn( window, 'confirm' ).mockReturnValue( false );
	render( <Settings /> );
	await opened();
	const toConnection = screen.getByText( 'Test or change the connection' );

	await user.click( screen.getByLabelText( /^Send orders/ ) );
	await user.click( toConnection );
	expect( window.location.search ).toContain( 'path=settings' );
	expect( screen.getByLabelText( /^Send orders/ ) ).toBeChecked();

	window.history.back();
	await waitFor( () => expect( confirm ).toHaveBeenCalledTimes( 2 ) );
	expect( window.location.search ).toContain( 'path=settings' );

	confirm.mockReturnValue( true );
	await user.click( toConnection );
	expect( window.location.search ).toContain( 'path=connect' );
	expect( confirm ).toHaveBeenCalledTimes( 3 );
} );

it( 'leads a shop that is not connected to the connection', async () => {
	shopWith( {} );
	render( <Settings /> );
	await waitFor( () =>
		expect( window.location.search ).toContain( 'path=connect' )
	);
} );
