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

it( 'sets a document and a payment method for one gateway, and takes them back', async () => {
	const user = userEvent.setup();
	const requests = shopWith( {
		...connected,
		paymentMethodMap: { bacs: 'cash' },
	} );
	render( <Settings /> );
	await opened( 'Orders' );
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
				paymentMethodMap: { bacs: null },
			},
		] )
	);
} );

it( 'says of a gateway that WooCommerce no longer has it, and keeps what was chosen for it', async () => {
	const user = userEvent.setup();
	const requests = shopWith( {
		...connected,
		paymentMethodMap: { oldbank: 'card' },
	} );
	render( <Settings /> );
	await opened( 'Orders' );
	const gateway = within(
		screen.getByRole( 'group', { name: 'oldbank (no longer there)' } )
	);
	expect( gateway.getByLabelText( 'Is called in SORS' ) ).toHaveDisplayValue(
		'Card'
	);
	expect( gateway.getByText( /older orders/ ) ).toBeVisible();
	await user.selectOptions(
		gateway.getByLabelText( 'Becomes' ),
		'invoiceDeliveryNote'
	);
	await user.click( screen.getByText( 'Save' ) );
	await waitFor( () =>
		expect( saved( requests ) ).toEqual( [
			{ documentKindByPayment: { oldbank: 'invoiceDeliveryNote' } },
		] )
	);
	expect(
		screen.getByRole( 'group', { name: 'Direct bank transfer' } )
	).not.toHaveTextContent( 'older orders' );
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
		await screen.findByRole( 'group', {
			name: 'Direct bank transfer (switched off)',
		} )
	).toBeVisible();
	expect(
		screen.getByRole( 'group', { name: 'Cash on delivery' } )
	).toBeVisible();
} );

it( 'leaves the boxes under the keyboard when the last status is unticked', async () => {
	const user = userEvent.setup();
	const requests = shopWith( {
		...connected,
		exportStatusesByPayment: { bacs: [ 'processing' ] },
	} );
	render( <Settings /> );
	await opened( 'Orders' );
	const gateway = within(
		screen.getByRole( 'group', { name: 'Direct bank transfer' } )
	);
	const own = () =>
		within(
			gateway.getByRole( 'group', {
				name: 'An order is sent once it is',
			} )
		);
	await user.click( own().getByLabelText( 'Processing' ) );
	expect( own().getByLabelText( 'Processing' ) ).toHaveFocus();
	expect( gateway.getByText( /do not reach SORS/ ) ).toBeVisible();
	await user.click( screen.getByText( 'Save' ) );
	await waitFor( () =>
		expect( saved( requests ) ).toEqual( [
			{ exportStatusesByPayment: { bacs: [] } },
		] )
	);
} );

it( 'sends orders of one gateway at statuses of their own, or never', async () => {
	const user = userEvent.setup();
	const requests = shopWith();
	render( <Settings /> );
	await opened( 'Orders' );
	const gateway = within(
		screen.getByRole( 'group', { name: 'Direct bank transfer' } )
	);
	const when = gateway.getByLabelText( 'Is sent' );
	await user.selectOptions( when, 'At statuses of its own' );
	const own = within(
		gateway.getByRole( 'group', { name: 'An order is sent once it is' } )
	);
	await user.click( own.getByLabelText( 'on-hold' ) );
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
	await opened( 'Orders' );
	const question = /Invoices lower stock/;
	expect( screen.queryByLabelText( question ) ).toBeNull();
	await user.click( screen.getByLabelText( 'Invoice' ) );
	expect( screen.getByLabelText( question ) ).not.toBeChecked();
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

it( 'offers to complete orders where SORS says what became of a document', async () => {
	const user = userEvent.setup();
	const requests = shopWith();
	const page = render( <Settings /> );
	await opened( 'Orders' );
	const name = 'Complete orders when their goods have left';
	await user.click( screen.getByLabelText( name ) );
	await user.click( screen.getByText( 'Save' ) );
	await waitFor( () =>
		expect( saved( requests ) ).toEqual( [ { completeOrders: true } ] )
	);
	page.unmount();

	const less = settingsOf( connected );
	less.shop.goodsLeft = false;
	shopWith( connected, { 'GET settings': () => less } );
	render( <Settings /> );
	await opened( 'Orders' );
	expect( screen.queryByLabelText( name ) ).toBeNull();
} );
