import type { Locator, Page } from '@playwright/test';
import { needsCheckouts } from './site/checkout';
import { expect, open, test } from './site/shop';
import { shopAtWork } from './site/shop-at-work';

/** Its label says of what it is, and how much. */
type Bar = { label: string; height: number };

const chart = ( page: Page, title: string ): Locator =>
	page.getByRole( 'region', { name: title } );

/** The bars that can be seen: of a nought there is one without height. */
async function bars( card: Locator ): Promise< Bar[] > {
	const drawn = card.locator( 'svg .bars rect.bar' );
	await expect( drawn ).not.toHaveCount( 0 );
	const all = await drawn.evaluateAll( ( rects ) =>
		rects.map( ( rect ) => ( {
			label: rect.getAttribute( 'aria-label' ) ?? '',
			height: rect.getBoundingClientRect().height,
		} ) )
	);
	return all.filter( ( { height } ) => height > 0 );
}

const heightOf = ( seen: Bar[], label: string ): number => {
	const found = seen.filter( ( bar ) => bar.label === label );
	expect( found, `${ label } of ${ JSON.stringify( seen ) }` ).toHaveLength(
		1
	);
	return found[ 0 ]!.height;
};

/** Figures above the upper edge of something that shows nothing beyond its edges. */
const cutOff = ( card: Locator ) =>
	card.locator( '.sors-chart__figure' ).evaluateAll( ( figures ) =>
		figures
			.filter( ( figure ) => {
				const { top } = figure.getBoundingClientRect();
				let around = figure.parentElement;
				while ( around ) {
					const { overflowY } = window.getComputedStyle( around );
					if (
						overflowY !== 'visible' &&
						around.getBoundingClientRect().top > top
					) {
						return true;
					}
					around = around.parentElement;
				}
				return false;
			} )
			.map( ( { textContent } ) => textContent )
	);

test( 'WooCommerce draws the charts of what the shop did', async ( {
	office,
	session,
	sors,
} ) => {
	// The stand-in has no charts: figures take their place there.
	needsCheckouts();
	await shopAtWork( session, sors );
	const { recentRuns } = ( await session.rest(
		'GET',
		'sors/v1/overview'
	) ) as { recentRuns: { created: number; updated: number }[] };
	await office.setViewportSize( { width: 1440, height: 900 } );
	await open( office, 'overview' );

	await test.step( 'orders by day', async () => {
		const seen = await bars(
			chart( office, 'Orders of the last 30 days' )
		);
		expect( seen ).toHaveLength( 2 );
		// One went out, one was refused: as high as each other.
		expect( heightOf( seen, 'In SORS 1' ) ).toBeGreaterThan( 50 );
		expect( heightOf( seen, 'Needs attention 1' ) ).toBeCloseTo(
			heightOf( seen, 'In SORS 1' )
		);
	} );

	await test.step( 'the refused one needs attention', async () => {
		const figure = office
			.getByRole( 'listitem' )
			.filter( { hasText: 'Orders that need attention' } );
		await expect( figure.getByText( '1', { exact: true } ) ).toBeVisible();
	} );

	await test.step( 'items changed by each sync', async () => {
		const seen = await bars(
			chart( office, 'Items changed by the last syncs' )
		);
		const created = Math.max( ...recentRuns.map( ( run ) => run.created ) );
		const updated = Math.max( ...recentRuns.map( ( run ) => run.updated ) );
		expect( Math.min( created, updated ) ).toBeGreaterThan( 0 );
		// What is twice as much is twice as high.
		expect(
			heightOf( seen, `Created ${ created }` ) /
				heightOf( seen, `Changed ${ updated }` )
		).toBeCloseTo( created / updated );
	} );

	await test.step( 'no figure is cut off on a phone', async () => {
		await office.setViewportSize( { width: 390, height: 844 } );
		await open( office, 'overview' );
		const card = chart( office, 'Items changed by the last syncs' );
		await expect( card.locator( '.sors-chart__figure' ) ).not.toHaveCount(
			0
		);
		await card.scrollIntoViewIfNeeded();
		expect( await cutOff( card ) ).toEqual( [] );
	} );
} );
