import type { Locator, Page } from '@playwright/test';
import {
	blockCheckout,
	classicCheckout,
	goods,
	guest,
	needsCheckouts,
} from './site/checkout';
import { rowOf, sendButton } from './site/orders';
import {
	bringInProducts,
	connect,
	DATABASE,
	expect,
	open,
	test,
} from './site/shop';

const COMPANY = 'Kišobran d.o.o.';
const PIB = '108765434';

const box = ( page: Page ) =>
	page.getByRole( 'checkbox', { name: /^I am buying for a company/ } );
const pib = ( page: Page ) => page.getByRole( 'textbox', { name: /^PIB/ } );
const companyName = ( page: Page ) =>
	page.getByRole( 'textbox', { name: /^Company name/ } );

const rowOfField = ( page: Page, field: Locator ) =>
	page
		.locator( '.form-row, .wc-block-components-text-input' )
		.filter( { has: field } );

const place = ( page: Page ) =>
	page.getByRole( 'button', { name: /^Place order$/i } ).click();

/** A ticked box alone says nothing of the company. */
async function expectAsked( page: Page ) {
	await expect( pib( page ) ).toBeHidden();
	await box( page ).check();
	await place( page );
	for ( const [ field, said ] of [
		[ companyName( page ), /enter the company’s name, or untick/ ],
		[ pib( page ), /enter the company’s PIB, or untick/ ],
	] as const ) {
		await expect( rowOfField( page, field ).getByText( said ) ).toBeVisible(
			{ timeout: 30_000 }
		);
	}
	await box( page ).uncheck();
}

/** The wrong number is told at its field, and corrected there. */
async function expectWrong( page: Page ) {
	const row = rowOfField( page, pib( page ) );
	await expect( pib( page ) ).toHaveAttribute( 'aria-invalid', 'true', {
		timeout: 30_000,
	} );
	await expect( row.getByText( /not a valid PIB/ ) ).toBeVisible();
	await pib( page ).fill( PIB );
}

/** WooCommerce frames as right what our server has refused, also when the buyer passes through the field. */
async function expectRedFrame( page: Page ) {
	const row = page.locator( '#sors_pib_field' );
	await expect( row ).toHaveClass( /woocommerce-invalid/, {
		timeout: 30_000,
	} );
	await pib( page ).focus();
	await pib( page ).blur();
	await expect( row ).toHaveClass( /woocommerce-invalid/ );
	await expect( row ).not.toHaveClass( /woocommerce-validated/ );
}

/** WooCommerce leaves none above a box where the form is narrower than 400 pixels. */
async function expectRoomAboveTheBox( page: Page ) {
	const size = page.viewportSize()!;
	await page.setViewportSize( { width: 390, height: 844 } );
	const email = await page.getByLabel( 'Email address' ).boundingBox();
	const ours = await box( page ).boundingBox();
	expect( ours!.y - email!.y - email!.height ).toBeGreaterThan( 12 );
	await page.setViewportSize( size );
}

async function fillIn( page: Page, number: string ) {
	await expect( pib( page ) ).toBeHidden();
	await box( page ).check();
	await companyName( page ).fill( COMPANY );
	await pib( page ).fill( number );
	await page
		.getByRole( 'textbox', { name: /^Registration number/ } )
		.fill( '12345678' );
}

for ( const { name, checkOut, meanwhile } of [
	{
		name: 'block',
		checkOut: blockCheckout,
		meanwhile: async ( page: Page ) => {
			await expectAsked( page );
			await fillIn( page, '108765435' );
			await expectWrong( page );
		},
	},
	{
		name: 'classic',
		checkOut: classicCheckout,
		meanwhile: async ( page: Page ) => {
			await expectAsked( page );
			// Also where WooCommerce's own field stays to be seen without the box.
			await expect(
				page.locator( '.checkout-inline-error-message' )
			).toHaveCount( 0 );
			await expect( page.locator( '#sors_pib_field' ) ).not.toHaveClass(
				/woocommerce-invalid/
			);
			await fillIn( page, '108765435' );
			await place( page );
			await expectRedFrame( page );
			await expectWrong( page );
			await expect( page.locator( '#sors_pib_field' ) ).not.toHaveClass(
				/woocommerce-invalid/
			);
		},
	},
] ) {
	test( `a company at the ${ name } checkout becomes the customer in SORS`, async ( {
		browser,
		office,
		session,
		sors,
	} ) => {
		test.setTimeout( 300_000 );
		needsCheckouts();
		await connect( session );
		await bringInProducts( session );
		const page = await guest( browser, ( await goods( session ) ).id );
		const order = await checkOut( page, meanwhile );
		await expect( page.getByText( COMPANY ).first() ).toBeVisible();
		await expect( page.getByText( 'for a company' ) ).toHaveCount( 0 );

		await open( office, 'orders' );
		const row = rowOf( office, order );
		await expect( row ).toContainText( 'Queued' );
		await sendButton( row ).click();
		await expect( row ).toContainText( 'In SORS' );
		const [ document, ...others ] = await sors.documents( DATABASE );
		expect( others ).toEqual( [] );
		expect( document?.kind ).toBe( 'reservation' );
		await expect( row ).toContainText( document!.number );
		const customers = await sors.books( 'customers', DATABASE );
		expect(
			customers.find( ( { id } ) => id === document?.customerId )
		).toMatchObject( { type: 'company', name: COMPANY, taxId: PIB } );
	} );
}

test( 'a private buyer can untick the box again', async ( {
	browser,
	session,
} ) => {
	test.setTimeout( 300_000 );
	needsCheckouts();
	await connect( session );
	await bringInProducts( session );
	const page = await guest( browser, ( await goods( session ) ).id );
	await blockCheckout( page, async () => {
		await expectRoomAboveTheBox( page );
		await fillIn( page, '108765435' );
		await box( page ).uncheck();
		await expect( pib( page ) ).toBeHidden();
	} );
	await expect( page.getByText( /PIB|for a company/ ) ).toHaveCount( 0 );
	await expect( page.getByText( COMPANY ) ).toHaveCount( 0 );
} );
