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
		expect( heightOf( seen, 'Need you 1' ) ).toBeCloseTo(
			heightOf( seen, 'In SORS 1' )
		);
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
				heightOf( seen, `Updated ${ updated }` )
		).toBeCloseTo( created / updated );
	} );
} );
