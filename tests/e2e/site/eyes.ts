import { expect, type Page } from '@playwright/test';
import { cutPlaceholders, neededWidth } from './fitting';
import { seriousViolations } from './shop';

/** How a station is looked at. */
export type Sight = {
	name: string;
	/** Of the page: en, sr or sr-latin. */
	tongue: string;
	width: number;
};

/** What is wrong with the page as it stands there, in words; a picture finds nothing. */
export type Eye = (
	page: Page,
	sight: Sight
) => Promise< readonly string[] | void >;

const APP = '#sors-api-app';
const TOOLS = 'tr[class^="sors_"]';

/** What is ours, on pages of WordPress and WooCommerce, too. */
const OURS = [
	APP,
	'.components-modal__frame',
	'#sors-order',
	'#sors-product',
	// A box may cut off what is too wide for it.
	'#sors-product table',
	'.column-sors',
	'.sors-owned',
	'.sors-quick-edit',
	'[data-export-label="SORS API"]',
	TOOLS,
	'#wpbody-content > .wrap > .notice',
	'input[id*="sors"]',
	'select[id*="sors"]',
];

async function oursOn( page: Page ): Promise< string[] > {
	const ours: string[] = [];
	for ( const part of OURS ) {
		if ( ( await page.locator( part ).count() ) > 0 ) {
			ours.push( part );
		}
	}
	return ours;
}

const accessible: Eye = async ( page ) => {
	const ours = await oursOn( page );
	return ours.length > 0 ? seriousViolations( page, ours ) : [];
};

/** What of ours ends outside the window, where the rest of the page is not ours, and cannot be scrolled to. */
const beyond = ( page: Page, parts: string[] ): Promise< string[] > =>
	page
		.locator( parts.join() )
		.evaluateAll( ( found ) =>
			found
				.filter(
					( one ) =>
						one.getBoundingClientRect().right >
							window.innerWidth + 1 &&
						! one.parentElement?.closest(
							'[style*="overflow-x:auto"]'
						)
				)
				.map( ( one ) => `ends outside the window: ${ one.className }` )
		);

const fitting: Eye = async ( page, { width } ) => {
	const ours = await oursOn( page );
	if ( ours[ 0 ] !== APP ) {
		// The table of the tools is WooCommerce's, and was wider than a phone.
		const parts = ours.filter( ( part ) => part !== TOOLS );
		return width < 600 && parts.length > 0 ? beyond( page, parts ) : [];
	}
	const needed = await neededWidth( page );
	return [
		...( needed > width
			? [ `needs ${ needed } of ${ width } pixels` ]
			: [] ),
		...( await cutPlaceholders( page ) ).map(
			( text ) => `cut in its field: ${ text }`
		),
	];
};

/** On a phone, tabs are to be swept, not in lines. */
const inOneLine: Eye = async ( page ) => {
	for ( const bar of await page.locator( `${ APP } nav:has( a )` ).all() ) {
		const tops = await bar
			.getByRole( 'link' )
			.evaluateAll( ( links ) =>
				links.map( ( link ) =>
					Math.round( link.getBoundingClientRect().top )
				)
			);
		if ( new Set( tops ).size > 1 ) {
			return [ 'tabs in more than one line' ];
		}
	}
	return [];
};

/** Parts of sentences of ours in another language than the page has. */
const wordsOf =
	( english: readonly string[] ): Eye =>
	async ( page, { tongue } ) => {
		if ( tongue === 'en' ) {
			return [];
		}
		const shown = (
			await page.locator( OURS.join() ).allInnerTexts()
		).join( '\n' );
		return [
			...english
				.filter( ( part ) => shown.includes( part ) )
				.map( ( part ) => `English: ${ part }` ),
			...( tongue === 'sr-latin' && /\p{Script=Cyrillic}/u.test( shown )
				? [ 'Cyrillic' ]
				: [] ),
		];
	};

/** All that a machine can judge. */
export const judging = ( english: readonly string[] ): Eye[] => [
	accessible,
	fitting,
	inOneLine,
	wordsOf( english ),
];

/** A picture of the page into this file, from its top. */
export const picturing =
	( fileOf: ( sight: Sight ) => string, highest?: number ): Eye =>
	async ( page, sight ) => {
		if ( highest ) {
			// The menu of wp-admin is as high as the window.
			const height = await page.evaluate(
				() => document.documentElement.scrollHeight
			);
			await page.setViewportSize( {
				width: sight.width,
				height: Math.min( highest, height ),
			} );
		}
		await expect( page.locator( '.sors-skeleton' ) ).toHaveCount( 0 );
		// Else what stands fixed in the window is in the middle of the picture.
		await page.evaluate( () =>
			window.scrollTo( { top: 0, behavior: 'instant' } )
		);
		await page.screenshot( {
			path: fileOf( sight ),
			fullPage: ! highest,
			animations: 'disabled',
		} );
	};
