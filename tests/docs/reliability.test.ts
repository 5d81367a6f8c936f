/** docs/reliability.md promises the plugin's own figures, and the tables beside it stay short. */
import { expect, it } from 'vitest';
import { read } from './pages';

it.each( [
	[ 'Sors/RepeatRule', 'AFTER_SILENCE', 3600, 'an hour' ],
	[ 'Background/Sweep', 'EVERY', 900, '15 minutes' ],
	[ 'Orders/OrdersInTurn', 'SLICE', 2000, '2,000 orders' ],
	[ 'Issues/Reconciliation', 'DAYS', 31, '31 days' ],
	[ 'Entries/OutboxTable', 'LEASE', 180, '3 minutes' ],
] )( 'by %s::%s', ( file, name, figure, words ) => {
	const code = read( `includes/${ file }.php` );
	const found = new RegExp( `const ${ name } *= (\\d+);` ).exec( code );
	expect( Number( found?.[ 1 ] ) ).toBe( figure );
	expect( read( 'docs/reliability.md' ) ).toContain( words );
} );

it( 'has tables that can be read to their end', () => {
	const words = read( 'docs/reliability-tables.md' ).split( /\s+/ );
	expect( words.length ).toBeLessThan( 1500 );
} );
