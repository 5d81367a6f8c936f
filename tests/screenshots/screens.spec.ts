import type { Page } from '@playwright/test';
import type { ShopSession } from '../env/shop-session';
import { toLatin } from '../../bin/i18n/latin';
import {
	installSerbian,
	removeSerbian,
	speak,
	type Language,
	type Say,
} from '../e2e/site/language';
import { sendAtOnce } from '../e2e/site/orders';
import { php } from '../e2e/site/php';
import {
	bringInProducts,
	businessUnits,
	connect,
	DATABASE,
	KEY,
	NEXT_DATABASE,
	openNewYear,
	test,
} from '../e2e/site/shop';
import { placeOrders } from './orders';
import {
	DAY,
	olderOrders,
	ordersOfToday,
	preview,
	shareCode,
	stockUp,
	threeWeeks,
} from './shop';
import { take, type Shot } from './shots';

const day = ( daysAgo: number ): string =>
	new Date( Date.now() - daysAgo * DAY * 1000 ).toLocaleDateString( 'en-CA', {
		timeZone: 'Europe/Belgrade',
	} );

/** The Serbian guide is in Latin, so its pictures are, with dates as Serbian has them. */
async function speakAsGuide(
	session: ShopSession,
	language: Language
): Promise< Say > {
	await php( new URL( 'without-avatars.php', import.meta.url ) );
	const word = await speak( session, language );
	if ( language === 'en' ) {
		return word;
	}
	// As WordPress has them where Serbian was chosen when it was installed.
	await session.rest( 'PUT', 'wp/v2/settings', {
		date_format: 'j. n. Y.',
		time_format: 'H:i',
	} );
	await session.rest( 'PUT', 'sors/v1/settings', { serbianScript: 'latin' } );
	return ( text ) => toLatin( word( text ) );
}

test.beforeAll( installSerbian );
test.afterAll( removeSerbian );

for ( const language of [ 'en', 'sr' ] as const ) {
	test( `the first run, step by step: ${ language }`, async ( {
		office,
		session,
	} ) => {
		test.setTimeout( 600_000 );
		const words = {
			language,
			say: await speakAsGuide( session, language ),
		};
		const shoot = ( shot: Omit< Shot, 'at' > ) =>
			take( office, words, { at: 'connect', ...shot } );
		await shoot( { name: 'first-run-key', phone: true } );
		await session.rest( 'PUT', 'sors/v1/settings/api-key', {
			apiKey: KEY,
		} );
		// Saved, but not known to work, it would still be asked for.
		await session.rest( 'POST', 'sors/v1/connection/test' );
		await shoot( {
			name: 'first-run-database',
			show: ( page, say ) =>
				page
					.getByRole( 'button', { name: say( 'Use this database' ) } )
					.waitFor(),
		} );
		await session.rest( 'PUT', 'sors/v1/settings', { database: DATABASE } );
		await shoot( {
			name: 'first-run-units',
			show: ( page ) => page.getByLabel( /Maloprodaja Beograd/ ).check(),
		} );
		await session.rest( 'PUT', 'sors/v1/settings', {
			businessUnitIds: await businessUnits( session, 2 ),
		} );
		await shoot( {
			name: 'first-run-figures',
			phone: true,
			// Until the units are there, their numbers stand for them.
			show: ( page ) =>
				page.getByText( 'Maloprodaja Beograd' ).first().waitFor(),
		} );
		const press = ( page: Page, name: string ) =>
			page
				.getByRole( 'button', { name: words.say( name ), exact: true } )
				.click();
		await shoot( {
			name: 'first-run-documents',
			show: async ( page, say ) => {
				await press( page, 'Save' );
				await page
					.getByLabel( say( 'Service in SORS for shipping' ) )
					.waitFor();
			},
		} );
		await shoot( {
			name: 'first-run-shop',
			show: async ( page, say ) => {
				await press( page, 'Save' );
				await page
					.getByRole( 'button', { name: say( 'Continue' ) } )
					.waitFor();
			},
		} );
		await shoot( {
			name: 'first-run-difference',
			show: async ( page, say ) => {
				await press( page, 'Continue' );
				await press( page, 'Show what would change' );
				await page
					.getByText( say( 'Will be created' ) )
					.first()
					.waitFor( { timeout: 90_000 } );
			},
		} );
	} );

	test( `a new year: ${ language }`, async ( { office, session, sors } ) => {
		const words = {
			language,
			say: await speakAsGuide( session, language ),
		};
		await connect( session );
		await stockUp( sors );
		await openNewYear( sors );
		await bringInProducts( session );
		const [ order ] = await placeOrders( session, 1 );
		await sendAtOnce( session, order! );
		await take( office, words, {
			name: 'settings-new-year',
			at: 'settings',
			show: ( page ) =>
				page
					.getByRole( 'region', {
						name: new RegExp( NEXT_DATABASE ),
					} )
					.waitFor(),
		} );
	} );

	test( `a shop at work: ${ language }`, async ( {
		office,
		session,
		sors,
	} ) => {
		test.setTimeout( 900_000 );
		const words = {
			language,
			say: await speakAsGuide( session, language ),
		};
		await connect( session, { exportOrders: false } );
		await session.rest( 'POST', 'sors/v1/connection/test' );
		await stockUp( sors );
		await shareCode( sors );
		await bringInProducts( session );
		await olderOrders( session );
		await threeWeeks( session, sors );
		await ordersOfToday( session, sors );
		await preview( session, sors );

		for ( const shot of SHOTS ) {
			await take( office, words, shot );
		}
	} );
}

const SHOTS: Shot[] = [
	{ name: 'overview', at: 'overview', phone: true },
	{ name: 'products', at: 'products', phone: true },
	{ name: 'products-attention', at: 'products&view=conflicts' },
	{ name: 'products-categories', at: 'products&view=mapping' },
	{ name: 'products-runs', at: 'products&view=history' },
	{ name: 'orders', at: 'orders', phone: true },
	{
		name: 'orders-details',
		at: 'orders&state=uncertain',
		show: async ( page, say ) => {
			await page
				.getByRole( 'button', { name: say( 'Details' ) } )
				.first()
				.click();
			await page.getByRole( 'complementary' ).last().waitFor();
		},
	},
	{
		name: 'orders-older',
		at: 'orders&view=older',
		show: async ( page, say ) => {
			await page
				.getByLabel( say( 'From' ), { exact: true } )
				.fill( day( 30 ) );
			await page
				.getByLabel( say( 'To' ), { exact: true } )
				.fill( day( 0 ) );
			await page
				.getByRole( 'button', { name: say( 'Count the orders' ) } )
				.click();
			await page.locator( '.sors-older button.is-primary' ).waitFor();
		},
	},
	{ name: 'orders-compared', at: 'orders&view=reconciliation' },
	{ name: 'settings', at: 'settings', phone: true },
	{ name: 'settings-products', at: 'settings&view=products' },
	{ name: 'settings-orders', at: 'settings&view=orders', phone: true },
	{ name: 'settings-maintenance', at: 'settings&view=maintenance' },
];
