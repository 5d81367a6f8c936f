import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import type { SettingsResponse } from '../../contract/rest/settings';
import { render } from '../../testing/render';
import { settingsOf } from '../../testing/samples';
import {
	connected,
	opened,
	saved,
	shopWith,
} from '../../testing/settings-shop';
import { Failure } from '../../testing/shop';
import Settings from '.';

const BANK = 'Direct bank transfer: Payment method in SORS';

it( 'says of a payment method what SORS calls it, and leaves it to be found again', async () => {
	const user = userEvent.setup();
	const requests = shopWith( {
		...connected,
		paymentMethodMap: { bacs: 'cash' },
	} );
	render( <Settings /> );
	await opened( 'Orders' );
	const method = screen.getByLabelText( BANK );
	expect( method ).toHaveDisplayValue( 'Cash' );
	await user.selectOptions( method, 'Found automatically' );
	await user.click( screen.getByText( 'Save' ) );
	await waitFor( () =>
		expect( saved( requests ) ).toEqual( [
			{ paymentMethodMap: { bacs: null } },
		] )
	);
} );

it( 'says of a payment method that WooCommerce no longer has it, and keeps what was chosen for it', async () => {
	const user = userEvent.setup();
	const requests = shopWith( {
		...connected,
		paymentMethodMap: { oldbank: 'card' },
	} );
	render( <Settings /> );
	await opened( 'Orders' );
	const gone = screen.getByLabelText(
		'oldbank (no longer there): Payment method in SORS'
	);
	expect( gone ).toHaveDisplayValue( 'Card' );
	expect(
		screen.getByRole( 'rowheader', { name: /^oldbank/ } )
	).toHaveTextContent( /older orders/ );
	const other = screen.getByLabelText( BANK );
	expect(
		screen.getByRole( 'rowheader', { name: 'Direct bank transfer' } )
	).toBeVisible();
	await user.selectOptions( other, 'Cash' );
	await user.click( screen.getByText( 'Save' ) );
	await waitFor( () =>
		expect( saved( requests ) ).toEqual( [
			{ paymentMethodMap: { bacs: 'cash' } },
		] )
	);
} );

it( 'says of a way to pay when it counts as paid, also of one that is gone', async () => {
	const user = userEvent.setup();
	const requests = shopWith( {
		...connected,
		paidByGateway: { oldbank: 'never', bacs: 'completion' },
	} );
	render( <Settings /> );
	await opened( 'Orders' );
	const bank = screen.getByLabelText(
		'Direct bank transfer: Counts as paid'
	);
	expect( bank ).toHaveDisplayValue( 'Once the order is completed' );
	await user.selectOptions( bank, 'Found automatically' );
	const gone = screen.getByLabelText(
		'oldbank (no longer there): Counts as paid'
	);
	expect( gone ).toHaveDisplayValue( 'Never: on credit' );
	await user.selectOptions( gone, 'When WooCommerce says so' );
	await user.click( screen.getByText( 'Save' ) );
	await waitFor( () =>
		expect( saved( requests ) ).toEqual( [
			{ paidByGateway: { bacs: null, oldbank: 'payment' } },
		] )
	);
} );

it( 'gives companies documents of another kind, or the same', async () => {
	const user = userEvent.setup();
	const requests = shopWith();
	render( <Settings /> );
	await opened( 'Orders' );
	const kind = screen.getByLabelText( 'An order of a company becomes' );
	expect( kind ).toHaveDisplayValue( 'The same as for consumers' );
	await user.selectOptions( kind, 'Invoice-delivery note' );
	await user.click( screen.getByText( 'Save' ) );
	await waitFor( () =>
		expect( saved( requests ) ).toEqual( [
			{ documentKindCompany: 'invoiceDeliveryNote' },
		] )
	);
} );

it( 'marks ways to pay that WooCommerce has switched off', async () => {
	const two = settingsOf( connected );
	two.shop.paymentGateways = {
		bacs: 'Direct bank transfer',
		cod: 'Cash on delivery',
	};
	shopWith( connected, {
		'GET settings': () => two,
		'GET /wc/v3/payment_gateways': () => [
			{ id: 'bacs', enabled: false },
			{ id: 'cod', enabled: true },
		],
	} );
	render( <Settings /> );
	await opened( 'Orders' );
	expect(
		await screen.findByRole( 'rowheader', {
			name: 'Direct bank transfer (switched off)',
		} )
	).toBeVisible();
	expect(
		screen.getByRole( 'rowheader', { name: 'Cash on delivery' } )
	).toBeVisible();
} );

it( 'finds the service for shipping by its name, and asks SORS only then', async () => {
	const user = userEvent.setup();
	const requests = shopWith();
	render( <Settings /> );
	await opened( 'Orders' );
	const isAsked = () =>
		requests.some( ( { route } ) => route === 'GET service-items' );
	expect( isAsked() ).toBe( false );
	await user.type(
		screen.getByLabelText( 'Service in SORS for shipping' ),
		'dost'
	);
	expect( isAsked() ).toBe( true );
	await user.click(
		await screen.findByRole( 'option', { name: /kurirom/ } )
	);
	await user.click( screen.getByText( 'Save' ) );
	await waitFor( () =>
		expect( saved( requests ) ).toEqual( [ { shippingItemCode: 'USL-1' } ] )
	);
} );

it( 'chooses a service for each VAT rate that the shop can have, and takes one out again', async () => {
	const user = userEvent.setup();
	const requests = shopWith( {
		...connected,
		taxClassByVatRate: { '8.5': 'reduced-rate' },
		shippingItemByVatRate: { 10: 'USL-1' },
	} );
	render( <Settings /> );
	await opened( 'Orders' );
	const group = ( name: string ) =>
		within( screen.getByRole( 'group', { name } ) );
	const shipping = group( 'Services for shipping by VAT rate' );
	expect(
		shipping
			.getAllByRole( 'combobox' )
			.map( ( field ) => ( field as HTMLInputElement ).value )
	).toEqual( [ '', 'Dostava kurirom (USL-1)', '', '' ] );
	await user.click( shipping.getAllByLabelText( 'Reset' )[ 1 ]! );
	await user.type(
		group( 'Services for fees by VAT rate' ).getByLabelText( 'VAT 8.5 %' ),
		'dost'
	);
	await user.click(
		await screen.findByRole( 'option', { name: /kurirom/ } )
	);
	await user.click( screen.getByText( 'Save' ) );
	await waitFor( () =>
		expect( saved( requests ) ).toEqual( [
			{
				shippingItemByVatRate: { 10: null },
				feeItemByVatRate: { '8.5': 'USL-1' },
			},
		] )
	);
} );

it( 'asks for no services by rate where the shop charges no tax', async () => {
	const two = settingsOf( connected );
	two.shop.taxesEnabled = false;
	shopWith( connected, { 'GET settings': () => two } );
	render( <Settings /> );
	await opened( 'Orders' );
	expect( screen.queryByText( /by VAT rate/ ) ).toBeNull();
} );

it( 'names the chosen service without asking SORS, and its code where the name is not known', async () => {
	const requests = shopWith( {
		...connected,
		shippingItemCode: 'USL-1',
		feeItemCode: 'USL-9',
	} );
	render( <Settings /> );
	await opened( 'Orders' );
	expect(
		screen.getByLabelText( 'Service in SORS for shipping' )
	).toHaveValue( 'Dostava kurirom (USL-1)' );
	expect( screen.getByLabelText( 'Service in SORS for fees' ) ).toHaveValue(
		'USL-9'
	);
	expect( requests.map( ( { route } ) => route ) ).not.toContain(
		'GET service-items'
	);
} );

it( 'takes a typed code where SORS cannot be asked for its services', async () => {
	const user = userEvent.setup();
	const requests = shopWith( connected, {
		'GET service-items': () => new Failure( 502, 'SORS is down.' ),
	} );
	render( <Settings /> );
	await opened( 'Orders' );
	await user.click( screen.getByLabelText( 'Service in SORS for fees' ) );
	await screen.findAllByText( 'SORS is down.' );
	expect( screen.getByLabelText( 'Service in SORS for fees' ) ).toHaveFocus();
	await user.keyboard( 'USL-9' );
	await user.click( screen.getByText( 'Save' ) );
	await waitFor( () =>
		expect( saved( requests ) ).toEqual( [ { feeItemCode: 'USL-9' } ] )
	);
} );

/** SORS does not answer what services it has, until it fails. */
function shopThatWaitsForServices() {
	let answer: ( failure: Failure ) => void;
	const requests = shopWith( connected, {
		'GET service-items': () =>
			new Promise( ( resolve ) => {
				answer = resolve;
			} ),
	} );
	return {
		requests,
		fail: () => answer( new Failure( 502, 'SORS is down.' ) ),
	};
}

it( 'keeps what was typed until SORS turned out not to answer', async () => {
	const user = userEvent.setup();
	const { requests, fail } = shopThatWaitsForServices();
	render( <Settings /> );
	await opened( 'Orders' );
	const field = () =>
		screen.getByLabelText< HTMLInputElement >( 'Service in SORS for fees' );
	await user.type( field(), 'USL-' );
	const shown: string[] = [];
	const watch = new MutationObserver( () => {
		if ( screen.queryAllByText( 'SORS is down.' ).length > 0 ) {
			shown.push( field().value );
		}
	} );
	watch.observe( document.body, { childList: true, subtree: true } );
	fail();
	await screen.findAllByText( 'SORS is down.' );
	watch.disconnect();
	// From the first moment: a key must not find the field empty.
	expect( shown.at( 0 ) ).toBe( 'USL-' );
	await user.keyboard( '9' );
	await user.click( screen.getByText( 'Save' ) );
	await waitFor( () =>
		expect( saved( requests ) ).toEqual( [ { feeItemCode: 'USL-9' } ] )
	);
} );

it( 'forgets what was typed in a field that was left', async () => {
	const user = userEvent.setup();
	const { fail } = shopThatWaitsForServices();
	render( <Settings /> );
	await opened( 'Orders' );
	const field = () => screen.getByLabelText( 'Service in SORS for fees' );
	await user.type( field(), 'dost' );
	await user.click( screen.getByLabelText( 'Send orders to SORS' ) );
	fail();
	await screen.findAllByText( 'SORS is down.' );
	expect( field() ).toHaveValue( '' );
} );

it( 'keeps the order of the statuses whatever is ticked', async () => {
	const user = userEvent.setup();
	shopWith( { ...connected, exportStatuses: [ 'completed', 'gone' ] } );
	render( <Settings /> );
	await opened( 'Orders' );
	const labels = () =>
		within( screen.getByRole( 'group', { name: /once it is/ } ) )
			.getAllByRole( 'checkbox' )
			.map( ( box ) => box.closest( 'div' )?.textContent );
	const before = labels();
	expect( before.at( -1 ) ).toContain( 'gone' );
	for ( const box of screen
		.getAllByRole( 'checkbox' )
		.slice( 0, before.length ) ) {
		await user.click( box );
	}
	expect( labels() ).toEqual( before );
} );

it( 'offers standing discounts on sale items where SORS says what discount a customer has', async () => {
	const name = 'Standing discounts also on goods that are on sale';
	const page = shopAndPage( () => {} );
	await opened( 'Orders' );
	expect( screen.getByLabelText( name ) ).toBeInTheDocument();
	page.unmount();

	const less = shopAndPage( ( { shop } ) => {
		shop.customerDiscounts = false;
	} );
	await opened( 'Orders' );
	expect( screen.queryByLabelText( name ) ).toBeNull();
	less.unmount();

	shopAndPage( ( { shop, settings } ) => {
		shop.customerDiscounts = false;
		settings.discountOnSaleItems = true;
	} );
	await opened( 'Orders' );
	expect( screen.getByLabelText( name ) ).toBeChecked();
	expect(
		screen.getByText( /^SORS does not say what discount/ )
	).toBeInTheDocument();
} );

function shopAndPage( change: ( settings: SettingsResponse ) => void ) {
	const changed = settingsOf( connected );
	change( changed );
	shopWith( connected, { 'GET settings': () => changed } );
	return render( <Settings /> );
}
