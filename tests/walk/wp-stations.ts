import type { Page } from '@playwright/test';
import type { Say } from '../e2e/site/language';
import { EDITORS, LISTS, type Storage } from '../e2e/site/order-screens';
import { editor, type Chosen } from './choices';
import type { Told } from './orders';
import type { Station } from './visits';

const PRODUCTS = '/wp-admin/edit.php?post_type=product';

/** WooCommerce's own home, with the connection among the things to do next. */
export const WC_HOME: Station = {
	name: 'wc-home',
	at: '/wp-admin/admin.php?page=wc-admin',
	show: ( page, say ) =>
		page
			.getByText( say( 'Connect with SORS' ), { exact: true } )
			.first()
			.waitFor(),
};

/** The page of an order, in either storage. */
export const orderPage = (
	storage: Storage,
	name: string,
	order: number
): Station => ( {
	name: `${ storage }-order-${ name }`,
	at: EDITORS[ storage ]( order ),
	show: ( page ) => page.locator( '#sors-order' ).waitFor(),
	inLatin: name === 'sent' ? true : undefined,
} );

/** WooCommerce's pages of orders, as they are with this storage. */
export const orderPages = (
	storage: Storage,
	stories: Told,
	document: string
): Station[] => [
	{ name: `${ storage }-orders`, at: LISTS[ storage ] },
	{
		name: `${ storage }-orders-attention`,
		at: `${ LISTS[ storage ] }&sors_filter=attention`,
	},
	{
		name: `${ storage }-orders-found`,
		at: `${ LISTS[ storage ] }&s=${ encodeURIComponent( document ) }`,
	},
	...Object.entries( stories ).map( ( [ name, order ] ) =>
		orderPage( storage, name, order )
	),
	{
		...orderPage( storage, 'company', stories.sent ),
		show: findCompany,
	},
];

/** A PIB that staff type finds the company in SORS. */
async function findCompany( page: Page, say: Say ) {
	await page.locator( 'a.edit_address' ).first().click();
	const pib = page.locator( '#_billing_sors_pib' );
	await pib.fill( '108765434' );
	await pib.blur();
	const [ found = '' ] = say(
		'In SORS: %s. What was empty here is filled in.'
	).split( '%s' );
	await page.getByText( found.trim() ).first().waitFor();
}

/** The page of a product, with all that its box can open. */
const productPage = ( name: string, id: number ): Station => ( {
	name: `wc-product-${ name }`,
	at: editor( id ),
	show: async ( page ) => {
		await page.locator( '#sors-product' ).waitFor();
		await page
			.locator( '#sors-product details' )
			.evaluateAll( ( all ) =>
				all.forEach( ( one ) => one.setAttribute( 'open', '' ) )
			);
	},
} );

/** What is ours on WordPress' and WooCommerce's other pages. */
export const wpPages = (
	chosen: Chosen & { sold: number },
	customer: number
): Station[] => [
	{ name: 'wp-plugins', at: '/wp-admin/plugins.php' },
	{ name: 'wp-site-health', at: '/wp-admin/site-health.php' },
	{ name: 'wc-products', at: PRODUCTS },
	{
		name: 'wc-products-sorted',
		at: `${ PRODUCTS }&orderby=sors&order=desc`,
	},
	...[ 'none', 'left_alone', 'conflict' ].map( ( state ) => ( {
		name: `wc-products-${ state.replace( '_', '-' ) }`,
		at: `${ PRODUCTS }&sors_state=${ state }`,
	} ) ),
	{ name: 'wc-quick-edit', at: PRODUCTS, show: quickEdit },
	{ name: 'wc-bulk-edit', at: PRODUCTS, show: bulkEdit, isWide: true },
	productPage( 'sold', chosen.sold ),
	{ ...productPage( 'stock', chosen.sold ), show: stockTab },
	productPage( 'left-alone', chosen.leftAlone ),
	productPage( 'unlinked', chosen.unlinked ),
	productPage( 'own', chosen.own ),
	{
		name: 'wp-user',
		at: `/wp-admin/user-edit.php?user_id=${ customer }`,
		show: ( page ) => page.locator( '#sors_customer_code' ).waitFor(),
	},
	{
		name: 'wc-status',
		at: '/wp-admin/admin.php?page=wc-status',
		show: ( page ) =>
			page.locator( '[data-export-label="SORS API"]' ).waitFor(),
	},
	{
		name: 'wc-tools',
		at: '/wp-admin/admin.php?page=wc-status&tab=tools',
		show: async ( page ) => {
			await page.locator( 'tr.sors_test input[type=submit]' ).click();
			await page
				.locator( '.updated:visible, .error:visible' )
				.first()
				.waitFor();
		},
	},
	WC_HOME_DONE,
];

/** The same once all is done. */
const WC_HOME_DONE: Station = {
	name: 'wc-home-at-work',
	at: WC_HOME.at,
	show: ( page ) => page.locator( '.woocommerce-homescreen' ).waitFor(),
};

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

/** What a buyer with a company and a standing discount sees. */
export const shopPages = ( bought: {
	block: string;
	classic: string;
	product: number;
} ): Station[] =>
	[
		{ name: 'shop', at: '/shop/' },
		{ name: 'product', at: `/?p=${ bought.product }` },
		{ name: 'account-orders', at: '/my-account/orders/' },
		{ name: 'account-details', at: '/my-account/edit-account/' },
		{ name: 'account-address', at: '/my-account/edit-address/billing/' },
		{ name: 'thanks-block', at: bought.block },
		{ name: 'thanks-classic', at: bought.classic },
		{
			name: 'cart',
			at: `/?add-to-cart=${ bought.product }`,
			show: async ( page: Page, say: Say ) => {
				await page.goto( '/cart/' );
				await page
					.getByText( say( 'Standing discount' ) )
					.first()
					.waitFor();
			},
		},
		...[ 'checkout', 'classic-checkout' ].map( ( path ) => ( {
			name: path,
			at: `/?add-to-cart=${ bought.product }`,
			show: ( page: Page, say: Say ) => atCheckout( page, say, path ),
		} ) ),
	].map( ( station ): Station => ( { ...station, isOfBuyer: true } ) );

async function atCheckout( page: Page, say: Say, path: string ) {
	await page.goto( `/${ path }/` );
	await page
		.getByRole( 'checkbox', {
			name: new RegExp( `^${ say( 'I am buying for a company' ) }` ),
		} )
		.check();
	await page
		.getByRole( 'textbox', {
			name: new RegExp( `^${ say( 'PIB' ) }` ),
		} )
		.waitFor();
	// The last of what comes late.
	await page.getByText( 'Plaćanje pouzećem' ).first().waitFor();
}
