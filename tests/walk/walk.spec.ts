import type { Page } from '@playwright/test';
import { blockCheckout, classicCheckout, goods } from '../e2e/site/checkout';
import { removeSerbian, type Say } from '../e2e/site/language';
import { rowOf, sendButton } from '../e2e/site/orders';
import {
	bringInProducts,
	businessUnits,
	connect,
	DATABASE,
	expect,
	test,
} from '../e2e/site/shop';
import { goBy } from '../e2e/site/time';
import type { SorsDocument } from '../sors/model/types';
import { emptyBelgrade } from './catalogue';
import { chooseProducts, keepOut, linkCustomer } from './choices';
import { firstRun } from './first-run';
import { begin, IS_SHORT, type Journey } from './journey';
import { latePayments } from './late-payments';
import { allSent, buyers, staff, unpaid, type Stories } from './orders';
import { sendingOff } from './sending-off';
import { atWork, findings, stopped } from './stations';
import { moveOrdersToPosts } from './storage';
import { Witness } from './witness';
import { orderPages, shopPages, wpPages } from './wp-stations';
import { changeYear } from './year';

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
	test.setTimeout( Number( process.env.SORS_WALK_LIMIT_MS ) );
	const journey = await begin(
		browser,
		{ office, session, sors, trouble },
		witness
	);
	const { visits } = journey;
	await ( IS_SHORT ? connectAtOnce( journey ) : firstRun( journey ) );
	await test.step( 'a code is never wanted', () => keepOut( journey ) );

	const product = ( await goods( session ) ).id;
	const ids = await test.step( 'orders', () => buyers( session, sors ) );
	const bought = await test.step( 'a buyer, for her company', () =>
		buy( journey, product, ids ) );
	const told = await test.step( 'sending, and what becomes of it', () =>
		send( journey, ids ) );
	await test.step( 'sending is off', () => sendingOff( journey ) );
	await test.step( 'late payments', () =>
		latePayments( journey, unpaid( ids ) ) );
	const stories = { ...told, paid: unpaid( ids ).at( -1 )! };
	const run = await test.step( 'a stock run that is stopped', () =>
		stop( journey ) );
	await test.step( 'the comparison', () => compare( journey, stories ) );
	const [ sold, leftAlone, unlinked ] = await productsOf( journey, stories );
	const chosen = await test.step( 'what the owner decides of products', () =>
		chooseProducts( journey, [ leftAlone, unlinked ] ) );
	await test.step( 'a linked customer', () => linkCustomer( journey ) );

	await goBy( 0 );
	const { number } = ( await sors.documents( DATABASE ) ).at( -2 )!;
	await visits.make( [
		...atWork( stories, run ),
		...wpPages( { ...chosen, sold }, journey.customer ),
		...orderPages( 'hpos', stories, number ),
		...shopPages( { ...bought, product } ),
	] );
	await moveOrdersToPosts();
	await visits.make( orderPages( 'posts', stories, number ) );
	await test.step( 'a new year', () => changeYear( journey ) );
	expect( witness.findings, 'what was found' ).toEqual( [] );
} );

/** What the first run comes to. */
async function connectAtOnce( { session }: Journey ) {
	await connect( session );
	await session.rest( 'PUT', 'sors/v1/settings', {
		businessUnitIds: await businessUnits( session, 2 ),
	} );
	await bringInProducts( session );
}

/** Jelena buys at both checkouts; the addresses of the pages that thank her. */
async function buy(
	{ visits, say }: Journey,
	product: number,
	ids: number[]
): Promise< { block: string; classic: string } > {
	const buyer = visits.buyer();
	const bought = { block: '', classic: '' };
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
	return bought;
}

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

async function send(
	{ office, session, owner, say, see }: Journey,
	ids: number[]
): Promise< Stories > {
	await owner.open( 'orders' );
	await see( 'orders-queued' );
	const last = rowOf( office, ids.at( -1 )!, say );
	await sendButton( last, say ).click();
	await expect( last ).toContainText( say( 'In SORS' ) );
	await allSent( session );
	const told = await staff( session, ids );
	await allSent( session );
	return told;
}

/** Somebody empties a shop in SORS; the owner approves three of the changes and discards the rest. Answers the run. */
async function stop( {
	office,
	sors,
	owner,
	say,
	see,
	visits,
}: Journey ): Promise< string > {
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
	const rows = office.locator( '.dataviews-view-table tbody tr' );
	await rows.first().waitFor();
	const run = owner.run();
	await visits.make( stopped( run ) );
	await office.reload();
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
	return run;
}

/** Somebody cancels one document in SORS and takes another one away; the comparison finds both. */
async function compare(
	{ office, sors, owner, say }: Journey,
	told: Stories
): Promise< void > {
	const isTold = ( { externalReference: reference }: SorsDocument ) =>
		Object.values( told ).some( ( id ) =>
			reference?.split( /\D+/ ).includes( String( id ) )
		);
	const [ first, second ] = ( await sors.documents( DATABASE ) ).filter(
		( document ) => document.status === 'open' && ! isTold( document )
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
}

/** One that is in an order which is not in SORS, and two others that were bought. */
async function productsOf(
	{ session }: Journey,
	{ refused, sent }: Stories
): Promise< [ number, number, number ] > {
	const goodsOf = async ( order: number ) =>
		(
			( await session.rest( 'GET', `wc/v3/orders/${ order }` ) ) as {
				line_items: { product_id: number }[];
			}
		 ).line_items.map( ( line ) => line.product_id );
	const [ sold ] = await goodsOf( refused );
	const [ leftAlone, unlinked ] = await goodsOf( sent );
	return [ sold!, leftAlone!, unlinked! ];
}
