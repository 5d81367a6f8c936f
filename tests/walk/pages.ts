/** What is ours on pages of WordPress, WooCommerce and the shop. */
import type { Page } from '@playwright/test';
import { EDITORS, LISTS, type Storage } from '../e2e/site/order-screens';
import type { Say } from '../e2e/site/language';
import { waits, waitsFor, type Station } from '../e2e/site/stations';

const PRODUCTS = '/wp-admin/edit.php?post_type=product';

export const FIRST_SIGHT: Station[] = [
	{
		name: 'wp-dashboard',
		at: '/wp-admin/index.php',
		show: waits( 'link', 'Connect with SORS (3 minutes)' ),
	},
	{
		name: 'wc-home',
		at: '/wp-admin/admin.php?page=wc-admin',
		show: ( page, say ) =>
			page
				.getByText( say( 'Connect with SORS' ), { exact: true } )
				.first()
				.waitFor(),
	},
];

/** While orders come and sending is off. */
export const SENDING_OFF: Station[] = [
	{ name: 'off-dashboard', at: '/wp-admin/index.php' },
	{
		name: 'off-overview',
		at: 'overview',
		show: waitsFor( '.sors-decisions' ),
	},
	{
		name: 'off-orders',
		at: 'orders',
		show: waitsFor( '.components-notice.is-warning' ),
	},
];

/** WooCommerce's pages of orders, with this storage. */
export const orderPages = (
	storage: Storage,
	orders: Record< string, number >
): Station[] => [
	{ name: `${ storage }-orders`, at: LISTS[ storage ] },
	...Object.entries( orders ).map( ( [ name, order ] ): Station => ( {
		name: `${ storage }-order-${ name }`,
		at: EDITORS[ storage ]( order ),
		show: waitsFor( '#sors-order' ),
	} ) ),
];

const productPage = ( name: string, id: number ): Station => ( {
	name: `wc-product-${ name }`,
	at: `/wp-admin/post.php?post=${ id }&action=edit`,
	show: waitsFor( '#sors-product' ),
} );

export const adminPages = ( product: number, user: number ): Station[] => [
	{ name: 'wp-plugins', at: '/wp-admin/plugins.php' },
	{ name: 'wp-site-health', at: '/wp-admin/site-health.php' },
	{ name: 'wc-products', at: PRODUCTS },
	{ name: 'wc-products-conflict', at: `${ PRODUCTS }&sors_state=conflict` },
	{ name: 'wc-quick-edit', at: PRODUCTS, show: quickEdit },
	{ name: 'wc-bulk-edit', at: PRODUCTS, show: bulkEdit, isWide: true },
	productPage( 'sold', product ),
	{ ...productPage( 'stock', product ), show: stockTab },
	{
		name: 'wp-user',
		at: `/wp-admin/user-edit.php?user_id=${ user }`,
		show: waitsFor( '#sors_customer_code' ),
	},
	{
		name: 'wc-status',
		at: '/wp-admin/admin.php?page=wc-status',
		show: waitsFor( '[data-export-label="SORS API"]' ),
	},
	{ name: 'wc-tools', at: '/wp-admin/admin.php?page=wc-status&tab=tools' },
	{ name: 'wc-home-at-work', at: '/wp-admin/admin.php?page=wc-admin' },
];

async function stockTab( page: Page ) {
	await page.locator( '.inventory_options a' ).click();
	await page.locator( '.sors-owned:visible' ).first().waitFor();
	await page.locator( '#woocommerce-product-data' ).scrollIntoViewIfNeeded();
}

/** Of the first product that SORS has. */
async function quickEdit( page: Page ) {
	const row = page
		.locator( '#the-list tr', { has: page.locator( '.status-completed' ) } )
		.first();
	// What WordPress shows of a row on hover, a phone shows by its arrow.
	await row
		.locator( '.editinline' )
		.evaluate( ( button: HTMLElement ) => button.click() );
	await page.locator( '.sors-quick-edit:visible' ).waitFor();
}

async function bulkEdit( page: Page ) {
	for ( const at of [ 0, 1 ] ) {
		await page
			.locator( '#the-list .check-column input' )
			.nth( at )
			.check( { force: true } );
	}
	await page.locator( '#bulk-action-selector-top' ).selectOption( 'edit' );
	await page.locator( '#doaction' ).click();
	await page.locator( '#bulk-edit' ).waitFor();
}

/** What a buyer sees; at both checkouts one who buys for a company. */
export const shopPages = ( product: number, thanks: string ): Station[] =>
	[
		{ name: 'shop', at: '/shop/' },
		{ name: 'product', at: `/?p=${ product }` },
		{ name: 'account-orders', at: '/my-account/orders/' },
		{ name: 'account-address', at: '/my-account/edit-address/billing/' },
		{ name: 'thanks', at: thanks },
		...[ 'checkout', 'classic-checkout' ].map( ( path ) => ( {
			name: path,
			at: `/?add-to-cart=${ product }`,
			show: ( page: Page, say: Say ) => atCheckout( page, say, path ),
		} ) ),
	].map( ( station ): Station => ( { ...station, isOfBuyer: true } ) );

async function atCheckout( page: Page, say: Say, path: string ) {
	const named = ( text: string ) => ( {
		name: new RegExp( `^${ say( text ) }` ),
	} );
	await page.goto( `/${ path }/` );
	await page
		.getByRole( 'checkbox', named( 'I am buying for a company' ) )
		.check();
	await page.getByRole( 'textbox', named( 'PIB' ) ).waitFor();
	// The last of what comes late.
	await page.getByText( 'Plaćanje pouzećem' ).first().waitFor();
}
