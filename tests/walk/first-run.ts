import { expect, KEY, test } from '../e2e/site/shop';
import { ALL_SET, FIRST_SIGHT, previewOf } from './stations';
import type { Journey } from './journey';

/** From the activation to a shop that keeps itself up to date. */
export async function firstRun( journey: Journey ): Promise< void > {
	await test.step( 'activation', () => activate( journey ) );
	await test.step( 'key, database, units', () => connect( journey ) );
	await test.step( 'figures, documents', () => choose( journey ) );
	await test.step( 'the shop itself', () => mendShop( journey ) );
	await test.step( 'the catalogue, without one of its items', () =>
		bringIn( journey ) );
	await test.step( 'stock, prices and pictures', () => start( journey ) );
	await test.step( 'the shop once more', () => taxShipping( journey ) );
	await test.step( 'schedules', () => plan( journey ) );
}

async function activate( { office, owner, visits, see }: Journey ) {
	await office.goto( '/wp-admin/plugins.php' );
	await office.locator( '#deactivate-sors-api-for-woocommerce' ).click();
	await office.locator( '#activate-sors-api-for-woocommerce' ).click();
	await see( 'activated' );
	await visits.make( FIRST_SIGHT );
	await office.goto( '/wp-admin/index.php' );
	await owner.follow( 'Connect with SORS (3 minutes)' );
}

async function connect( { office, owner, say, see, trouble }: Journey ) {
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
}

async function choose( { office, owner, say, see }: Journey ) {
	await office.locator( '.sors-stepper table' ).first().waitFor();
	await see( 'figures' );
	await owner.press( 'Save' );
	const shipping = office.getByLabel( say( 'Service in SORS for shipping' ) );
	await shipping.waitFor();
	// Left half-way, it leads back here.
	await owner.open( 'overview' );
	await see( 'left-half-way' );
	await owner.follow( 'Continue the first run' );
	await shipping.fill( 'kurirskom' );
	await office.getByRole( 'option', { name: /USL-DOSTAVA/ } ).click();
	await see( 'documents' );
	await owner.press( 'Save' );
}

/** Buttons of what is usually set another way, as the shop has it at first. */
const MENDED = [
	'Add 20, 10 and 0 % for Serbia',
	'Enter prices with tax',
	'Write them as %s',
	'Write RSD',
	'Give new products Latin addresses',
];

async function mendShop( { office, owner, see }: Journey ) {
	await owner.button( 'Continue' ).waitFor();
	await see( 'check-your-shop' );
	for ( const name of MENDED ) {
		const button = office.getByRole( 'button', {
			name: owner.counted( name ),
		} );
		await button.click();
		await expect( button ).toHaveCount( 0 );
	}
	await see( 'shop-mended' );
	await owner.press( 'Continue' );
}

async function bringIn( journey: Journey ) {
	const { office, owner, say, see, visits } = journey;
	await office
		.getByLabel( say( 'Are published at once' ), { exact: true } )
		.check();
	await see( 'before-preview' );
	await owner.press( 'Show what would change' );
	await owner.link( 'See all of them' ).waitFor( { timeout: 600_000 } );
	await see( 'preview' );
	await owner.follow( 'See all of them' );
	await office.locator( '.sors-new__cards li' ).first().waitFor();
	await visits.make( previewOf( owner.run() ) );
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
}

async function start( { office, owner, say, see, visits }: Journey ) {
	await owner.open( 'connect' );
	await owner.button( 'Start' ).waitFor();
	await see( 'start' );
	await owner.press( 'Start' );
	await office.locator( '.sors-progress, .sors-all-set' ).first().waitFor();
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
}

/** Which VAT delivery has in SORS is known once the catalogue is in. */
async function taxShipping( { office, owner, say, see }: Journey ) {
	await owner.open( 'connect' );
	await office
		.getByRole( 'button', {
			name: new RegExp( `^${ say( 'Check your shop' ) }` ),
		} )
		.click();
	const button = office.getByRole( 'button', {
		name: owner.counted( 'Always tax shipping at %s %%' ),
	} );
	await button.waitFor();
	await see( 'shipping-open' );
	await button.click();
	await expect( button ).toHaveCount( 0 );
	await see( 'shipping-mended' );
}

async function plan( { office, owner, say, see }: Journey ) {
	await owner.open( 'settings&view=products' );
	await office
		.getByLabel( say( 'Stock and prices' ), { exact: true } )
		.selectOption( 'hourly' );
	await see( 'schedule' );
	await owner.save();
}
