import type { ShopSession } from '../env/shop-session';
import { placeOrder } from './site/checkout';
import { sendAtOnce } from './site/orders';
import {
	bringInProducts,
	connect,
	DATABASE,
	expect,
	expectAccessible,
	NEXT_DATABASE,
	open,
	openNewYear,
	test,
} from './site/shop';

async function orderAndSend( session: ShopSession ): Promise< void > {
	await sendAtOnce( session, await placeOrder( session ) );
}

test( 'a new year is proposed, made, and its open reservations asked about', async ( {
	office,
	session,
	sors,
} ) => {
	await connect( session );
	await openNewYear( sors );
	await bringInProducts( session );
	await orderAndSend( session );

	await open( office, 'settings' );
	const card = office.getByRole( 'region', {
		name: new RegExp( `move to ${ NEXT_DATABASE }` ),
	} );
	await expect( card ).toContainText( 'Items keep their codes' );
	await expect( card.getByRole( 'row' ).nth( 1 ) ).not.toContainText(
		'Missing'
	);
	await expectAccessible( office );

	await card
		.getByRole( 'button', { name: `Move to ${ NEXT_DATABASE }` } )
		.click();
	const former = office.getByRole( 'region', {
		name: 'Documents of the former year',
	} );
	await expect( former ).toContainText(
		`The shop works with ${ NEXT_DATABASE } now.`
	);
	await expect( former ).toContainText(
		`1 order has an open document in ${ DATABASE }.`
	);
	await expect( former.getByRole( 'heading' ) ).toBeFocused();
	await expectAccessible( office );
	await former.getByRole( 'button', { name: /^Yes/ } ).click();
	await expect( former.getByRole( 'button', { name: /^No/ } ) ).toBeVisible();

	await test.step( 'the next order goes into the new year', async () => {
		await orderAndSend( session );
		expect( await sors.documents( DATABASE ) ).toHaveLength( 1 );
		expect( await sors.documents( NEXT_DATABASE ) ).toHaveLength( 1 );
	} );
} );
