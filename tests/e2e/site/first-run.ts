import { expect, type Locator, type Page } from '@playwright/test';
import { charges } from '../../../bin/demo/connect';
import type { ShopSession } from '../../env/shop-session';
import type { Say } from './language';
import { KEY, open } from './shop';
import { button, waits, type Station } from './stations';

const shipping = ( page: Page, say: Say ): Locator =>
	page.getByLabel( say( 'Service in SORS for shipping' ) );

/** Another tab begins with the figures, which are saved already. */
async function saveOnTo( page: Page, say: Say, there: Locator ) {
	const save = button( page, say( 'Save' ) );
	await expect( async () => {
		// The step that is open comes after the page: a Save before that would be another step's.
		await expect( there.or( save ).first() ).toBeVisible( {
			timeout: 20_000,
		} );
		if ( ! ( await there.isVisible() ) ) {
			await save.click( { timeout: 3000 } );
		}
		await expect( there ).toBeVisible( { timeout: 5000 } );
	} ).toPass( { timeout: 60_000 } );
}

const difference = ( page: Page, say: Say, timeout = 0 ) =>
	page.getByText( say( 'Will be created' ) ).first().waitFor( { timeout } );

const figures = ( page: Page ) =>
	page.locator( '.sors-example__levels' ).first().waitFor();

type Step = Omit< Station, 'at' > & {
	/** What an owner does there: the next station is open then. */
	press: ( page: Page, say: Say, session: ShopSession ) => Promise< unknown >;
};

const STEPS: Step[] = [
	{
		name: 'first-run-key',
		docs: 'phone',
		show: waits( 'button', 'Save and test' ),
		press: async ( page, say ) => {
			await page
				.getByRole( 'textbox', { name: say( 'API key' ) } )
				.fill( KEY );
			await button( page, say( 'Save and test' ) ).click();
			await button( page, say( 'Use this database' ) ).waitFor();
		},
	},
	{
		name: 'first-run-database',
		docs: 'desk',
		show: waits( 'button', 'Use this database' ),
		press: async ( page, say ) => {
			await button( page, say( 'Use this database' ) ).click();
			await page.getByLabel( /Maloprodaja Beograd/ ).waitFor();
		},
	},
	{
		name: 'first-run-units',
		docs: 'desk',
		show: ( page ) => page.getByLabel( /Maloprodaja Beograd/ ).check(),
		press: async ( page, say ) => {
			await page.getByLabel( /Veleprodaja Zemun/ ).check();
			await button( page, say( 'Use these units' ) ).click();
			await figures( page );
		},
	},
	{
		name: 'first-run-figures',
		docs: 'phone',
		show: async ( page ) => {
			await figures( page );
			// Until the units are there, their numbers stand for them.
			await page.getByText( 'Maloprodaja Beograd' ).first().waitFor();
		},
		press: async ( page, say ) => {
			await button( page, say( 'Save' ) ).click();
			await shipping( page, say ).waitFor();
		},
	},
	{
		name: 'first-run-documents',
		docs: 'desk',
		show: ( page, say ) => saveOnTo( page, say, shipping( page, say ) ),
		press: async ( page, say, session ) => {
			await session.rest( 'PUT', 'sors/v1/settings', {
				newProductStatus: 'publish',
				...charges,
			} );
			await page.reload();
			await shipping( page, say ).waitFor();
			await button( page, say( 'Save' ) ).click();
			await button( page, say( 'Continue' ) ).waitFor();
		},
	},
	{
		name: 'first-run-shop',
		docs: 'desk',
		show: ( page, say ) =>
			saveOnTo( page, say, button( page, say( 'Continue' ) ) ),
		press: async ( page, say ) => {
			await button( page, say( 'Continue' ) ).click();
			await button( page, say( 'Show what would change' ) ).click();
			await difference( page, say, 90_000 );
		},
	},
	{
		name: 'first-run-difference',
		docs: 'desk',
		show: ( page, say ) => difference( page, say ),
		press: async ( page, say ) => {
			const [ approve ] = say( 'Approve all %s' ).split( '%s' );
			await page.getByRole( 'button', { name: approve } ).click();
			await page
				.getByRole( 'heading', {
					name: say( 'Your shop and SORS are connected' ),
				} )
				.waitFor( { timeout: 300_000 } );
		},
	},
];

/** From the key to a shop that is connected, as an owner presses it; each station is looked at first. */
export async function firstRun(
	office: Page,
	say: Say,
	session: ShopSession,
	look: ( station: Station ) => Promise< unknown >
): Promise< void > {
	for ( const { press, ...step } of STEPS ) {
		await look( { ...step, at: 'connect' } );
		await open( office, 'connect' );
		await step.show?.( office, say, false );
		await press( office, say, session );
	}
}
