/** The owner's screens in a browser: from the address to what the screen is for. */
import { chromium, type Page } from '@playwright/test';
import base from '../../../playwright.config';
import { chromiumPath } from '../../env/run/system-packages';
import { logIn } from '../../env/shop-session';
import type { Answer } from './measured';

/** Before the first that counts: the browser keeps the scripts, and PHP the compiled files. */
const WARM = 2;

const LINES = '.sors-dataviews tbody tr';

/** What each is for. */
const SCREENS = [
	{ name: 'overview', path: 'overview', shows: '.sors-summary' },
	{ name: 'orders', path: 'orders', shows: LINES },
	{
		name: 'orders that need you',
		path: 'orders&state=attention',
		shows: LINES,
	},
	{ name: 'comparison', path: 'orders&view=reconciliation', shows: LINES },
	{ name: 'late payments', path: 'orders&view=payments', shows: LINES },
	{ name: 'products', path: 'products', shows: '.sors-run .sors-buttons' },
];

/** What it is for is there, nothing is loading any more, and nothing went wrong. */
async function untilUsable( page: Page, shows: string ): Promise< void > {
	await page.locator( '.sors-app h1' ).waitFor();
	await page.locator( shows ).first().waitFor();
	await page.waitForFunction(
		() => document.querySelector( '.sors-app .sors-skeleton' ) === null
	);
	if ( ( await page.locator( '.sors-problem' ).count() ) > 0 ) {
		throw new Error( await page.locator( '.sors-problem' ).innerText() );
	}
}

export async function measureScreens(
	url: string,
	turns: number
): Promise< Answer[] > {
	const browser = await chromium.launch( {
		...base.use?.launchOptions,
		executablePath: await chromiumPath(),
	} );
	try {
		const context = await browser.newContext( { baseURL: url } );
		await logIn( context.request );
		const page = await context.newPage();
		const screens: Answer[] = [];
		for ( const { name, path, shows } of SCREENS ) {
			const ms: number[] = [];
			for ( let turn = 0; turn < WARM + turns; turn++ ) {
				const since = performance.now();
				await page.goto(
					`/wp-admin/admin.php?page=sors-api&path=${ path }`,
					{ waitUntil: 'commit' }
				);
				await untilUsable( page, shows );
				ms.push( performance.now() - since );
			}
			screens.push( { name, ms: ms.slice( WARM ) } );
		}
		return screens;
	} finally {
		await browser.close();
	}
}
