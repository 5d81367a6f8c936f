import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { mo } from 'gettext-parser';
import { entriesOf, readCatalogue } from '../../bin/i18n/catalogue';
import { poFile } from '../../bin/i18n/files';
import { projectDir } from '../env/paths';
import type { ShopSession } from '../env/shop-session';

/** The desk's width as issues and tests have it, and a phone's. */
const WIDTHS = { desk: 1440, phone: 360 };
/** A long table goes on below; the picture need not. */
const HEIGHTS = { desk: 1300, phone: 1400 };

export type Language = 'en' | 'sr';

/** A text of the plugin as the shop's language has it: how buttons are found. */
export type Say = ( text: string ) => string;

const languages = (): string =>
	join( process.env.SORS_TEST_SITE ?? '', 'wp-content/languages' );

/** WordPress counts a language as installed once its file is there; its own words stay English. */
export async function installSerbian(): Promise< void > {
	await mkdir( languages(), { recursive: true } );
	await writeFile(
		join( languages(), 'sr_RS.mo' ),
		mo.compile( {
			charset: 'utf-8',
			headers: { Language: 'sr_RS' },
			translations: {},
		} )
	);
}

export async function removeSerbian(): Promise< void > {
	await rm( join( languages(), 'sr_RS.mo' ), { force: true } );
}

export async function speak(
	session: ShopSession,
	language: Language
): Promise< Say > {
	await session.rest( 'PUT', 'wp/v2/settings', {
		language: language === 'sr' ? 'sr_RS' : '',
	} );
	if ( language === 'en' ) {
		return ( text ) => text;
	}
	const catalogue = readCatalogue(
		await readFile( join( projectDir, poFile( 'sr_RS' ) ), 'utf8' )
	);
	const words = new Map(
		entriesOf( catalogue ).map( ( { msgid, msgstr } ) => [
			msgid,
			msgstr[ 0 ] ?? '',
		] )
	);
	return ( text ) => {
		const word = words.get( text );
		if ( ! word ) {
			throw new Error( `Not translated: ${ text }` );
		}
		return word;
	};
}

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
