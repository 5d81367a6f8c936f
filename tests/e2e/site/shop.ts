import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test as base, type Page } from '@playwright/test';
import { charges } from '../../../bin/demo/connect';
import { bringIn } from '../../../bin/demo/products';
import { variant, type VariantName } from '../../contract-variants/variants';
import { admin, ShopSession } from '../../env/shop-session';
import { writeAddresses, type SiteAddresses } from '../../env/site/files';
import { SorsControl } from '../../sors/client';
import { THIS_YEAR, yearly } from '../../sors/model/years';
import { php } from './php';
import { Trouble } from './trouble';

export { expect };

/** The SORS server takes this one; it is typed in, not set as a constant. */
export const KEY = 'demo-key';

/** What the shop works with, and what is made of it when the year changes. */
export const DATABASE = yearly();
export const NEXT_DATABASE = yearly( THIS_YEAR + 1 );

function variable( name: string ): string {
	const value = process.env[ name ];
	if ( ! value ) {
		throw new Error(
			`${ name } is not set: run these tests by \`npm test -- --only e2e\`.`
		);
	}
	return value;
}

async function tellSite( different: SiteAddresses = {} ): Promise< void > {
	await writeAddresses( variable( 'SORS_TEST_SITE' ), {
		url: variable( 'SORS_SITE_URL' ),
		sorsUrl: variable( 'SORS_CONTROL_URL' ).replace( /\/_control$/, '' ),
		...different,
	} );
}

/**
 * From now on the shop knows less of SORS than there is: no look-up, for
 * example. The clean slate of the next test takes it back.
 */
export async function knowOnly( name: VariantName ): Promise< void > {
	const file = join( variable( 'SORS_TEST_SITE' ), 'sors-contract.json' );
	await writeFile( file, JSON.stringify( variant( name ) ) );
	await tellSite( { contractFile: file } );
}

/** From now on WordPress' components and React say what is out of date, until the next test. */
export const debugScripts = (): Promise< void > =>
	tellSite( { debugsScripts: true } );

async function emptyShop( sors: SorsControl ): Promise< void > {
	await sors.reset( { items: 120 } );
	await sors.clearFaults();
	await tellSite();
	await php( new URL( 'clean-slate.php', import.meta.url ) );
}

export async function logIn(
	page: Page,
	{ user, password }: typeof admin
): Promise< void > {
	await page.goto( '/wp-login.php' );
	const name = page.getByLabel( 'Username or Email Address' );
	const secret = page.locator( '#user_pass' );
	// WordPress moves the cursor into the name a moment after the page is there, and what is being typed with it.
	await expect( async () => {
		await name.fill( user );
		await secret.fill( password );
		await expect( name ).toHaveValue( user, { timeout: 100 } );
		await expect( secret ).toHaveValue( password, { timeout: 100 } );
	} ).toPass();
	await page.getByRole( 'button', { name: 'Log In' } ).click();
}

type Fixtures = {
	/** SORS as it was asked, and what it shall answer. */
	sors: SorsControl;
	/** A page of an administrator of an empty shop. */
	office: Page;
	/** The administrator's requests, to bring about what a test is not about. */
	session: ShopSession;
	/** What the office's page must not do: a test that wants it to says so here. */
	trouble: Trouble;
};

export const test = base.extend< Fixtures >( {
	// The first argument names what a fixture needs: nothing.

	sors: async ( {}, give, testInfo ) => {
		// A journey is a minute on a busy machine, not a hang. Said here, since
		// what this file says when it is loaded holds for the first suite only.
		testInfo.setTimeout( 180_000 );
		const sors = new SorsControl( variable( 'SORS_CONTROL_URL' ) );
		await emptyShop( sors );
		await give( sors );
		await sors.clearFaults();
	},
	session: async ( { sors }, give ) => {
		void sors;
		const session = new ShopSession( variable( 'SORS_SITE_URL' ) );
		await session.logIn();
		await give( session );
	},
	trouble: async ( {}, give ) => {
		await give( new Trouble() );
	},
	office: async ( { page, sors, trouble }, give ) => {
		void sors;
		trouble.watch( page );
		await logIn( page, admin );
		await page.waitForURL( /wp-admin/ );
		await give( page );
		expect( trouble.report(), 'trouble of the page' ).toEqual( [] );
	},
} );

/** Opens a screen of the app by its address. */
export async function open( page: Page, path: string ): Promise< void > {
	await page.goto( `/wp-admin/admin.php?page=sors-api&path=${ path }` );
	await expect( page.locator( '.sors-app h1' ) ).toBeVisible();
}

/** Where a page is ours; a dialog is put at its end. */
const APP = [ '#sors-api-app', '.components-modal__frame' ];

/** What axe finds serious in these parts of a page, of which one must be there. */
export async function seriousViolations(
	page: Page,
	parts = APP
): Promise< string[] > {
	const axe = new AxeBuilder( { page } );
	parts.forEach( ( part ) => axe.include( part ) );
	const { violations } = await axe.analyze();
	return violations
		.filter(
			( { impact } ) => impact === 'serious' || impact === 'critical'
		)
		.flatMap( ( { id, nodes } ) =>
			nodes.map(
				( { html, failureSummary } ) =>
					`${ id }: ${ html } ${ failureSummary }`
			)
		);
}

/** Axe finds nothing serious in what is shown of ours. */
export async function expectAccessible( page: Page ): Promise< void > {
	expect( await seriousViolations( page ) ).toEqual( [] );
}

/** Ids of the first units of the database that is chosen. */
export async function businessUnits(
	session: ShopSession,
	count: number
): Promise< string[] > {
	const { items } = ( await session.rest(
		'GET',
		'sors/v1/business-units'
	) ) as { items: { id: string }[] };
	return items.slice( 0, count ).map( ( { id } ) => id );
}

/** What the connect screen does, for tests of other screens. */
export async function connect(
	session: ShopSession,
	patch: object = {}
): Promise< void > {
	await session.rest( 'PUT', 'sors/v1/settings/api-key', { apiKey: KEY } );
	await session.rest( 'PUT', 'sors/v1/settings', { database: DATABASE } );
	await session.rest( 'PUT', 'sors/v1/settings', {
		businessUnitIds: await businessUnits( session, 1 ),
		newProductStatus: 'publish',
		exportOrders: true,
		...charges,
		...patch,
	} );
}

/** The year after that of connect()'s database is opened in SORS. */
export const openNewYear = ( sors: SorsControl ): Promise< void > =>
	sors.patch(
		[
			{
				do: 'addDatabase',
				name: NEXT_DATABASE,
				title: 'Prodavnica',
				year: THIS_YEAR + 1,
				from: DATABASE,
			},
		],
		DATABASE
	);

/** Brings in the catalogue, then stock and prices, without a page. */
export async function bringInProducts( session: ShopSession ): Promise< void > {
	await bringIn( session, 'catalog' );
	await bringIn( session, 'stock' );
}
