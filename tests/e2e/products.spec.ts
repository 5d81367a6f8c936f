import type { Locator, Page } from '@playwright/test';
import { countDrafts, readProducts } from '../../bin/demo/products';
import {
	connect,
	DATABASE,
	expect,
	expectAccessible,
	open,
	test,
} from './site/shop';

/** Where runs of the catalogue are started, and told of. */
const catalogue = ( office: Page ): Locator =>
	office.getByRole( 'region', { name: 'Catalogue' } );

const bringIn = ( card: Locator ): Promise< void > =>
	card.getByRole( 'button', { name: /Bring in the catalogue/ } ).click();

const finished = ( card: Locator ): Promise< void > =>
	expect( card.getByText( 'Finished' ) ).toBeVisible( { timeout: 90_000 } );

/** Of what a run did: `created`, `updated` or `failed`. */
const counter = ( card: Locator, name: string ): Locator =>
	card.locator( `[data-counter="${ name }"]` );

test.beforeEach( async ( { session } ) => {
	await connect( session );
} );

test( 'a catalogue comes in while the page shows how far it is', async ( {
	office,
	sors,
	session,
} ) => {
	await sors.reset( { items: 300 } );
	// Two pages: on a fast shop all would be over before there is something to see.
	await sors.faults( {
		operation: 'listProducts',
		times: 2,
		action: { kind: 'latency', ms: 2500 },
	} );
	await open( office, 'products' );
	await expectAccessible( office );
	const card = catalogue( office );
	await bringIn( card );

	const figures = card.locator( '.sors-progress__figures' );
	await expect( figures ).toContainText( / of 3[0-9]{2}/ );
	const seen = new Set< string >();
	await expect
		.poll(
			async () => {
				seen.add( ( await figures.textContent() ) ?? '' );
				return seen.size;
			},
			{ intervals: [ 200 ] }
		)
		.toBeGreaterThan( 2 );
	await expectAccessible( office );

	await finished( card );
	await expect( counter( card, 'failed' ) ).toHaveText( '0' );
	await expectAccessible( office );

	const created = await counter( card, 'created' ).textContent();
	const products = await readProducts( session );
	const drafts = countDrafts( await sors.books( 'products', DATABASE ) );
	expect( drafts ).toBeGreaterThan( 4 );
	expect( Number( created?.replace( ',', '' ) ) ).toBe(
		products.length + drafts
	);
	expect( products.length ).toBeGreaterThan( 250 );
} );

test( 'a run is cancelled, resumed and then repeated without a change', async ( {
	office,
	sors,
} ) => {
	await sors.reset( { items: 150 } );
	await open( office, 'products' );
	const card = catalogue( office );
	await bringIn( card );
	await card.getByRole( 'button', { name: /Cancel/ } ).click();
	await expect(
		card.getByText( 'Cancelled', { exact: true } )
	).toBeVisible();
	await card.getByRole( 'button', { name: /Resume/ } ).click();
	await finished( card );

	await bringIn( card );
	await finished( card );
	await expect( counter( card, 'created' ) ).toHaveText( '0' );
	await expect( counter( card, 'updated' ) ).toHaveText( '0' );
} );

test( 'a preview shows each difference and changes nothing until it is applied', async ( {
	office,
	session,
} ) => {
	const products = async () => ( await readProducts( session ) ).length;
	await open( office, 'products' );
	const card = catalogue( office );
	await card.getByRole( 'button', { name: /Preview/ } ).click();
	await expect( card.getByText( 'Waits for your decision' ) ).toBeVisible( {
		timeout: 90_000,
	} );
	await expect(
		card.getByText( 'Will be created', { exact: true } ).first()
	).toBeVisible();
	expect( await products() ).toBe( 0 );
	await expectAccessible( office );

	await card.getByRole( 'button', { name: /^Approve all/ } ).click();
	await finished( card );
	expect( await products() ).toBeGreaterThan( 100 );
} );

test( 'a SORS that fails in mid-run is waited for', async ( {
	office,
	sors,
} ) => {
	await sors.faults( {
		operation: 'listProducts',
		times: 1,
		action: { kind: 'status', status: 503 },
	} );
	await open( office, 'products' );
	const card = catalogue( office );
	await bringIn( card );
	await finished( card );
	await expect( counter( card, 'failed' ) ).toHaveText( '0' );
} );
