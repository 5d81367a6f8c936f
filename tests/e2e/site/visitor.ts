import { expect, type Page } from '@playwright/test';
import type { Eye, Sight } from './eyes';
import type { Say } from './language';
import type { Station } from './stations';

const NARROW = 600;

/** Somebody who comes by stations, and looks at each with several eyes. */
export class Visitor {
	constructor(
		private readonly page: Page,
		private readonly say: Say,
		private readonly how: Omit< Sight, 'name' >,
		private readonly eyes: readonly Eye[]
	) {}

	/** What was found there. */
	async visit( { name, at, show, isWide }: Station ): Promise< string[] > {
		const { page, how } = this;
		const isNarrow = how.width < NARROW;
		if ( isWide && isNarrow ) {
			return [];
		}
		await page.setViewportSize( { width: how.width, height: 900 } );
		const isOfApp = ! at.startsWith( '/' );
		await page.goto(
			isOfApp ? `/wp-admin/admin.php?page=sors-api&path=${ at }` : at
		);
		const found: string[] = [];
		if ( isOfApp ) {
			await expect( page.locator( '.sors-app h1' ) ).toBeVisible();
			// A heading is focused by who goes from screen to screen, not by who comes from elsewhere.
			if ( ( await page.locator( ':focus' ).count() ) > 0 ) {
				found.push( 'is framed when it opens' );
			}
		}
		await show?.( page, this.say, isNarrow );
		await expect( page.locator( '.sors-skeleton' ) ).toHaveCount( 0 );
		await page.waitForLoadState( 'networkidle' );
		for ( const eye of this.eyes ) {
			found.push( ...( ( await eye( page, { ...how, name } ) ) ?? [] ) );
		}
		return found;
	}
}
