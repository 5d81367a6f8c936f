import { expect } from '../e2e/site/shop';
import type { Journey } from './journey';

/** Orders by bank transfer are paid after their documents have gone to SORS. A person enters them there. */
export async function latePayments(
	{ office, session, owner, say, see }: Journey,
	orders: number[]
): Promise< void > {
	const isPaid = ( id: number ) =>
		session.rest( 'PUT', `wc/v3/orders/${ id }`, { status: 'processing' } );
	for ( const id of orders ) {
		await isPaid( id );
	}
	await owner.open( 'orders&view=payments' );
	const rows = office.locator( '.dataviews-view-table tbody tr' );
	await rows.nth( orders.length - 1 ).waitFor();
	await see( 'late-payments' );
	const before = await rows.count();
	await rows
		.first()
		.getByRole( 'button', { name: say( 'Done in SORS' ) } )
		.click();
	await expect( rows ).toHaveCount( before - 1 );
	await see( 'late-payment-noted' );
}
