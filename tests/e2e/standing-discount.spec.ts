import type { Page } from '@playwright/test';
import { goods, needsCheckouts } from './site/checkout';
import { bringInProducts, connect, DATABASE, expect, test } from './site/shop';

const CODE = 'K-POPUST';
const COUPON = 'desetka';

/** Whoever works in the shop may be a customer of it, too. */
async function linkMyself( page: Page ) {
	await page.goto( '/wp-admin/profile.php' );
	await page.locator( '[name=sors_customer_code]' ).fill( CODE );
	await page.getByRole( 'button', { name: 'Update Profile' } ).click();
	await expect( page.getByText( 'Profile updated.' ) ).toBeVisible();
}

const nameOf = ( page: Page ) => page.getByText( 'Standing discount' ).first();

test( 'the standing discount has no button that takes it away, and other coupons keep theirs', async ( {
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
	await linkMyself( office );
	// With WP_DEBUG, WooCommerce says of each script in a page that it does not know what that depends on.
	const page = await office.context().newPage();
	await page.goto( `/?add-to-cart=${ ( await goods( session ) ).id }` );

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
} );
