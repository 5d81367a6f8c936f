import { expect, type Locator, type Page } from '@playwright/test';
import { charges } from '../../../bin/demo/connect';
import type { ShopSession } from '../../env/shop-session';
import type { Say } from './language';
import { KEY, open } from './shop';
import type { Station } from './stations';

const button = ( page: Page, name: string ) =>
	page.getByRole( 'button', { name, exact: true } );

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

const waits = ( name: string ) => ( page: Page, say: Say ) =>
	button( page, say( name ) ).waitFor();

type Step = {
	station: Station;
	/** What an owner does there: the next station is open then. */
	press: ( page: Page, say: Say, session: ShopSession ) => Promise< unknown >;
};

const STEPS: Step[] = [
	{
		station: {
			name: 'first-run-key',
			at: 'connect',
			docs: 'phone',
			show: waits( 'Save and test' ),
		},
		press: async ( page, say ) => {
			await page
				.getByRole( 'textbox', { name: say( 'API key' ) } )
				.fill( KEY );
			await button( page, say( 'Save and test' ) ).click();
			await waits( 'Use this database' )( page, say );
		},
	},
	{
		station: {
			name: 'first-run-database',
			at: 'connect',
			docs: 'desk',
			show: waits( 'Use this database' ),
		},
		press: async ( page, say ) => {
			await button( page, say( 'Use this database' ) ).click();
			await page.getByLabel( /Maloprodaja Beograd/ ).waitFor();
		},
	},
	{
		station: {
			name: 'first-run-units',
			at: 'connect',
			docs: 'desk',
			show: ( page ) => page.getByLabel( /Maloprodaja Beograd/ ).check(),
		},
		press: async ( page, say ) => {
			await page.getByLabel( /Veleprodaja Zemun/ ).check();
			await button( page, say( 'Use these units' ) ).click();
			await page.locator( '.sors-example__levels' ).first().waitFor();
		},
	},
	{
		station: {
			name: 'first-run-figures',
			at: 'connect',
			docs: 'phone',
			show: async ( page ) => {
				await page.locator( '.sors-example__levels' ).first().waitFor();
				// Until the units are there, their numbers stand for them.
				await page.getByText( 'Maloprodaja Beograd' ).first().waitFor();
			},
		},
		press: async ( page, say ) => {
			await button( page, say( 'Save' ) ).click();
			await shipping( page, say ).waitFor();
		},
	},
	{
		station: {
			name: 'first-run-documents',
			at: 'connect',
			docs: 'desk',
			show: ( page, say ) => saveOnTo( page, say, shipping( page, say ) ),
		},
		press: async ( page, say, session ) => {
			await session.rest( 'PUT', 'sors/v1/settings', {
				newProductStatus: 'publish',
				...charges,
			} );
			await page.reload();
			await shipping( page, say ).waitFor();
			await button( page, say( 'Save' ) ).click();
			await waits( 'Continue' )( page, say );
		},
	},
	{
		station: {
			name: 'first-run-shop',
			at: 'connect',
			docs: 'desk',
			show: ( page, say ) =>
				saveOnTo( page, say, button( page, say( 'Continue' ) ) ),
		},
		press: async ( page, say ) => {
			await button( page, say( 'Continue' ) ).click();
			await button( page, say( 'Show what would change' ) ).click();
			await page
				.getByText( say( 'Will be created' ) )
				.first()
				.waitFor( { timeout: 90_000 } );
		},
	},
	{
		station: {
			name: 'first-run-difference',
			at: 'connect',
			docs: 'desk',
			show: ( page, say ) =>
				page.getByText( say( 'Will be created' ) ).first().waitFor(),
		},
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
	for ( const { station, press: go } of STEPS ) {
		await look( station );
		await open( office, station.at );
		await station.show?.( office, say, false );
		await go( office, say, session );
	}
}
