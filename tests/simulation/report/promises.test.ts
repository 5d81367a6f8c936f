import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectDir } from '../../env/paths';
import { PLUGIN, PROMISES } from './promises';

it.each( [
	[ PLUGIN.repeat, 'Sors/RepeatRule', 'AFTER_SILENCE' ],
	[ PLUGIN.sweep, 'Background/Sweep', 'EVERY' ],
	[ PLUGIN.atOnce, 'Orders/OrdersInTurn', 'SLICE' ],
	[ PLUGIN.compared, 'Issues/Reconciliation', 'DAYS' ],
	[ PLUGIN.lease, 'Entries/OutboxTable', 'LEASE' ],
] )( 'promises the plugin’s own figure: %i, %s::%s', ( figure, name, of ) => {
	const code = readFileSync(
		join( projectDir, `includes/${ name }.php` ),
		'utf8'
	);
	const found = new RegExp( `const ${ of } *= (\\d+);` ).exec( code );
	expect( Number( found?.[ 1 ] ) ).toBe( figure );
} );

it( 'says them in words', () => {
	const page = PROMISES.join( '\n' );
	for ( const words of [
		...[ 'not before an hour has passed', 'takes 15 minutes' ],
		...[ 'up to 2,000 orders', 'in the last 31 days' ],
		...[ 'runs out, 3 minutes later', '45 minutes later at most' ],
	] ) {
		expect( page ).toContain( words );
	}
} );
