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
import { leaveUncertain, sendAtOnce } from '../e2e/site/orders';
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
import { goBy } from '../e2e/site/time';
import type { SorsControl } from '../sors/client';
import { placeOrders } from './orders';
import { take, type Shot } from './shots';

const DAY = 86_400;

/** The Serbian guide is in Latin, so its pictures are. */
async function speakAsGuide(
	session: ShopSession,
	language: Language
): Promise< Say > {
	const word = await speak( session, language );
	if ( language === 'en' ) {
		return word;
	}
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
		await shoot( { name: 'first-run-database' } );
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
		await connect( session );
		await session.rest( 'POST', 'sors/v1/connection/test' );
		await bringInProducts( session );
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
	{ name: 'orders-older', at: 'orders&view=older' },
	{ name: 'orders-compared', at: 'orders&view=reconciliation' },
	{ name: 'settings', at: 'settings', phone: true },
	{ name: 'settings-products', at: 'settings&view=products' },
	{ name: 'settings-orders', at: 'settings&view=orders', phone: true },
	{ name: 'settings-maintenance', at: 'settings&view=maintenance' },
];

/** Orders go out and prices change, as they do. */
async function threeWeeks(
	session: ShopSession,
	sors: SorsControl
): Promise< void > {
	for ( const [ orders, days ] of [
		[ 3, 9 ],
		[ 2, 6 ],
		[ 4, 4 ],
		[ 2, 1 ],
	] as const ) {
		for ( const id of await placeOrders( session, orders ) ) {
			await sendAtOnce( session, id );
		}
		await sors.patch(
			[ '000101', '000102', '000103' ]
				.slice( 0, orders )
				.map( ( code ) => ( {
					do: 'setPrice' as const,
					code,
					unit: '01',
					priceWithVat: 189.9 + days,
				} ) ),
			DATABASE
		);
		await bringInProducts( session );
		await goBy( days * DAY );
	}
}

/** One is sent, one refused, and of one the answer is lost. */
async function ordersOfToday(
	session: ShopSession,
	sors: SorsControl
): Promise< void > {
	const [ sent, refused, lost ] = await placeOrders( session, 3 );
	await sendAtOnce( session, sent! );
	await sors.faults( {
		operation: 'createReservation',
		times: 1,
		action: {
			kind: 'refuse',
			message: 'Kupac je blokiran zbog dospelih obaveza.',
		},
	} );
	await sendAtOnce( session, refused! );
	await leaveUncertain( session, sors, { order: lost!, database: DATABASE } );
}

/** A difference that waits for a decision. */
async function preview(
	session: ShopSession,
	sors: SorsControl
): Promise< void > {
	await sors.patch(
		[
			{
				do: 'setItem',
				code: '000101',
				set: { name: 'Odvijač ravni 6 × 100 mm, izolovan' },
			},
			{ do: 'setPrice', code: '000102', unit: '01', priceWithVat: 479.9 },
		],
		DATABASE
	);
	let run = ( await session.rest( 'POST', 'sors/v1/runs', {
		kind: 'stock',
		mode: 'preview',
	} ) ) as { id: number; state: string };
	while ( [ 'queued', 'reading' ].includes( run.state ) ) {
		run = ( await session.rest(
			'POST',
			`sors/v1/runs/${ run.id }/step`
		) ) as typeof run;
	}
}
