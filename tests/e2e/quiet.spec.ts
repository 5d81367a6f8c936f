import type { Page } from '@playwright/test';
import { goods, placeOrder } from './site/checkout';
import { detailsLook, LOOKS, type Look } from './site/looks';
import { leaveUncertain, sendAtOnce } from './site/orders';
import {
	bringInProducts,
	connect,
	DATABASE,
	debugScripts,
	expect,
	KEY,
	NEXT_DATABASE,
	open,
	openNewYear,
	test,
} from './site/shop';
import { shopAtWork } from './site/shop-at-work';

/*
 * Each of these opens what there is to open, with the scripts that tell of
 * outdated props and of React's rules: the office's fixture fails for a word of
 * theirs. What the screens do is tested elsewhere.
 */

const asIs = ( text: string ) => text;

const button = ( page: Page, name: string | RegExp ) =>
	page.getByRole( 'button', { name, exact: true } );

/** Without it, no warning would come. */
const asWritten = ( page: Page ) =>
	page.locator( 'script[src*="/dist/components.js"]' );

test.beforeEach( async ( { session } ) => {
	void session;
	// React as written is slow, and there is much to open.
	test.setTimeout( 400_000 );
	await debugScripts();
} );

/** What opens on a screen of a shop at work, and nowhere else. */
const OPENED: Record< string, ( page: Page ) => Promise< unknown > > = {
	mapping: async ( page ) => {
		await page
			.getByRole( 'button', { name: /Change the category/ } )
			.first()
			.click();
		const category = page.getByRole( 'combobox', {
			name: 'Category of the shop',
		} );
		await category.fill( 'a' );
		await page.getByRole( 'option' ).first().click();
	},
	history: async ( page ) => {
		await page
			.locator(
				'.dataviews-title-field--clickable, .dataviews-view-list__item'
			)
			.first()
			.click();
		await expect(
			page.getByRole( 'button', { name: 'Download as CSV' } )
		).toBeVisible();
	},
	orders: async ( page ) => {
		await button( page, 'View options' ).click();
		await page.getByText( 'Items per page' ).waitFor();
		await page.keyboard.press( 'Escape' );
	},
	reconciliation: async ( page ) => {
		await page
			.getByRole( 'row', { name: /Uncertain/ } )
			.getByRole( 'button', { name: 'Actions' } )
			.click();
		await page
			.getByRole( 'menuitem', { name: 'Choose the document in SORS' } )
			.click();
		await page
			.getByRole( 'dialog' )
			.getByRole( 'listitem' )
			.first()
			.waitFor();
		await button( page, 'Close' ).first().click();
	},
	'older-orders': async ( page ) => {
		await page.getByLabel( 'From', { exact: true } ).fill( '2026-01-01' );
		await page.getByLabel( 'To', { exact: true } ).fill( '2026-01-02' );
		await button( page, 'Count the orders' ).click();
		await page.getByText( 'No orders of these days' ).waitFor();
	},
	settings: async ( page ) => {
		await page.getByLabel( /this many days/ ).fill( '77' );
		await button( page, 'Save' ).click();
		await page.getByText( 'Everything is saved.' ).waitFor();
	},
	connection: ( page ) =>
		page.getByRole( 'button', { name: /^Database/ } ).click(),
};

for ( const width of [ 1440, 360 ] ) {
	test( `the screens of a shop at work are quiet: ${ width } pixels`, async ( {
		office,
		session,
		sors,
	} ) => {
		const { sent, refused } = await shopAtWork( session, sors );
		const uncertain = await placeOrder(
			session,
			( await goods( session ) ).id
		);
		await leaveUncertain( session, sors, {
			order: uncertain,
			database: DATABASE,
		} );
		await office.setViewportSize( { width, height: 900 } );
		const details = ( name: string, order: number ): Look =>
			detailsLook( name, order, width === 360 );
		for ( const { name, at, shown } of [
			...LOOKS,
			details( 'sent', sent ),
			details( 'refused', refused ),
			details( 'uncertain', uncertain ),
		] ) {
			await test.step( name, async () => {
				await open( office, at );
				await expect( asWritten( office ) ).toHaveCount( 1 );
				await shown( office, asIs );
				await OPENED[ name ]?.( office );
				await office.waitForLoadState( 'networkidle' );
			} );
		}
	} );
}

test( 'the first run is quiet', async ( { office } ) => {
	await office.goto( '/wp-admin/admin.php?page=sors-api' );
	const key = office.getByRole( 'textbox', { name: 'API key' } );
	await key.fill( KEY );
	await button( office, 'Save and test' ).click();
	await button( office, 'Use this database' ).click();
	await office.getByLabel( /Maloprodaja Beograd/ ).check();
	await office.getByLabel( /Veleprodaja Zemun/ ).check();
	await button( office, 'Use these units' ).click();
	await office.getByText( /An example from your SORS/ ).waitFor();
	await button( office, 'Save' ).click();
	await office.getByLabel( 'Reservation' ).check();
	await button( office, 'Save' ).click();
	await button( office, 'Continue' ).click();
	await button( office, 'Show what would change' ).click();
	await button( office, /^Approve all/ ).click( { timeout: 90_000 } );
	await expect(
		office.getByRole( 'heading', {
			name: 'Your shop and SORS are connected',
		} )
	).toBeVisible( { timeout: 150_000 } );
} );

test( 'a new year is quiet', async ( { office, session, sors } ) => {
	await connect( session );
	await openNewYear( sors );
	await bringInProducts( session );
	await sendAtOnce(
		session,
		await placeOrder( session, ( await goods( session ) ).id )
	);
	await open( office, 'settings' );
	await button( office, `Move to ${ NEXT_DATABASE }` ).click();
	await office
		.getByRole( 'region', { name: 'Documents of the former year' } )
		.getByRole( 'button', { name: /^Yes/ } )
		.click();
	await button( office, /^No/ ).waitFor();
} );
