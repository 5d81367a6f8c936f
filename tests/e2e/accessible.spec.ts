import type { Page } from '@playwright/test';
import { wear } from './site/colour-scheme';
import { cutPlaceholders, neededWidth } from './site/fitting';
import {
	installSerbian,
	removeSerbian,
	speak,
	type Language,
	type Say,
} from './site/language';
import { detailsLook, LOOKS, type Look } from './site/looks';
import {
	businessUnits,
	DATABASE,
	expect,
	expectAccessible,
	KEY,
	open,
	picture,
	test,
} from './site/shop';
import { shopAtWork } from './site/shop-at-work';
import type { ShopSession } from '../env/shop-session';

type Appearance = {
	width: 1440 | 360;
	language: Language;
	/** As wp-admin's profile names it. */
	scheme: string;
};

const DEFAULT = 'Default';

/** Each width with each language and with the default colours and others. */
const APPEARANCES: Appearance[] = [
	{ width: 1440, language: 'en', scheme: DEFAULT },
	{ width: 360, language: 'en', scheme: 'Sunrise' },
	{ width: 1440, language: 'sr', scheme: 'Ectoplasm' },
	{ width: 360, language: 'sr', scheme: DEFAULT },
];

/** What is stored after each step of the first run: the next one is open then. */
const FIRST_RUN: {
	step: string;
	store?: ( session: ShopSession ) => unknown;
}[] = [
	{ step: 'key' },
	{
		step: 'database',
		store: async ( session ) => {
			await session.rest( 'PUT', 'sors/v1/settings/api-key', {
				apiKey: KEY,
			} );
			await session.rest( 'POST', 'sors/v1/connection/test', {} );
		},
	},
	{
		step: 'units',
		store: ( session ) =>
			session.rest( 'PUT', 'sors/v1/settings', {
				database: DATABASE,
			} ),
	},
	{
		step: 'figures',
		store: async ( session ) =>
			session.rest( 'PUT', 'sors/v1/settings', {
				businessUnitIds: await businessUnits( session, 2 ),
			} ),
	},
];

test.beforeEach( async ( { session } ) => {
	void session;
	// Some fifteen looks, each judged by axe, of a shop that syncs and sends first.
	test.setTimeout( 400_000 );
	await installSerbian();
} );
test.afterEach( async ( { office } ) => {
	await wear( office, DEFAULT );
	await removeSerbian();
} );

for ( const { width, language, scheme } of APPEARANCES ) {
	const title = `${ width } pixels, ${ language }, ${ scheme }`;

	async function look( page: Page, say: Say, { name, at, shown }: Look ) {
		await test.step( name, async () => {
			await open( page, at );
			await shown( page, say );
			await picture(
				page,
				`accessible-${ name }-${ width }-${ language }`
			);
			await expectAccessible( page );
			expect( await neededWidth( page ) ).toBeLessThanOrEqual( width );
			expect( await cutPlaceholders( page ) ).toEqual( [] );
		} );
	}

	test( `every screen of a shop at work is accessible and fits: ${ title }`, async ( {
		office,
		session,
		sors,
	} ) => {
		const { sent, refused } = await shopAtWork( session, sors );
		const say = await speak( session, language );
		await wear( office, scheme );
		await office.setViewportSize( { width, height: 900 } );
		for ( const one of [
			...LOOKS,
			detailsLook( 'sent', sent, width === 360 ),
			detailsLook( 'refused', refused, width === 360 ),
		] ) {
			await look( office, say, one );
		}
	} );

	test( `the first run is accessible and fits: ${ title }`, async ( {
		office,
		session,
	} ) => {
		const say = await speak( session, language );
		await wear( office, scheme );
		await office.setViewportSize( { width, height: 900 } );
		for ( const { step, store } of FIRST_RUN ) {
			await store?.( session );
			await look( office, say, {
				name: `first-run-${ step }`,
				at: 'connect',
				shown: async ( page ) => {
					await expect(
						page.locator( '.sors-skeleton' )
					).toHaveCount( 0 );
					await page.waitForLoadState( 'networkidle' );
				},
			} );
		}
	} );
}
