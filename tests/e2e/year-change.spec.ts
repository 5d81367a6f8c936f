import type { ShopSession } from '../env/shop-session';
import { goods, placeOrder } from './site/checkout';
import { sendAtOnce } from './site/orders';
import {
	bringInProducts,
	connect,
	expect,
	expectAccessible,
	open,
	openNewYear,
	picture,
	test,
} from './site/shop';

async function orderAndSend( session: ShopSession ): Promise< void > {
	const order = await placeOrder( session, ( await goods( session ) ).id );
	await sendAtOnce( session, order );
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
		name: /move to Prodavnica2027/,
	} );
	await expect( card ).toContainText( 'Items keep their codes' );
	await expect( card.getByRole( 'row' ).nth( 1 ) ).not.toContainText(
		'Missing'
	);
	await expectAccessible( office );
	await picture( office, 'year-1-proposal' );

	await card
		.getByRole( 'button', { name: 'Move to Prodavnica2027' } )
		.click();
	const former = office.getByRole( 'region', {
		name: 'Documents of the former year',
	} );
	await expect( former ).toContainText(
		'The shop works with Prodavnica2027 now.'
	);
	await expect( former ).toContainText(
		'1 order has an open document in Prodavnica2026.'
	);
	await expect( former.getByRole( 'heading' ) ).toBeFocused();
	await expectAccessible( office );
	await picture( office, 'year-2-carried-over' );
	await former.getByRole( 'button', { name: /^Yes/ } ).click();
	await expect( former.getByRole( 'button', { name: /^No/ } ) ).toBeVisible();

	await test.step( 'the next order goes into the new year', async () => {
		await orderAndSend( session );
		expect( await sors.documents( 'Prodavnica2026' ) ).toHaveLength( 1 );
		expect( await sors.documents( 'Prodavnica2027' ) ).toHaveLength( 1 );
	} );
} );
