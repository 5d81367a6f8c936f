import { placeOrder } from './site/checkout';
import { tabTo } from './site/keyboard';
import { detailsButton, rowOf, sendButton } from './site/orders';
import {
	bringInProducts,
	connect,
	DATABASE,
	expect,
	open,
	test,
} from './site/shop';

test( 'an order is sent and its details are read by keyboard alone', async ( {
	office,
	session,
	sors,
} ) => {
	await connect( session );
	await bringInProducts( session );
	const order = await placeOrder( session );
	const other = await placeOrder( session );
	await office.setViewportSize( { width: 1440, height: 900 } );
	await open( office, 'overview' );

	await test.step( 'from the overview to the orders', async () => {
		const screens = office.getByRole( 'navigation', { name: 'SORS API' } );
		await tabTo( office, screens.getByRole( 'link', { name: 'Orders' } ) );
		await office.keyboard.press( 'Enter' );
		await expect(
			office.getByRole( 'heading', { level: 1 } )
		).toBeFocused();
	} );

	const row = rowOf( office, order );
	await test.step( 'the order is sent, and the keyboard stays in its line', async () => {
		await expect( row ).toContainText( 'Queued' );
		await tabTo( office, sendButton( row ) );
		await office.keyboard.press( 'Enter' );
		await expect( row ).toContainText( 'In SORS' );
		await expect( row.locator( ':focus' ) ).toHaveCount( 1 );
	} );
	const [ document, ...more ] = await sors.documents( DATABASE );
	expect( more ).toEqual( [] );

	const details = office.getByRole( 'complementary', {
		name: `Order ${ order }`,
	} );
	await test.step( 'its details are read', async () => {
		await tabTo( office, detailsButton( row ) );
		await office.keyboard.press( 'Space' );
		await expect( details.getByRole( 'heading' ).first() ).toBeFocused();
		await expect( details ).toContainText( document!.number );
		await tabTo( office, details.getByText( 'Technical details' ) );
		await office.keyboard.press( 'Enter' );
		const body = details.locator( 'pre' );
		await expect( body ).toContainText( document!.externalReference! );
		await tabTo( office, body );
	} );

	await test.step( 'Escape leads back to where one was', async () => {
		await office.keyboard.press( 'Escape' );
		await expect( details ).toBeHidden();
		await expect( detailsButton( row ) ).toBeFocused();
	} );

	await test.step( 'an order is found by typing', async () => {
		await tabTo(
			office,
			office.getByRole( 'searchbox', {
				name: 'Order or document number',
			} ),
			'Shift+Tab'
		);
		await office.keyboard.type( String( other ) );
		await expect( row ).toBeHidden();
		await expect( rowOf( office, other ) ).toBeVisible();
	} );
} );
