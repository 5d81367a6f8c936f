import type { ShopSession } from '../env/shop-session';
import { goods, placeOrder } from './site/checkout';
import { sendAtOnce } from './site/orders';
import {
	bringInProducts,
	businessUnits,
	connect,
	expect,
	expectAccessible,
	open,
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
	await connect( session, { database: 'Prodavnica2025' } );
	await session.rest( 'PUT', 'sors/v1/settings', {
		businessUnitIds: await businessUnits( session, 1 ),
	} );
	await bringInProducts( session );
	await orderAndSend( session );

	await open( office, 'settings' );
	const card = office.getByRole( 'region', {
		name: /move to Prodavnica2026/,
	} );
	await expect( card ).toContainText( 'Items keep their codes' );
	await expect( card.getByRole( 'row' ).nth( 1 ) ).not.toContainText(
		'Missing'
	);
	await expectAccessible( office );
	await picture( office, 'year-1-proposal' );

	await card
		.getByRole( 'button', { name: 'Move to Prodavnica2026' } )
		.click();
	const former = office.getByRole( 'region', {
		name: 'Documents of the former year',
	} );
	await expect( former ).toContainText(
		'The shop works with Prodavnica2026 now.'
	);
	await expect( former ).toContainText(
		'1 order has an open document in Prodavnica2025.'
	);
	await expect( former.getByRole( 'heading' ) ).toBeFocused();
	await expectAccessible( office );
	await picture( office, 'year-2-carried-over' );
	await former.getByRole( 'button', { name: /^Yes/ } ).click();
	await expect( former.getByRole( 'button', { name: /^No/ } ) ).toBeVisible();

	await test.step( 'the next order goes into the new year', async () => {
		await orderAndSend( session );
		expect( await sors.documents( 'Prodavnica2025' ) ).toHaveLength( 1 );
		expect( await sors.documents( 'Prodavnica2026' ) ).toHaveLength( 1 );
	} );
} );
