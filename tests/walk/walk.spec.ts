import type { Page } from '@playwright/test';
import { blockCheckout, classicCheckout, goods } from '../e2e/site/checkout';
import {
	englishTexts,
	installSerbian,
	removeSerbian,
	speak,
	type Say,
} from '../e2e/site/language';
import { rowOf, sendButton } from '../e2e/site/orders';
import { DATABASE, expect, KEY, test } from '../e2e/site/shop';
import { admin } from '../env/shop-session';
import { emptyBelgrade, fillBooks } from './catalogue';
import { allSent, buyers, staff } from './orders';
import {
	ALL_SET,
	atWork,
	findings,
	FIRST_SIGHT,
	previewOf,
	stopped,
} from './stations';
import { Owner } from './owner';
import { follow } from './settled';
import { Visits } from './visits';
import { Witness } from './witness';

const jelena = { user: 'jelena', password: 'password' };

const witness = new Witness( process.env.SORS_WALK_PAIR ?? 'unknown' );

test.afterAll( async () => {
	// Also of a walk that ended half-way.
	witness.tell();
	await removeSerbian();
} );

test( 'a new owner’s way, from the activation to a shop at work', async ( {
	browser,
	office,
	session,
	sors,
	trouble,
} ) => {
	test.setTimeout( 1_500_000 );
	const visits = new Visits( session, witness );
	await installSerbian();
	witness.english = await englishTexts();
	await fillBooks( sors );
	await session.rest( 'POST', 'wc/v3/customers', {
		email: 'jelena@example.test',
		username: jelena.user,
		password: jelena.password,
	} );
	// As WordPress has them where Serbian was chosen when it was installed.
	await session.rest( 'PUT', 'wp/v2/settings', {
		date_format: 'd.m.Y.',
		time_format: 'H:i',
	} );
	follow( office );
	await visits.begin( browser, admin, jelena );
	const say = await speak( session, 'sr' );
	const owner = new Owner( office, say );
	const see = ( name: string ) =>
		witness.see( office, trouble, { name, tongue: 'sr', width: 1280 } );
	const runOnPage = () => office.url().match( /run=(\d+)/ )?.[ 1 ] ?? '';

	await test.step( 'activation', async () => {
		await office.goto( '/wp-admin/plugins.php' );
		await office.locator( '#deactivate-sors-api-for-woocommerce' ).click();
		await office.locator( '#activate-sors-api-for-woocommerce' ).click();
		await see( 'activated' );
		await visits.make( FIRST_SIGHT );
		await office.goto( '/wp-admin/index.php' );
		await owner.follow( 'Connect with SORS (3 minutes)' );
	} );

	await test.step( 'key, database, units', async () => {
		const field = office.getByRole( 'textbox', { name: say( 'API key' ) } );
		trouble.expect( /^400: POST .*sors\/v1\/settings\/api-key/ );
		await field.fill( 'pogresan-kljuc' );
		await owner.press( 'Save and test' );
		await expect( field ).toHaveAttribute( 'aria-invalid', 'true' );
		await see( 'key-refused' );
		await field.fill( KEY );
		await owner.press( 'Save and test' );
		await owner.button( 'Use this database' ).waitFor();
		await see( 'database' );
		await owner.press( 'Use this database' );
		await office.getByLabel( /Maloprodaja Beograd/ ).check();
		await office.getByLabel( /Veleprodaja Zemun/ ).check();
		await see( 'units' );
		await owner.press( 'Use these units' );
	} );

	await test.step( 'figures, documents, the shop itself', async () => {
		await office.locator( '.sors-stepper table' ).first().waitFor();
		await see( 'figures' );
		await owner.press( 'Save' );
		const shipping = office.getByLabel(
			say( 'Service in SORS for shipping' )
		);
		await shipping.fill( 'kurirskom' );
		await office.getByRole( 'option', { name: /USL-DOSTAVA/ } ).click();
		await see( 'documents' );
		await owner.press( 'Save' );
		await owner.button( 'Continue' ).waitFor();
		await see( 'check-your-shop' );
		await owner.press( 'Continue' );
	} );

	await test.step( 'the catalogue, without one of its items', async () => {
		await office
			.getByLabel( say( 'Are published at once' ), { exact: true } )
			.check();
		await see( 'before-preview' );
		await owner.press( 'Show what would change' );
		await owner.link( 'See all of them' ).waitFor( { timeout: 600_000 } );
		await see( 'preview' );
		await owner.follow( 'See all of them' );
		await office.locator( '.sors-new__cards li' ).first().waitFor();
		await visits.make( previewOf( runOnPage() ) );
		await office.reload();
		await office
			.locator( '.sors-new__cards' )
			.getByRole( 'checkbox' )
			.nth( 6 )
			.uncheck();
		await see( 'one-left-out' );
		await office
			.getByRole( 'button', { name: owner.counted( 'Approve all %s' ) } )
			.click();
		await owner.isSaid( 'Catalogue', 'Finished' );
		await see( 'catalogue-in' );
	} );

	await test.step( 'stock, prices and pictures', async () => {
		await owner.open( 'connect' );
		await owner.button( 'Start' ).waitFor();
		await see( 'start' );
		await owner.press( 'Start' );
		await office
			.locator( '.sors-progress, .sors-all-set' )
			.first()
			.waitFor();
		await see( 'first-run-progress' );
		await office
			.getByRole( 'heading', {
				name: say( 'Your shop and SORS are connected' ),
			} )
			.waitFor( { timeout: 900_000 } );
		await visits.make( ALL_SET );
		await owner.press( 'Show what would be sent' );
		await office.locator( '.sors-all-set .sors-facts' ).waitFor();
		await see( 'test-document' );
		await owner.open( 'products' );
		await owner.isSaid( 'Images', 'Finished' );
		await see( 'products-in' );
	} );

	await test.step( 'schedules', async () => {
		await owner.open( 'settings&view=products' );
		await office
			.getByLabel( say( 'Stock and prices' ), { exact: true } )
			.selectOption( 'hourly' );
		await see( 'schedule' );
		await owner.press( 'Save' );
		await office.getByText( say( 'Everything is saved.' ) ).waitFor();
	} );

	// As WooCommerce has it at first, delivery of goods at 10 % is taxed at 10 %, and such orders are refused.
	await session.rest(
		'PUT',
		'wc/v3/settings/tax/woocommerce_shipping_tax_class',
		{ value: '' }
	);
	const product = ( await goods( session ) ).id;
	const ids = await test.step( 'orders', () => buyers( session, sors ) );
	const buyer = visits.buyer();
	const bought: { block: string; classic: string; product: number } = {
		...{ block: '', classic: '', product },
	};
	await test.step( 'a buyer at both checkouts, for her company', async () => {
		for ( const [ name, checkOut ] of [
			[ 'block', blockCheckout ],
			[ 'classic', classicCheckout ],
		] as const ) {
			await buyer.goto( `/?add-to-cart=${ product }` );
			ids.push(
				await checkOut( buyer, ( page ) => forCompany( page, say ) )
			);
			bought[ name ] = buyer.url();
		}
	} );

	const stories =
		await test.step( 'sending, and what becomes of orders', async () => {
			await owner.open( 'orders' );
			await see( 'orders-queued' );
			const last = rowOf( office, ids.at( -1 )!, say );
			await sendButton( last, say ).click();
			await expect( last ).toContainText( say( 'In SORS' ) );
			await allSent( session );
			const told = await staff( session, ids );
			await allSent( session );
			return told;
		} );

	const run = await test.step( 'a stock run that is stopped', async () => {
		await emptyBelgrade( sors );
		await owner.open( 'products' );
		await office
			.getByRole( 'button', {
				name: new RegExp( `^${ say( 'Update stock and prices' ) }` ),
			} )
			.click();
		await owner.isSaid( 'Stock and prices', 'Waits for your decision' );
		await office.goto( '/wp-admin/index.php' );
		await owner.follow( 'See the difference' );
		await office
			.locator( '.dataviews-view-table tbody tr' )
			.first()
			.waitFor();
		const id = runOnPage();
		await visits.make( stopped( id ) );
		await office.reload();
		const rows = office.locator( '.dataviews-view-table tbody tr' );
		const waiting = office.locator( '[data-counter="waiting"]' );
		const before = Number( await waiting.textContent() );
		for ( const at of [ 0, 1, 2 ] ) {
			await rows.nth( at ).getByRole( 'checkbox' ).check();
		}
		await see( 'chosen' );
		await office
			.locator(
				'.dataviews-bulk-actions-footer__container, .dataviews-footer'
			)
			.getByRole( 'button', { name: say( 'Approve' ), exact: true } )
			.click();
		await expect( waiting ).toHaveText( String( before - 3 ) );
		await owner.isSaid( 'Stock and prices', 'Waits for your decision' );
		await see( 'chosen-approved' );
		await owner.decided( 'Discard' ).click();
		await expect( owner.decided( 'Discard' ) ).toHaveCount( 0 );
		await see( 'rest-discarded' );
		return id;
	} );

	await test.step( 'the comparison', async () => {
		const [ first, second ] = ( await sors.documents( DATABASE ) ).slice(
			8
		);
		await sors.patch(
			[
				{ do: 'cancelDocument', number: first!.number },
				{ do: 'removeDocument', number: second!.number },
			],
			DATABASE
		);
		await owner.open( 'orders&view=reconciliation' );
		await owner.press( 'Compare now' );
		await findings( office, say );
	} );

	await visits.make( atWork( stories, bought, run ) );
	expect( witness.findings, 'what was found' ).toEqual( [] );
} );

async function forCompany( page: Page, say: Say ): Promise< void > {
	const field = ( name: string ) =>
		page.getByRole( 'textbox', {
			name: new RegExp( `^${ say( name ) }` ),
		} );
	await page
		.getByRole( 'checkbox', {
			name: new RegExp( `^${ say( 'I am buying for a company' ) }` ),
		} )
		.check();
	await field( 'Company name' ).fill( 'Đurđevak i sinovi d.o.o.' );
	await field( 'PIB' ).fill( '104567899' );
	await field( 'Registration number' ).fill( '12345678' );
}
