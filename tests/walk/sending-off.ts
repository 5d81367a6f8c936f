import { checkOut } from '../../bin/demo/order';
import { expect } from '../e2e/site/shop';
import type { Journey } from './journey';
import { addressOf, allSent, inStock } from './orders';
import { whileOff } from './stations';

const COUNT = 3;

/** The owner switches sending off, orders come meanwhile, and the owner finds out, switches it on and sends them. */
export async function sendingOff( journey: Journey ): Promise< void > {
	const { office, session, owner, say, see, visits } = journey;
	const sends = office.getByLabel( say( 'Send orders to SORS' ), {
		exact: true,
	} );
	await owner.open( 'settings&view=orders' );
	await sends.uncheck();
	await owner.save();
	await see( 'off-saved' );

	const products = await inStock( session );
	let last = 0;
	for ( let n = 0; n < COUNT; n++ ) {
		last = await checkOut(
			session.url,
			{ [ products[ n ]!.id ]: 1 },
			{ address: addressOf( n ), payment: 'cod' }
		);
	}
	// Until the queue has looked at them, they wait as any other.
	await allSent( session );
	await visits.make( whileOff( last ) );

	await owner.open( 'overview' );
	await office.locator( '.sors-decisions' ).waitFor();
	await owner.follow( 'Open this setting' );
	await sends.check();
	await owner.save();
	await see( 'on-again' );
	await owner.open( 'overview' );
	await owner.follow( 'Send older orders' );
	// The day of the shop, which is as many hours away as its clock.
	const today = new Date().toLocaleDateString( 'en-CA', {
		timeZone: 'Europe/Belgrade',
	} );
	await office.getByLabel( say( 'From' ), { exact: true } ).fill( today );
	await office.getByLabel( say( 'To' ), { exact: true } ).fill( today );
	await owner.press( 'Count the orders' );
	const send = office.locator( '.sors-older button.is-primary' );
	await send.waitFor();
	await see( 'older-counted' );
	await send.click();
	await expect( office.locator( '.sors-older .sors-result' ) ).toBeVisible();
	await allSent( session );
	await office.reload();
	await office.locator( '.sors-older .sors-result' ).waitFor();
	await see( 'older-sent' );
}
