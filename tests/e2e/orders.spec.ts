import { placeOrder } from './site/checkout';
import { rowOf, sendButton } from './site/orders';
import {
	bringInProducts,
	connect,
	DATABASE,
	expect,
	expectAccessible,
	open,
	test,
} from './site/shop';

test( 'a refused order says why, and goes through once that is corrected', async ( {
	office,
	session,
	sors,
	trouble,
} ) => {
	// There is no debt where SORS has no such customer.
	trouble.expect( /^409: GET .*orders\/\d+\/debt\b/ );
	await connect( session, {
		customerMode: 'single',
		singleCustomerCode: 'NEMA-GA',
	} );
	await bringInProducts( session );
	const order = await placeOrder( session );

	await open( office, 'orders' );
	const row = rowOf( office, order );
	await sendButton( row ).click();
	await expect( row ).toContainText( 'Refused' );
	await expectAccessible( office );
	await row.getByRole( 'button', { name: /Details/ } ).click();
	await expect( office.getByRole( 'complementary' ) ).toContainText(
		/SORS has it already/
	);
	await expectAccessible( office );
	expect( await sors.documents( DATABASE ) ).toEqual( [] );

	await test.step( 'the overview leads to it', async () => {
		await office
			.getByRole( 'navigation', { name: 'SORS API' } )
			.getByRole( 'link', { name: 'Overview' } )
			.click();
		await expect(
			office.getByRole( 'heading', { level: 1 } )
		).toBeFocused();
		await expectAccessible( office );
		await office.getByRole( 'link', { name: 'Open it' } ).click();
		await expect(
			office.getByRole( 'button', { name: /State is: Refused/ } )
		).toBeVisible();
	} );

	await connect( session, { customerMode: 'perBuyer' } );
	await row
		.getByRole( 'button', { name: 'Send again', exact: true } )
		.click();
	// It is refused no longer, so this list lets it go.
	await expect( row ).toBeHidden();
	await open( office, 'orders' );
	await expect( row ).toContainText( 'In SORS' );
	expect( await sors.documents( DATABASE ) ).toHaveLength( 1 );
} );
