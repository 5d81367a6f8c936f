import type { Page } from '@playwright/test';
import type { ShopSession } from '../env/shop-session';
import { goods, needsCheckouts } from './site/checkout';
import {
	bringInProducts,
	connect,
	expect,
	seriousViolations,
	test,
} from './site/shop';

const FIELDS = [
	'name',
	'regular_price',
	'sale_price',
	'manage_stock',
	'stock_quantity',
] as const;

type Stored = Record< ( typeof FIELDS )[ number ], unknown >;

async function stored( session: ShopSession, id: number ): Promise< Stored > {
	const product = ( await session.rest(
		'GET',
		`wc/v3/products/${ id }`
	) ) as Stored;
	return Object.fromEntries(
		FIELDS.map( ( name ) => [ name, product[ name ] ] )
	) as Stored;
}

const field = ( page: Page, name: string ) =>
	page.locator( `input[name="${ name }"]:visible` );

const box = ( page: Page ) => page.locator( '#sors-product' );

/** By keyboard: the editor above may still be growing. */
const press = ( page: Page, name: string ) =>
	box( page ).getByRole( 'button', { name, exact: true } ).press( 'Enter' );

const openEditor = async ( page: Page, id: number ) => {
	await page.goto( `/wp-admin/post.php?post=${ id }&action=edit` );
	await expect( box( page ) ).toBeVisible();
};

test.beforeEach( async ( { session, sors } ) => {
	// Some of wp-admin's heaviest pages.
	test.setTimeout( 300_000 );
	// WooCommerce's own screens: the stand-in has none.
	needsCheckouts();
	await sors.reset( { items: 12 } );
	await connect( session );
	await bringInProducts( session );
} );

test( 'the editor and quick edit lock what SORS owns, and save all else', async ( {
	office,
	session,
} ) => {
	const { id } = await goods( session );
	const before = await stored( session, id );

	await test.step( 'the editor', async () => {
		await openEditor( office, id );
		await expect( field( office, '_regular_price' ) ).toHaveAttribute(
			'readonly'
		);
		// Beside its field, not below the sale price.
		await expect(
			office.locator( '._regular_price_field + .sors-owned' )
		).toBeVisible();
		await expect( field( office, '_sale_price' ) ).toBeEditable();
		await office.locator( '.inventory_options a' ).click();
		await expect( field( office, '_stock' ) ).toHaveAttribute( 'readonly' );
		const manages = field( office, '_manage_stock' );
		// It is no real lock: a press is taken back.
		await manages.click();
		await expect( manages ).toBeChecked();
		expect(
			await seriousViolations( office, [
				'#sors-product',
				'.sors-owned',
			] )
		).toEqual( [] );
		await office.locator( '#publish' ).click();
		await expect(
			office.locator( '#message.notice-success' )
		).toBeVisible();
		expect( await stored( session, id ) ).toEqual( before );
	} );

	await test.step( 'quick edit', async () => {
		await office.goto( '/wp-admin/edit.php?post_type=product' );
		const row = office.locator( `#post-${ id }` );
		await row.hover();
		await row.getByRole( 'button', { name: /Quick edit/i } ).click();
		await expect(
			office.locator( `#edit-${ id } .sors-quick-edit` )
		).toBeVisible();
		for ( const name of [ '_regular_price', '_stock' ] ) {
			await expect( field( office, name ) ).toHaveAttribute( 'readonly' );
		}
		const price = String( Math.ceil( Number( before.regular_price ) ) - 1 );
		await field( office, '_sale_price' ).fill( price );
		await office.locator( `#edit-${ id } button.save` ).click();
		await expect( office.locator( `#edit-${ id }` ) ).toHaveCount( 0 );
		expect( await stored( session, id ) ).toEqual( {
			...before,
			sale_price: price,
		} );
		// The row is drawn again, with our column.
		await expect( row.locator( '.column-sors' ) ).toContainText( 'Linked' );
	} );
} );

test( 'a product is left alone, brought in again, and unlinked once that was asked', async ( {
	office,
	session,
} ) => {
	const { id } = await goods( session );
	const reload = async () => {
		await box( office ).getByRole( 'status' ).getByRole( 'link' ).click();
		await expect( box( office ) ).toBeVisible();
	};
	await openEditor( office, id );
	await press( office, 'Leave alone' );
	await reload();
	await expect( box( office ) ).toContainText(
		'You left this product alone'
	);
	await expect( field( office, '_regular_price' ) ).toBeEditable();
	await press( office, 'Bring in again' );
	await reload();
	await expect(
		box( office ).getByRole( 'button', { name: 'Leave alone' } )
	).toBeVisible();

	// Not as dialogs, which come to a test on a busy machine when they like.
	const answer = ( isYes: boolean ) =>
		office.evaluate( ( yes ) => {
			window.confirm = ( asked ) => {
				Object.assign( window, { asked } );
				return yes;
			};
		}, isYes );
	await answer( false );
	// The page may be drawn before its script listens.
	await expect( async () => {
		await press( office, 'Unlink' );
		expect(
			await office.evaluate( () => Reflect.get( window, 'asked' ) )
		).toContain( 'Orders with it will be refused' );
	} ).toPass();
	await expect( box( office ).getByRole( 'status' ) ).toBeEmpty();
	await answer( true );
	await press( office, 'Unlink' );
	await reload();
	await expect( box( office ) ).toContainText( 'You unlinked it' );
	await expect(
		box( office ).getByRole( 'button', { name: 'Link again' } )
	).toBeVisible();

	await test.step( 'the list can be asked for it', async () => {
		await office.goto( '/wp-admin/edit.php?post_type=product' );
		await office
			.getByLabel( 'Filter by what SORS has' )
			.selectOption( 'none' );
		await office.locator( '#post-query-submit' ).click();
		await expect( office.locator( '#the-list tr' ) ).toHaveCount( 1 );
		await expect( office.locator( `#post-${ id }` ) ).toBeVisible();
	} );
} );

test( 'WooCommerce’s tools try the connection, and its report says how it is', async ( {
	office,
} ) => {
	await office.goto( '/wp-admin/admin.php?page=wc-status&tab=tools' );
	office.once( 'dialog', ( dialog ) => void dialog.accept() );
	await office.locator( 'tr.sors_test input[type=submit]' ).click();
	// One of WooCommerce's heaviest pages, twice.
	await expect( office.getByText( /SORS answers in \d+ ms/ ) ).toBeVisible( {
		timeout: 60_000,
	} );
	await office.goto( '/wp-admin/admin.php?page=wc-status' );
	const report = office.locator( 'table', {
		has: office.locator( '[data-export-label="SORS API"]' ),
	} );
	await expect( report ).toContainText( 'Version' );
} );
