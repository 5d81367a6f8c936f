import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, it, vi } from 'vitest';
import { render } from '../../testing/render';
import {
	connected,
	group,
	opened,
	saved,
	shopWith,
} from '../../testing/settings-shop';
import { Failure } from '../../testing/shop';
import { goTo, param } from '../../ui/navigation';
import Settings from '.';

beforeEach( () => goTo( 'settings' ) );

it( 'saves only what was changed', async () => {
	const user = userEvent.setup();
	const requests = shopWith();
	render( <Settings /> );
	await opened( 'Products' );
	expect( screen.queryByText( 'Save' ) ).toBeNull();
	await user.selectOptions( screen.getByLabelText( 'Name' ), 'always' );
	await opened( 'Orders' );
	await user.click( screen.getByLabelText( /^Send orders/ ) );
	expect( screen.getByText( '2 changes are not saved.' ) ).toBeVisible();
	await user.click( screen.getByText( 'Save' ) );
	expect( await screen.findByText( 'Everything is saved.' ) ).toBeVisible();
	expect( saved( requests ) ).toEqual( [
		{
			fields: { name: 'always' },
			exportOrders: true,
		},
	] );
} );

it( 'leads to the page of a refused field', async () => {
	const user = userEvent.setup();
	shopWith( connected, {
		'PUT settings': () =>
			new Failure( 400, 'No such service.', {
				shippingItemCode: 'No such service.',
			} ),
	} );
	render( <Settings /> );
	await opened( 'Maintenance' );
	await user.click( screen.getByLabelText( 'Detailed log' ) );
	await user.click( screen.getByText( 'Save' ) );
	expect(
		await screen.findByLabelText( 'Service in SORS for shipping' )
	).toHaveFocus();
	expect( param( 'view' ) ).toBe( 'orders' );

	await opened( 'Maintenance' );
	expect( screen.getByLabelText( 'Detailed log' ) ).toBeChecked();
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
	await opened( 'Products' );
	await user.click( screen.getByLabelText( 'On hand' ) );
	await opened( 'Orders' );
	await user.click( screen.getByText( 'Save' ) );
	await waitFor( () =>
		expect( screen.getByLabelText( 'On hand' ) ).toHaveFocus()
	);
	expect( screen.getByText( /Not saved yet/ ) ).toBeVisible();
	expect(
		group( 'Products' ).getByText( 'Choose available.' )
	).toBeVisible();
	expect( screen.getByLabelText( 'On hand' ) ).toBeInvalid();
	expect( screen.getByLabelText( 'On hand' ) ).toHaveAccessibleDescription(
		/Choose available\.$/
	);

	await user.click( screen.getByText( 'Discard changes' ) );
	expect( screen.getByLabelText( 'Available' ) ).toBeChecked();
	expect( screen.getByLabelText( 'Available' ) ).toBeValid();
	expect(
		screen.getByLabelText( 'Available' )
	).not.toHaveAccessibleDescription( /Choose/ );
	expect( group( 'Products' ).queryByText( 'Choose available.' ) ).toBeNull();
} );

it( 'says that changes were discarded, and keeps the keyboard there', async () => {
	const user = userEvent.setup();
	shopWith();
	render( <Settings /> );
	await opened( 'Maintenance' );
	const log = screen.getByLabelText( 'Detailed log' );
	await user.click( log );
	const status = screen.getByText( '1 change is not saved.' );
	screen.getByText( 'Discard changes' ).focus();
	await user.keyboard( '{Enter}' );
	expect( log ).not.toBeChecked();
	expect( status ).toHaveTextContent( 'The changes are discarded.' );
	expect( status.ownerDocument.activeElement ).toContainElement( status );
	expect( document.body ).not.toHaveFocus();

	await user.click( log );
	await user.click( screen.getByText( 'Save' ) );
	expect( await screen.findByText( 'Everything is saved.' ) ).toBeVisible();
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
	await screen.findByRole( 'region', { name: 'Orders' } );
	expect( param( 'view' ) ).toBe( 'orders' );
	expect(
		group( 'Orders' ).getByText( 'Enter the code of shipping.' )
	).toBeVisible();
	expect(
		screen.getByLabelText( 'Service in SORS for shipping' )
	).toHaveFocus();
} );

it( 'lets a number be typed again', async () => {
	const user = userEvent.setup();
	const requests = shopWith();
	render( <Settings /> );
	await opened( 'Maintenance' );
	const field = screen.getByLabelText( /this many days/ );
	await user.clear( field );
	await user.type( field, '90' );
	await user.click( screen.getByText( 'Save' ) );
	await waitFor( () =>
		expect( saved( requests ) ).toEqual( [ { retentionDays: 90 } ] )
	);
} );

it( 'takes a number that was emptied key by key for unchanged, not for its first digit', async () => {
	const user = userEvent.setup();
	const requests = shopWith( { ...connected, retentionDays: 365 } );
	render( <Settings /> );
	await opened( 'Maintenance' );
	const days = screen.getByLabelText( /this many days/ );
	await user.click( screen.getByLabelText( 'Detailed log' ) );
	await user.click( days );
	await user.keyboard( '{End}{Backspace}{Backspace}{Backspace}' );
	expect( days ).toHaveValue( null );
	await user.keyboard( '{Enter}' );
	expect( await screen.findByText( 'Everything is saved.' ) ).toBeVisible();
	expect( saved( requests ) ).toEqual( [ { detailedLog: true } ] );
	await user.tab();
	expect( days ).toHaveValue( 365 );
} );

it( 'asks before changes are left behind', async () => {
	const user = userEvent.setup();
	goTo( 'orders' );
	goTo( 'settings' );
	shopWith();
	const confirm = vi.spyOn( window, 'confirm' ).mockReturnValue( false );
	render( <Settings /> );
	await screen.findByRole( 'region', { name: 'Connection' } );
	const toConnection = screen.getByText( 'Test or change the connection' );
	expect(
		screen.getByRole( 'link', { name: 'Check your shop' } )
	).toHaveAttribute(
		'href',
		expect.stringMatching( /path=connect.*step=shop/ )
	);

	await user.selectOptions(
		screen.getByLabelText( 'Prices come from' ),
		'Велепродаја'
	);
	await user.click( toConnection );
	expect( window.location.search ).toContain( 'path=settings' );
	expect( screen.getByLabelText( 'Prices come from' ) ).toHaveDisplayValue(
		'Велепродаја'
	);

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
