import { readProducts } from '../../bin/demo/products';
import {
	bringInProducts,
	connect,
	DATABASE,
	expect,
	expectAccessible,
	open,
	test,
} from './site/shop';

test( 'what would change all prices waits, and is written once a person approves it', async ( {
	office,
	sors,
	session,
} ) => {
	await sors.reset( { items: 12 } );
	await connect( session );
	await session.rest( 'PUT', 'sors/v1/settings', {
		newProductStatus: 'publish',
	} );
	await bringInProducts( session );
	const products = await readProducts( session );
	await sors.patch(
		products.map( ( { sku } ) => ( {
			do: 'setPrice' as const,
			code: sku,
			priceWithVat: 7,
		} ) ),
		DATABASE
	);
	await bringInProducts( session );

	await open( office, 'products' );
	await office
		.getByRole( 'link', { name: /^Changes waiting \(\d+\)/ } )
		.click();
	await expect( office.getByText( /Stopped to be safe:/ ) ).toBeVisible();
	await expectAccessible( office );
	const bubble = office.locator(
		'#adminmenu .toplevel_page_sors-api .pending-count'
	);
	await expect( bubble ).toBeVisible();

	await office.getByRole( 'button', { name: /^Approve all/ } ).click();
	await office
		.getByRole( 'dialog' )
		.getByRole( 'button', { name: /^Approve all/ } )
		.click();
	await expect( office.getByText( 'No changes are waiting.' ) ).toBeVisible( {
		timeout: 60_000,
	} );
	await expect( bubble ).toBeHidden();
	await expectAccessible( office );
} );
