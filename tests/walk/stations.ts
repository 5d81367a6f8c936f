import { expect, type Page } from '@playwright/test';
import { detailsLook, LOOKS } from '../e2e/site/looks';
import type { Say } from '../e2e/site/language';
import type { Stories } from './orders';
import type { Station } from './visits';

const APP = '/wp-admin/admin.php?page=sors-api&path=';

const inApp = ( name: string, at: string, show?: Station[ 'show' ] ) => ( {
	name,
	at: APP + at,
	show: async ( page: Page, say: Say, isNarrow: boolean ) => {
		await expect( page.locator( '.sors-app h1' ) ).toBeVisible();
		await show?.( page, say, isNarrow );
	},
} );

/** Before anything was done. */
export const FIRST_SIGHT: Station[] = [
	{
		name: 'activation-notice',
		at: '/wp-admin/index.php',
		show: ( page, say ) =>
			page
				.getByRole( 'link', {
					name: say( 'Connect with SORS (3 minutes)' ),
				} )
				.waitFor(),
	},
	inApp( 'key', 'connect', ( page, say ) =>
		page.getByRole( 'textbox', { name: say( 'API key' ) } ).waitFor()
	),
];

/** While the first catalogue waits for a word. */
export const previewOf = ( run: string ): Station[] => [
	{
		...inApp( 'preview-cards', `products&run=${ run }`, async ( page ) => {
			const cards = page.locator( '.sors-new__cards li' );
			await cards.first().waitFor();
			// Pictures are asked for once their card is seen.
			await cards.last().scrollIntoViewIfNeeded();
		} ),
		inLatin: true,
	},
];

export const ALL_SET: Station[] = [
	inApp( 'all-set', 'connect', ( page, say ) =>
		page
			.getByRole( 'heading', {
				name: say( 'Your shop and SORS are connected' ),
			} )
			.waitFor()
	),
];

/** While a run of stock waits, since too much would change. */
export const stopped = ( run: string ): Station[] => [
	{ name: 'stopped-dashboard', at: '/wp-admin/index.php', inLatin: true },
	{
		name: 'stopped-products',
		at: '/wp-admin/edit.php?post_type=product',
	},
	inApp( 'stopped-overview', 'overview', ( page ) =>
		page.locator( '.sors-decisions' ).waitFor()
	),
	inApp( 'stopped-run', `products&run=${ run }`, ( page ) =>
		page
			.locator(
				'.dataviews-view-table tbody tr, .dataviews-view-list__item'
			)
			.first()
			.waitFor()
	),
];

const LATIN = [ 'overview', 'orders', 'settings-orders', 'sync' ];

/** Everything of a shop at work. */
export const atWork = (
	stories: Stories,
	bought: { block: string; classic: string; product: number },
	run: string
): Station[] => [
	...LOOKS.map( ( { name, at, shown, asks } ) => ( {
		...inApp( name, at, asks ? findings : shown ),
		inLatin: LATIN.includes( name ),
	} ) ),
	...Object.entries( stories ).map( ( [ name, order ] ) =>
		inApp( `order-${ name }`, 'orders', ( page, say, isNarrow ) =>
			showOrder( page, say, { name, order, isNarrow } )
		)
	),
	inApp( 'run', `products&run=${ run }` ),
	...[ 'plugins.php', 'edit.php?post_type=product' ].map( ( file ) => ( {
		name:
			file.split( /[.?]/ )[ 0 ] === 'edit'
				? 'wp-products'
				: `wp-${ file.split( '.' )[ 0 ] }`,
		at: `/wp-admin/${ file }`,
	} ) ),
	{ name: 'wp-site-health', at: '/wp-admin/site-health.php' },
	{ name: 'wc-orders', at: '/wp-admin/admin.php?page=wc-orders' },
	...Object.entries( stories ).map( ( [ name, order ] ) => ( {
		name: `wc-order-${ name }`,
		at: `/wp-admin/admin.php?page=wc-orders&action=edit&id=${ order }`,
		show: ( page: Page ) => page.locator( '#sors-order' ).waitFor(),
		inLatin: name === 'sent',
	} ) ),
	...[
		{ name: 'shop', at: '/shop/' },
		{ name: 'product', at: `/?p=${ bought.product }` },
		{ name: 'account-orders', at: '/my-account/orders/' },
		{ name: 'account-details', at: '/my-account/edit-account/' },
		{ name: 'account-address', at: '/my-account/edit-address/billing/' },
		{ name: 'thanks-block', at: bought.block },
		{ name: 'thanks-classic', at: bought.classic },
		...[ 'checkout', 'classic-checkout' ].map( ( path ) => ( {
			name: path,
			at: `/?add-to-cart=${ bought.product }`,
			show: async ( page: Page, say: Say ) => {
				await page.goto( `/${ path }/` );
				await page
					.getByRole( 'checkbox', {
						name: new RegExp(
							`^${ say( 'I am buying for a company' ) }`
						),
					} )
					.check();
				await page
					.getByRole( 'textbox', {
						name: new RegExp( `^${ say( 'PIB' ) }` ),
					} )
					.waitFor();
				// The last of what comes late.
				await page.getByText( 'Plaćanje pouzećem' ).first().waitFor();
			},
		} ) ),
	].map( ( station ): Station => ( { ...station, isOfBuyer: true } ) ),
];

/** What the last comparison found; it is not asked for again. */
export const findings = ( page: Page, say: Say ) =>
	page
		.getByRole( 'row', {
			name: new RegExp( say( 'Order %s' ).replace( '%s', '[0-9]+' ) ),
		} )
		.first()
		.waitFor();

/** The panel of an order, with all that it can open. */
async function showOrder(
	page: Page,
	say: Say,
	{
		name,
		order,
		isNarrow,
	}: { name: string; order: number; isNarrow: boolean }
) {
	await page.goto( `${ APP }orders&search=${ order }` );
	await detailsLook( name, order, isNarrow ).shown( page, say );
	await page
		.locator( '.sors-details details, .sors-details-modal details' )
		.evaluateAll( ( all ) =>
			all.forEach( ( one ) => one.setAttribute( 'open', '' ) )
		);
	// The panel is as high as the window, and goes on inside.
	await page.setViewportSize( {
		width: page.viewportSize()!.width,
		height: 2400,
	} );
}
