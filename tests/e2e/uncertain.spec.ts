import type { Locator, Page } from '@playwright/test';
import type { ShopSession } from '../env/shop-session';
import type { SorsControl } from '../sors/client';
import { placeOrder } from './site/checkout';
import { openDetails, rowOf, sendButton } from './site/orders';
import {
	bringInProducts,
	connect,
	DATABASE,
	expect,
	expectAccessible,
	knowOnly,
	open,
	test,
} from './site/shop';
import { goBy } from './site/time';

/** An order whose answer is lost on the way, once SORS has made the document, or before. */
async function loseTheAnswer(
	office: Page,
	{ session, sors }: { session: ShopSession; sors: SorsControl },
	when: 'before' | 'after'
): Promise< { order: number; row: Locator } > {
	await knowOnly( 'no-lookup' );
	await connect( session );
	await bringInProducts( session );
	const order = await placeOrder( session );
	await sors.faults( {
		operation: 'createReservation',
		times: 1,
		action: { kind: 'cut', when },
	} );
	await open( office, 'orders' );
	const row = rowOf( office, order );
	await sendButton( row ).click();
	await expect( row ).toContainText(
		'Nothing is sent again until that is clear.'
	);
	// The server has a minute to answer; then the page shows the outcome without being asked.
	await goBy( 60 );
	await expect( row ).toContainText( 'Uncertain' );
	// Sending it once more is a decision, not a press on the way.
	await expect( row.getByRole( 'button', { name: /^Send/ } ) ).toBeHidden();
	return { order, row };
}

test( 'an order that may or may not have arrived is sent under the number that a person found', async ( {
	office,
	session,
	sors,
} ) => {
	const shop = { session, sors };
	const { order, row } = await loseTheAnswer( office, shop, 'after' );
	const [ document ] = await sors.documents( DATABASE );
	const number = document!.number;
	await expect( row ).not.toContainText( number );

	const details = await openDetails( office, order );
	await expect( details ).toContainText(
		'Say below which document in SORS belongs to it'
	);
	await expectAccessible( office );

	await details
		.getByRole( 'button', { name: 'Choose the document in SORS' } )
		.click();
	// SORS cannot be searched here: a number is typed.
	const name = details
		.getByRole( 'button', { name: 'It is this document' } )
		.last();
	await expect( name ).toBeDisabled();
	await details.getByLabel( 'Number of the document' ).fill( number );
	await name.click();

	await expect( row ).toContainText( 'In SORS' );
	await expect( details ).toContainText( number );
	await expect( details.getByRole( 'heading' ).first() ).toBeFocused();
	await expectAccessible( office );
	expect( await sors.documents( DATABASE ) ).toHaveLength( 1 );

	await test.step( 'the list beside the panel has room for it again', async () => {
		await details.getByRole( 'button', { name: 'Close' } ).click();
		await expect( row ).toContainText( number );
	} );

	await test.step( 'it stays so for whoever comes back', async () => {
		await open( office, 'orders&state=uncertain' );
		await expect( office.getByText( 'No orders match.' ) ).toBeVisible();
	} );
} );

test( 'an order that did not arrive is sent again once a person says so', async ( {
	office,
	session,
	sors,
} ) => {
	const shop = { session, sors };
	const { order, row } = await loseTheAnswer( office, shop, 'before' );
	expect( await sors.documents( DATABASE ) ).toEqual( [] );

	const details = await openDetails( office, order );
	const again = { name: 'It is not there: send again' };
	await details.getByRole( 'button', again ).click();
	const asked = office.getByRole( 'dialog' );
	await expect( asked ).toContainText( 'there will be two documents' );
	await asked.getByRole( 'button', again ).click();
	await expect( row ).toContainText( 'Queued' );
	await sendButton( row ).click();
	await expect( row ).toContainText( 'In SORS' );

	const [ document, ...others ] = await sors.documents( DATABASE );
	expect( others ).toEqual( [] );
	await expect( details ).toContainText( document!.number );
} );
