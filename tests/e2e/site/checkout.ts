import { expect, test, type Browser, type Page } from '@playwright/test';
import { buyer, postOrder } from '../../../bin/demo/order';
import { readProducts, type ShopProduct } from '../../../bin/demo/products';
import type { ShopSession } from '../../env/shop-session';

/** For a test that begins with a checkout: the stand-in has none. */
export function needsCheckouts(): void {
	test.skip(
		process.env.SORS_TEST_STORE !== 'real',
		'Only WooCommerce itself has checkouts.'
	);
}

/** A product that can be bought without reaching free delivery. */
export async function goods( session: ShopSession ): Promise< ShopProduct > {
	const found = ( await readProducts( session ) ).find(
		( { stock, price } ) =>
			( stock ?? 0 ) >= 5 && Number( price ) > 0 && Number( price ) < 5000
	);
	expect( found ).toBeDefined();
	return found!;
}

/** An order of a test that is about what comes after it, in any store. */
export const placeOrder = async ( session: ShopSession ): Promise< number > =>
	postOrder( session, { [ ( await goods( session ) ).id ]: 1 } );

/** The number of the order, from the page that says thank you. */
async function orderId( page: Page ): Promise< number > {
	await page.waitForURL( /order-received\/[0-9]+/, { timeout: 30_000 } );
	return Number( page.url().match( /order-received\/([0-9]+)/ )?.[ 1 ] );
}

/** Somebody who knows nothing of wp-admin, with the product in the cart. */
export async function guest(
	browser: Browser,
	productId: number
): Promise< Page > {
	const context = await browser.newContext( {
		baseURL: process.env.SORS_SITE_URL,
	} );
	const page = await context.newPage();
	await page.goto( `/?add-to-cart=${ productId }` );
	return page;
}

/** What a test does at the checkout before the order is placed. */
type Meanwhile = ( page: Page ) => Promise< void >;

export async function blockCheckout(
	page: Page,
	meanwhile: Meanwhile = async () => {}
): Promise< number > {
	await page.goto( '/checkout/' );
	await page.getByLabel( 'Email address' ).fill( buyer.email );
	await page
		.getByLabel( 'Country/Region' )
		.first()
		.selectOption( { label: 'Serbia' } );
	await page.getByLabel( 'First name' ).first().fill( buyer.first_name );
	await page.getByLabel( 'Last name' ).first().fill( buyer.last_name );
	await page
		.getByLabel( 'Address', { exact: true } )
		.first()
		.fill( buyer.address_1 );
	await page.getByLabel( 'City' ).first().fill( buyer.city );
	await page.getByLabel( 'Postal code' ).first().fill( buyer.postcode );
	// The page sends the address on its own, a second and a half after the last
	// key; an order placed while that is under way is not taken.
	const addressTaken = page.waitForResponse(
		( response ) =>
			response.url().includes( '/wc/store/v1/' ) &&
			!! response.request().postData()?.includes( buyer.phone )
	);
	await page
		.getByLabel( /^Phone/ )
		.first()
		.fill( buyer.phone );
	await page.getByLabel( 'Plaćanje pouzećem' ).check();
	await addressTaken;
	await expect( page.getByText( 'Kurirska služba' ).first() ).toBeVisible();
	await meanwhile( page );
	await page.getByRole( 'button', { name: 'Place Order' } ).click();
	return await orderId( page );
}

export async function classicCheckout(
	page: Page,
	meanwhile: Meanwhile = async () => {}
): Promise< number > {
	await page.goto( '/classic-checkout/' );
	const field = ( name: string ) => page.locator( `#billing_${ name }` );
	await field( 'country' ).selectOption( 'RS', { force: true } );
	for ( const name of [
		...( [ 'first_name', 'last_name', 'address_1' ] as const ),
		...( [ 'city', 'postcode', 'phone', 'email' ] as const ),
	] ) {
		await field( name ).fill( buyer[ name ] );
	}
	await page.waitForLoadState( 'networkidle' );
	// The totals come late on a busy machine, and bring the ways to pay again, unchecked.
	await expect( async () => {
		await page.locator( '#payment_method_cod' ).check( { force: true } );
	} ).toPass( { timeout: 30_000 } );
	await meanwhile( page );
	await page.locator( '#place_order' ).click();
	return await orderId( page );
}
