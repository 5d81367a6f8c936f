import { expect, type Page } from '@playwright/test';
import { detailsLook, LOOKS } from '../e2e/site/looks';
import type { Say } from '../e2e/site/language';
import type { Told } from './orders';
import type { Station } from './visits';
import { orderPage, WC_HOME } from './wp-stations';

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
	WC_HOME,
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
			// A picture is asked for once its card is seen.
			for ( const card of await cards.all() ) {
				await card.scrollIntoViewIfNeeded();
			}
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

const decisions = ( page: Page ) => page.locator( '.sors-decisions' ).waitFor();

/** While orders come and sending is off; this is one of them. */
export const whileOff = ( order: number ): Station[] => [
	{ ...inApp( 'off-overview', 'overview', decisions ), inLatin: true },
	inApp( 'off-orders', 'orders', ( page ) =>
		page.locator( '.components-notice.is-warning' ).first().waitFor()
	),
	inApp( 'off-settings', 'settings&view=orders', ( page, say ) =>
		page.getByLabel( say( 'Send orders to SORS' ) ).waitFor()
	),
	inApp( 'off-older', 'orders&view=older' ),
	{ name: 'off-dashboard', at: '/wp-admin/index.php' },
	orderPage( 'hpos', 'off', order ),
];

const someRow = ( page: Page ) =>
	page
		.locator( '.dataviews-view-table tbody tr, .dataviews-view-list__item' )
		.first()
		.waitFor();

/** While a run of stock waits, since too much would change. */
export const stopped = ( run: string ): Station[] => [
	{ name: 'stopped-dashboard', at: '/wp-admin/index.php', inLatin: true },
	{
		name: 'stopped-products',
		at: '/wp-admin/edit.php?post_type=product',
	},
	inApp( 'stopped-overview', 'overview', decisions ),
	inApp( 'stopped-run', `products&run=${ run }`, someRow ),
];

const LATIN = [ 'overview', 'orders', 'settings-orders', 'sync' ];

/** The screens of a shop at work. */
export const atWork = ( stories: Told, run: string ): Station[] => [
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
];

const yearCard = ( page: Page ) => page.locator( '.sors-year' ).waitFor();

/** A new year is there, and was previewed. */
export const BEFORE_THE_MOVE: Station[] = [
	inApp( 'year-overview', 'overview', decisions ),
	inApp( 'year-previewed', 'settings', ( page ) =>
		page.locator( '.sors-year__previews li' ).first().waitFor()
	),
];

/** The shop is in the new year, and its reservations are in the old one. */
export const FORMER_YEAR: Station[] = [
	inApp( 'former-overview', 'overview', decisions ),
	inApp( 'former-year', 'settings', yearCard ),
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
