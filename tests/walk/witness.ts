import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { neededWidth } from '../e2e/site/fitting';
import { seriousViolations } from '../e2e/site/shop';
import type { Trouble } from '../e2e/site/trouble';
import { projectDir } from '../env/paths';
import { settled } from './settled';

const TOOLS = 'tr[class^="sors_"]';

/** What is ours on pages of WordPress and WooCommerce, too. */
const OURS = [
	'#sors-api-app',
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

const OF_NO_FAULT = [
	// The busy machine, of what others load in advance.
	'was preloaded using link preload',
	// WooCommerce, while debugging, of a script without a file, whatever that depends on.
	'An inline or unknown script accessed',
	// What was expected once stays so.
	'did not come',
];

/** Where in the journey, and how it was looked at. */
export type Sight = { name: string; tongue: string; width: number };

type Finding = { station: string; view: string; what: string };

/** Takes the pictures, and keeps what a machine can say of each station. */
export class Witness {
	readonly findings: Finding[] = [];
	private readonly numbers = new Map< string, string >();
	private readonly told = new Map< Trouble, Set< string > >();
	/** Parts of sentences that are English of ours. */
	english: string[] = [];

	constructor( private readonly pair: string ) {}

	note( { name, tongue, width }: Sight, what: string ): void {
		this.findings.push( {
			station: `${ this.numberOf( name ) }-${ name }`,
			view: `${ tongue }-${ width }`,
			what: what.replace( /\s+/g, ' ' ),
		} );
	}

	async see( page: Page, trouble: Trouble, sight: Sight ): Promise< void > {
		const { name, tongue, width } = sight;
		await settled( page );
		await expect( page.locator( '.sors-skeleton' ) ).toHaveCount( 0 );
		// Else what stands fixed in the window is in the middle of the picture.
		await page.evaluate( () =>
			window.scrollTo( { top: 0, behavior: 'instant' } )
		);
		await page.screenshot( {
			path: join(
				projectDir,
				'.cache/walk',
				this.pair,
				`${ tongue }-${ width }`,
				`${ this.numberOf( name ) }-${ name }.png`
			),
			fullPage: true,
			animations: 'disabled',
		} );
		await this.judge( page, sight );
		const told = this.told.get( trouble ) ?? new Set();
		for ( const line of trouble.report() ) {
			if (
				! told.has( line ) &&
				! OF_NO_FAULT.some( ( part ) => line.includes( part ) )
			) {
				told.add( line );
				this.note( sight, line );
			}
		}
		this.told.set( trouble, told );
	}

	private async judge( page: Page, sight: Sight ): Promise< void > {
		const ours: string[] = [];
		for ( const part of OURS ) {
			if ( ( await page.locator( part ).count() ) > 0 ) {
				ours.push( part );
			}
		}
		if ( ours.length === 0 ) {
			return;
		}
		for ( const violation of await seriousViolations( page, ours ) ) {
			this.note( sight, `axe ${ violation }` );
		}
		if ( sight.width < 600 ) {
			const isApp = ours[ 0 ] === OURS[ 0 ];
			for ( const what of isApp
				? await tooWide( page, sight.width )
				: // The table of the tools is WooCommerce's, and was wider than a phone.
					await beyond(
						page,
						ours.filter( ( part ) => part !== TOOLS )
					) ) {
				this.note( sight, what );
			}
		}
		if ( sight.tongue.startsWith( 'sr' ) ) {
			const shown = (
				await page.locator( ours.join() ).allInnerTexts()
			).join( '\n' );
			for ( const part of this.english ) {
				if ( shown.includes( part ) ) {
					this.note( sight, `English: ${ part }` );
				}
			}
		}
	}

	/** One table of all that was found. */
	tell(): void {
		const lines = new Map< string, string[] >();
		for ( const { station, view, what } of this.findings ) {
			const key = `${ station.padEnd( 28 ) }  ${ what }`;
			lines.set( key, [ ...( lines.get( key ) ?? [] ), view ] );
		}
		process.stdout.write(
			[
				'',
				`${ this.pair }: ${ this.numbers.size } stations, ${ lines.size } findings`,
				...[ ...lines ].map(
					( [ what, views ] ) =>
						`  ${ what }  [${ views.join( ', ' ) }]`
				),
				'',
			].join( '\n' )
		);
	}

	/** By the order in which stations are first seen, so that one has the same in every language. */
	private numberOf( name: string ): string {
		const number =
			this.numbers.get( name ) ??
			String( this.numbers.size + 1 ).padStart( 2, '0' );
		this.numbers.set( name, number );
		return number;
	}
}

async function tooWide( page: Page, width: number ): Promise< string[] > {
	const needed = await neededWidth( page );
	return needed > width ? [ `needs ${ needed } of ${ width } pixels` ] : [];
}

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
