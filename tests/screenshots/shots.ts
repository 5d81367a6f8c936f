import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import type { Language, Say } from '../e2e/site/language';
import { projectDir } from '../env/paths';

/** The desk's width as issues and tests have it, and a phone's. */
const WIDTHS = { desk: 1440, phone: 360 };
/** A long table goes on below; the picture need not. */
const HEIGHTS = { desk: 1300, phone: 1400 };

export type Shot = {
	/** Name of the picture, without `.png`. */
	name: string;
	/** Address of the screen: its `path`, and what else it takes. */
	at: string;
	/** Brings the screen to what is to be seen. */
	show?: ( page: Page, say: Say ) => Promise< void >;
	/** Also as on a phone. */
	phone?: boolean;
};

/** A picture of one screen in the language that the shop has. */
export async function take(
	page: Page,
	{ language, say }: { language: Language; say: Say },
	shot: Shot
): Promise< void > {
	for ( const device of [ 'desk', 'phone' ] as const ) {
		if ( device === 'desk' || shot.phone ) {
			await page.setViewportSize( {
				width: WIDTHS[ device ],
				height: 900,
			} );
			await page.goto(
				`/wp-admin/admin.php?page=sors-api&path=${ shot.at }`
			);
			await expect( page.locator( '.sors-app h1' ) ).toBeVisible();
			await page.waitForLoadState( 'networkidle' );
			await shot.show?.( page, say );
			await expect( page.locator( '.sors-skeleton' ) ).toHaveCount( 0 );
			await save( page, language, shot.name, device );
		}
	}
}

async function save(
	page: Page,
	language: Language,
	name: string,
	device: 'desk' | 'phone'
): Promise< void > {
	const height = Math.min(
		HEIGHTS[ device ],
		await page.evaluate( () => document.documentElement.scrollHeight )
	);
	// The menu of wp-admin is as high as the window.
	await page.setViewportSize( { width: WIDTHS[ device ], height } );
	await page.evaluate( () => window.scrollTo( 0, 0 ) );
	const folder = join( projectDir, 'docs/screenshots', language );
	await mkdir( folder, { recursive: true } );
	await page.screenshot( {
		path: join(
			folder,
			device === 'desk' ? `${ name }.png` : `${ name }-phone.png`
		),
		animations: 'disabled',
	} );
}
