import { withoutOperations } from '../contract-variants/fewer';
import { expect, knowContract } from '../e2e/site/shop';
import { loadContract, SHIPPED_CONTRACT } from '../sors/load-contract';
import { goBy } from '../e2e/site/time';
import type { Journey } from './journey';

/** Orders by bank transfer are paid after their documents have gone to SORS. While it takes no payments a person enters them there; the last one is recorded from here. */
export async function latePayments(
	{ office, session, owner, say, see }: Journey,
	orders: number[]
): Promise< void > {
	const isPaid = ( id: number ) =>
		session.rest( 'PUT', `wc/v3/orders/${ id }`, { status: 'processing' } );
	const [ last, ...paid ] = [ ...orders ].reverse();
	const contract = loadContract( SHIPPED_CONTRACT );
	await knowContract( withoutOperations( contract, [ 'recordPayment' ] ) );
	for ( const id of paid ) {
		await isPaid( id );
	}
	await owner.open( 'orders&view=payments' );
	const rows = office.locator( '.dataviews-view-table tbody tr' );
	await rows.nth( paid.length - 1 ).waitFor();
	await see( 'late-payments' );
	const before = await rows.count();
	await rows
		.first()
		.getByRole( 'button', { name: say( 'Done in SORS' ) } )
		.click();
	await expect( rows ).toHaveCount( before - 1 );
	await see( 'late-payment-noted' );
	await knowContract();
	await goBy( 0 );
	await isPaid( last! );
}
