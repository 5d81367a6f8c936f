import { readFile } from 'node:fs/promises';
import type { Dialog, Page } from '@playwright/test';
import type { ShopSession } from '../env/shop-session';
import { choice } from './site/choice';
import { connect, expect, expectAccessible, open, test } from './site/shop';

type Stored = {
	settings: {
		stockMode: string;
		documentKind: string;
		retentionDays: number;
	};
};

const stored = async ( session: ShopSession ) =>
	( ( await session.rest( 'GET', 'sors/v1/settings' ) ) as Stored ).settings;

/** What the browser asks next, and what is answered. */
function answerNext( page: Page, answer: 'stay' | 'leave' ): Promise< string > {
	return new Promise( ( resolve ) =>
		page.once( 'dialog', ( dialog: Dialog ) => {
			resolve( dialog.message() || dialog.type() );
			void ( answer === 'leave' ? dialog.accept() : dialog.dismiss() );
		} )
	);
}

/** Goes to one of the four pages. */
const page = ( office: Page, name: string ) =>
	office
		.getByRole( 'navigation', { name: 'Settings' } )
		.getByRole( 'link', { name } )
		.click();

const save = ( office: Page ) =>
	office.getByRole( 'button', { name: 'Save', exact: true } ).click();

test.beforeEach( async ( { session } ) => {
	await connect( session );
} );

test( 'a pair of settings that would sell reserved goods is refused at its field', async ( {
	office,
	session,
	trouble,
} ) => {
	trouble.expect( /^400: POST .*sors\/v1\/settings\b/ );
	await open( office, 'settings&view=maintenance' );
	const stock = choice( office, 'Stock in the shop' );
	const onHand = stock.getByRole( 'radio', { name: 'On hand' } );
	const days = office.getByLabel( /this many days/ );
	const before = await stored( session );
	await days.fill( '77' );
	await page( office, 'Products' );
	await onHand.check();
	await page( office, 'Orders' );
	await save( office );

	const field = office.locator( '.sors-field', { has: onHand } );
	await expect( field ).toContainText(
		'Orders that become reservations need the stock mode “Available”.'
	);
	await expect( office.locator( '.sors-savebar' ) ).toContainText(
		'Not saved yet: see what is said at the fields.'
	);
	await expect( onHand ).toBeFocused();
	await expect( onHand ).toHaveAttribute( 'aria-invalid', 'true' );
	// Not by half either: the days were right.
	expect( await stored( session ) ).toEqual( before );
	await page( office, 'Maintenance' );
	await expect( days ).toHaveValue( '77' );
	await page( office, 'Products' );
	await expectAccessible( office );

	await test.step( 'another kind of document goes with it', async () => {
		await page( office, 'Orders' );
		await choice( office, 'In SORS, an order becomes' )
			.getByRole( 'radio', { name: 'Delivery note', exact: true } )
			.check();
		await save( office );
		await expect(
			office.getByText( 'Everything is saved.' )
		).toBeVisible();
		await page( office, 'Products' );
		await expect( field ).not.toContainText( 'need the stock mode' );
		expect( await stored( session ) ).toMatchObject( {
			stockMode: 'onHand',
			documentKind: 'deliveryNote',
			retentionDays: 77,
		} );
	} );
} );

test( 'changes that are not saved are not left behind unasked', async ( {
	office,
	session,
} ) => {
	await open( office, 'overview' );
	const screens = office.getByRole( 'navigation', { name: 'SORS API' } );
	await screens.getByRole( 'link', { name: 'Settings' } ).click();
	await page( office, 'Maintenance' );
	const days = office.getByLabel( /this many days/ );
	const { retentionDays } = await stored( session );
	await days.fill( '77' );

	const toOrders = screens.getByRole( 'link', { name: 'Orders' } );
	for ( const leave of [
		() => toOrders.click(),
		() => office.evaluate( () => window.history.go( -2 ) ),
	] ) {
		const asked = answerNext( office, 'stay' );
		await leave();
		expect( await asked ).toContain( 'Your changes are not saved.' );
		await expect( days ).toHaveValue( '77' );
		expect( office.url() ).toContain( 'path=settings' );
	}

	await test.step( 'nor when the tab is closed', async () => {
		const asked = answerNext( office, 'stay' );
		await office.close( { runBeforeUnload: true } );
		expect( await asked ).toBe( 'beforeunload' );
		await expect( days ).toHaveValue( '77' );
	} );

	await test.step( 'who wants to leave does', async () => {
		const asked = answerNext( office, 'leave' );
		await toOrders.click();
		await asked;
		await expect(
			office.getByRole( 'heading', { name: 'Orders to SORS' } )
		).toBeFocused();
	} );
	expect( ( await stored( session ) ).retentionDays ).toBe( retentionDays );

	await test.step( 'what was put back, or saved, is no change', async () => {
		await screens.getByRole( 'link', { name: 'Settings' } ).click();
		await page( office, 'Maintenance' );
		await days.fill( '77' );
		await office.getByRole( 'button', { name: 'Discard changes' } ).click();
		await expect( days ).toHaveValue( String( retentionDays ) );
		await days.fill( '88' );
		await save( office );
		await expect(
			office.getByText( 'Everything is saved.' )
		).toBeVisible();
		// A question would be answered with no: this stays on the screen then.
		await toOrders.click();
		await expect(
			office.getByRole( 'heading', { name: 'Orders to SORS' } )
		).toBeVisible();
	} );
} );

test( 'the support file comes into the browser', async ( { office } ) => {
	await open( office, 'settings&view=maintenance' );
	const coming = office.waitForEvent( 'download' );
	await office
		.getByRole( 'button', { name: 'Download the support file' } )
		.click();
	const file = await coming;
	expect( file.suggestedFilename() ).toMatch( /^sors-support-.*\.txt$/ );
	const text = await readFile( await file.path(), 'utf8' );
	expect( text ).toMatch( /^SORS API for WooCommerce: support file\n/ );
	expect( text ).toContain( '\n== Orders by state\n' );
} );
