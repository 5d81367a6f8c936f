import type { Page } from '@playwright/test';
import { goods, guest, needsCheckouts } from './site/checkout';
import {
	bringInProducts,
	connect,
	DATABASE,
	expect,
	logIn,
	test,
} from './site/shop';

const CODE = 'K-POPUST';
const COUPON = 'desetka';

async function link( page: Page, userId: number ) {
	await page.goto( `/wp-admin/user-edit.php?user_id=${ userId }` );
	await page.locator( '[name=sors_customer_code]' ).fill( CODE );
	await page.getByRole( 'button', { name: 'Update User' } ).click();
	await expect( page.getByText( 'User updated.' ) ).toBeVisible();
}

const nameOf = ( page: Page ) => page.getByText( 'Standing discount' ).first();

test( 'the standing discount has no button that takes it away, and other coupons keep theirs', async ( {
	browser,
	office,
	session,
	sors,
} ) => {
	test.setTimeout( 300_000 );
	needsCheckouts();
	await connect( session );
	await bringInProducts( session );
	await sors.patch(
		[
			{
				do: 'addCustomer',
				customer: {
					...{ code: CODE, name: 'Kišobran d.o.o.' },
					...{ type: 'company', discountPercent: 10 },
				},
			},
		],
		DATABASE
	);
	await session.rest( 'POST', 'wc/v3/coupons', {
		...{ code: COUPON, discount_type: 'percent', amount: '10' },
	} );
	// Not who works in wp-admin: WooCommerce's queue runs on with the cookies of such a page, and puts back the cart that it found.
	const buyer = { user: `kupac-${ Date.now() }`, password: 'password' };
	const { id } = ( await session.rest( 'POST', 'wc/v3/customers', {
		email: `${ buyer.user }@example.test`,
		username: buyer.user,
		password: buyer.password,
	} ) ) as { id: number };
	await link( office, id );
	const page = await guest( browser, ( await goods( session ) ).id );
	await logIn( page, buyer );
	await page.waitForURL( /my-account/ );

	await page.goto( '/cart/' );
	await page.getByRole( 'button', { name: /^Add .*coupon/ } ).click();
	await page.getByLabel( /enter code/i ).fill( COUPON );
	await page.getByRole( 'button', { name: 'Apply', exact: true } ).click();
	for ( const path of [ '/cart/', '/checkout/' ] ) {
		if ( ! page.url().endsWith( path ) ) {
			await page.goto( path );
		}
		const chips = page.locator(
			'.wc-block-components-totals-discount__coupon-list-item'
		);
		await expect( chips ).toHaveCount( 2 );
		await expect( nameOf( page ) ).toBeVisible();
		await expect( chips.getByRole( 'button' ) ).toHaveCount( 1 );
		await expect(
			chips.getByRole( 'button', { name: COUPON } )
		).toBeVisible();
	}

	await page.goto( '/classic-checkout/' );
	await expect( nameOf( page ) ).toBeVisible();
	await expect( page.locator( '.woocommerce-remove-coupon' ) ).toHaveCount(
		1
	);

	// Whoever enters the PIB of another company sees the price without it, before paying.
	for ( const path of [ '/classic-checkout/', '/checkout/' ] ) {
		await page.goto( path );
		await expect( nameOf( page ) ).toBeVisible();
		const box = page.getByLabel( 'I am buying for a company' );
		await box.check();
		await page.getByLabel( /^PIB/ ).fill( '108765434' );
		await page.getByLabel( /^PIB/ ).blur();
		await expect( nameOf( page ) ).toBeHidden();
		await box.uncheck();
		await expect( nameOf( page ) ).toBeVisible();
	}
} );
