import type { Page } from '@playwright/test';
import { readProducts } from '../../bin/demo/products';
import { placeOrder } from './site/checkout';
import {
	DATABASE,
	expect,
	expectAccessible,
	KEY,
	open,
	test,
} from './site/shop';

const save = ( page: Page ) =>
	page.getByRole( 'button', { name: 'Save', exact: true } ).click();

test( 'from a key to the first order', async ( {
	office,
	session,
	sors,
	trouble,
} ) => {
	test.setTimeout( 400_000 );
	await office.goto( '/wp-admin/admin.php?page=sors-api' );
	await test.step( 'a new shop is led to the connection', async () => {
		await expect( office ).toHaveURL( /path=connect/ );
		await expect(
			office.getByRole( 'textbox', { name: 'API key' } )
		).toBeVisible();
		await expectAccessible( office );
	} );

	await test.step( 'a wrong key is refused at its field, where it stays', async () => {
		trouble.expect( /^400: POST .*sors\/v1\/settings\/api-key/ );
		const field = office.getByRole( 'textbox', { name: 'API key' } );
		await field.fill( 'not-the-key' );
		await office.getByRole( 'button', { name: 'Save and test' } ).click();
		await expect(
			office.locator( '.sors-app .components-notice.is-error' )
		).toContainText( /refuses this key/ );
		await expect( field ).toHaveValue( 'not-the-key' );
		await expect( field ).toHaveAttribute( 'aria-invalid', 'true' );
		await expect( field ).toBeFocused();
		await expectAccessible( office );
	} );

	await test.step( 'the right one is accepted, with the time it took', async () => {
		await office.getByRole( 'textbox', { name: 'API key' } ).fill( KEY );
		await office.getByRole( 'button', { name: 'Save and test' } ).click();
		await expect(
			office.getByText( /SORS answered in [0-9,.]+ ms/ )
		).toBeVisible();
	} );

	await test.step( 'the newest year is proposed, and leaving does no harm', async () => {
		await office.reload();
		await expect(
			office.getByRole( 'combobox', { name: 'Database' } )
		).toHaveValue( DATABASE );
		await expectAccessible( office );
		await office
			.getByRole( 'button', { name: 'Use this database' } )
			.click();
	} );

	await test.step( 'units by name', async () => {
		await office.getByLabel( /Maloprodaja Beograd/ ).check();
		await office.getByLabel( /Veleprodaja Zemun/ ).check();
		await expect( office.getByLabel( 'Prices come from' ) ).toBeVisible();
		await expectAccessible( office );
		await office.getByRole( 'button', { name: 'Use these units' } ).click();
	} );

	await test.step( 'each choice of price and stock is told by an item of theirs', async () => {
		await expect(
			office.getByText( /An example from your SORS/ )
		).toBeVisible();
		await expect(
			office.getByText( /The example would cost [\d.,]+\s(рсд|RSD)/ )
		).toHaveCount( 2 );
		await expectAccessible( office );
		await save( office );
	} );

	await test.step( 'reserved goods may not be sold again', async () => {
		trouble.expect( /^400: POST .*sors\/v1\/settings\b/ );
		await office
			.getByRole( 'button', { name: /Prices and stock/ } )
			.click();
		await office.getByLabel( 'On hand', { exact: true } ).check();
		await expect(
			office.getByText( /Reserved goods stay on hand/ ).first()
		).toBeVisible();
		await save( office );
		await expect(
			office.getByLabel( 'Invoice-delivery note' )
		).toBeChecked();
		await office.getByLabel( 'Reservation' ).check();
		await save( office );
		await expect(
			office.getByText( /need the stock mode “Available”/ ).first()
		).toBeVisible();
		await expectAccessible( office );
		await office
			.getByRole( 'button', { name: /Prices and stock/ } )
			.click();
		await office.getByLabel( 'Available' ).check();
		await save( office );
	} );

	await test.step( 'leaving and coming back goes on at the documents', async () => {
		await office.goto( '/wp-admin/index.php' );
		await office.goto( '/wp-admin/admin.php?page=sors-api' );
		await office
			.getByRole( 'link', { name: 'Continue the first run' } )
			.click();
		await office.getByLabel( 'Reservation' ).check();
		await office
			.getByLabel( 'Service in SORS for shipping' )
			.fill( 'kurirskom' );
		await office.getByRole( 'option', { name: /USL-DOSTAVA/ } ).click();
		await save( office );
	} );

	await test.step( 'the shop itself is checked, and changed by a button only', async () => {
		await expectAccessible( office );
		await office
			.getByRole( 'button', {
				name: 'Give new products Latin addresses',
			} )
			.click();
		await expect(
			office.getByText( /Cyrillic names get Latin addresses/ )
		).toBeVisible();
		await office
			.getByRole( 'button', { name: 'Continue', exact: true } )
			.click();
	} );

	await test.step( 'the difference is shown before anything is changed', async () => {
		await office.getByLabel( 'Are published at once' ).check();
		await expectAccessible( office );
		await office
			.getByRole( 'button', { name: 'Show what would change' } )
			.click();
		await expect(
			office.getByText( 'Will be created', { exact: true } ).first()
		).toBeVisible( { timeout: 90_000 } );
		expect( await readProducts( session ) ).toEqual( [] );
		await expectAccessible( office );
	} );

	await test.step( 'start brings in products, then stock and prices', async () => {
		await office.getByRole( 'button', { name: /^Approve all/ } ).click();
		await expect( office.locator( '.sors-progress' ) ).toBeVisible();
		await expectAccessible( office );
		const end = office.getByRole( 'heading', {
			name: 'Your shop and SORS are connected',
		} );
		await expect( end ).toBeVisible( { timeout: 150_000 } );
		await expect( end ).toBeFocused();
		await expectAccessible( office );
	} );

	await test.step( 'the first order becomes a reservation', async () => {
		const order = await placeOrder( session );
		await office.getByRole( 'link', { name: 'To the overview' } ).click();
		await expect(
			office.getByText( /nothing needs a decision/ )
		).toBeVisible();
		await office
			.getByRole( 'navigation', { name: 'SORS API' } )
			.getByRole( 'link', { name: 'Orders' } )
			.click();
		const row = office.getByRole( 'row', {
			name: new RegExp( `Order ${ order }\\b` ),
		} );
		await row.getByRole( 'button', { name: /Send/ } ).click();
		await expect( row ).toContainText( 'In SORS' );
		const documents = await sors.documents( DATABASE );
		expect( documents.map( ( { kind } ) => kind ) ).toEqual( [
			'reservation',
		] );
	} );
} );

test( 'a SORS that is down is said to be down', async ( { office, sors } ) => {
	await open( office, 'connect' );
	await sors.faults( { action: { kind: 'cut', when: 'before' } } );
	await office.getByRole( 'textbox', { name: 'API key' } ).fill( KEY );
	await office.getByRole( 'button', { name: 'Save and test' } ).click();
	// Beside others: that WooCommerce has no charts here, for one.
	await expect(
		office
			.locator( '.sors-app .components-notice.is-warning' )
			.filter( { hasText: /The key is saved, but/ } )
	).toBeVisible();

	await sors.clearFaults();
	await office.getByRole( 'button', { name: 'Test the key' } ).click();
	await expect( office.getByText( /SORS answered in/ ) ).toBeVisible();
} );
