import { expect, test, type Browser, type Page } from '@playwright/test';
import type { ShopSession } from '../../env/shop-session';

const buyer = {
	email: 'jelena@example.test',
	firstName: 'Jelena',
	lastName: 'Đorđević',
	address: 'Bulevar kralja Aleksandra 73',
	city: 'Beograd',
	postcode: '11000',
	phone: '0641234567',
};

/** For a test that begins with a checkout: the stand-in has none. */
export function needsCheckouts(): void {
	test.skip(
		process.env.SORS_TEST_STORE !== 'real',
		'Only WooCommerce itself has checkouts.'
	);
}

type Product = { id: number; stock: number | null; price: string };

/** A product that can be bought without reaching free delivery. */
export async function goods( session: ShopSession ): Promise< Product > {
	const products = ( await session.rest(
		'GET',
		'test-site/v1/products'
	) ) as Product[];
	const found = products.find(
		( { stock, price } ) =>
			( stock ?? 0 ) >= 5 && Number( price ) > 0 && Number( price ) < 5000
	);
	expect( found ).toBeDefined();
	return found!;
}

/** An order of a test that is about what comes after it, in any store. */
export async function placeOrder(
	session: ShopSession,
	productId: number
): Promise< number > {
	const { order_id: id } = ( await session.rest(
		'POST',
		'test-site/v1/orders',
		{
			lines: { [ productId ]: 1 },
			address: {
				first_name: buyer.firstName,
				last_name: buyer.lastName,
				email: buyer.email,
				address_1: buyer.address,
				city: buyer.city,
				postcode: buyer.postcode,
				country: 'RS',
				phone: buyer.phone,
			},
		}
	) ) as { order_id: number };
	return id;
}

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
	await fillCart( page, productId );
	return page;
}

async function fillCart( page: Page, productId: number ) {
	await page.goto( `/?add-to-cart=${ productId }` );
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
	await page.getByLabel( 'First name' ).first().fill( buyer.firstName );
	await page.getByLabel( 'Last name' ).first().fill( buyer.lastName );
	await page
		.getByLabel( 'Address', { exact: true } )
		.first()
		.fill( buyer.address );
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
	await field( 'first_name' ).fill( buyer.firstName );
	await field( 'last_name' ).fill( buyer.lastName );
	await field( 'address_1' ).fill( buyer.address );
	await field( 'city' ).fill( buyer.city );
	await field( 'postcode' ).fill( buyer.postcode );
	await field( 'phone' ).fill( buyer.phone );
	await field( 'email' ).fill( buyer.email );
	await page.waitForLoadState( 'networkidle' );
	// The totals come late on a busy machine, and bring the ways to pay again, unchecked.
	await expect( async () => {
		await page.locator( '#payment_method_cod' ).check( { force: true } );
	} ).toPass( { timeout: 30_000 } );
	await meanwhile( page );
	await page.locator( '#place_order' ).click();
	return await orderId( page );
}
