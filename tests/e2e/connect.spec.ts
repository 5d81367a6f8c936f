import {
	expect,
	expectAccessible,
	KEY,
	open,
	picture,
	test,
} from './site/shop';

const DATABASE = 'Prodavnica2026';

test( 'from a key to a connected shop', async ( { office, sors } ) => {
	await office.goto( '/wp-admin/admin.php?page=sors-api' );
	await test.step( 'a new shop is led to the connection', async () => {
		await expect( office ).toHaveURL( /path=connect/ );
		await expect(
			office.getByRole( 'textbox', { name: 'API key' } )
		).toBeVisible();
		await expectAccessible( office );
		await picture( office, 'connect-1-key' );
	} );

	await test.step( 'a wrong key is refused, with what to do', async () => {
		await office
			.getByRole( 'textbox', { name: 'API key' } )
			.fill( 'not-the-key' );
		await office.getByRole( 'button', { name: 'Save and test' } ).click();
		await expect(
			office.locator( '.sors-app .components-notice.is-error' )
		).toContainText( /key/i );
		await picture( office, 'connect-2-refused' );
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
		await picture( office, 'connect-3-units' );
		await office.getByRole( 'button', { name: 'Use these units' } ).click();
	} );

	await test.step( 'reserved goods may not be sold again', async () => {
		await expect( office.getByLabel( 'Reservation' ) ).toBeChecked();
		await office.getByLabel( 'On hand' ).check();
		await office.getByRole( 'button', { name: 'Save' } ).click();
		await expect(
			office.getByText( /need the stock mode "available"/ ).first()
		).toBeVisible();
		await expectAccessible( office );
		await picture( office, 'connect-4-rules' );
		await office.getByLabel( 'Available' ).check();
		await office.getByRole( 'button', { name: 'Save' } ).click();
	} );

	await test.step( 'orders, and on to the products', async () => {
		await office.getByLabel( 'Send orders to SORS' ).check();
		await office
			.getByLabel( 'SORS item code of shipping' )
			.fill( 'USL-DOSTAVA' );
		await office.getByRole( 'button', { name: 'Save' } ).click();
		await expectAccessible( office );
		await picture( office, 'connect-5-done' );
		await office.getByText( 'Bring in products, stock and prices' ).click();
		await expect( office ).toHaveURL( /path=products/ );
		await office.goBack();
		await expect( office ).toHaveURL( /path=connect/ );
	} );

	const { requests } = await sors.state( { include: [ 'requests' ] } );
	expect( requests.total ).toBeGreaterThan( 0 );
} );

test( 'a SORS that is down is said to be down', async ( { office, sors } ) => {
	await open( office, 'connect' );
	await sors.faults( { action: { kind: 'cut', when: 'before' } } );
	await office.getByRole( 'textbox', { name: 'API key' } ).fill( KEY );
	await office.getByRole( 'button', { name: 'Save and test' } ).click();
	const problem = office.locator( '.sors-app .components-notice.is-error' );
	await expect( problem ).toBeVisible();
	await picture( office, 'connect-6-down' );

	await sors.clearFaults();
	await office.getByRole( 'button', { name: 'Test the key' } ).click();
	await expect( office.getByText( /SORS answered in/ ) ).toBeVisible();
} );
