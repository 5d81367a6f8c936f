import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { orderState } from '../contract/rest/orders';
import type { Tone } from '../ui/Badge';
import { stateText } from './texts';

/** WooCommerce's badges by their colour: green, blue, orange, red, grey. */
const CLASSES: Record< Tone, string[] > = {
	good: [ 'status-processing' ],
	busy: [ 'status-completed' ],
	warning: [ 'status-on-hold' ],
	bad: [ 'status-failed' ],
	neutral: [ 'status-pending', 'status-cancelled' ],
};

it.each( orderState.options )(
	'gives %s the colour that it has on the screens of WooCommerce',
	( state ) => {
		const found = readFileSync(
			'includes/Admin/OrderStates.php',
			'utf8'
		).match( new RegExp( `::${ state.toUpperCase() }\\s+=> '([a-z-]+)'` ) );
		expect( CLASSES[ stateText( state ).tone ] ).toContain( found?.[ 1 ] );
	}
);

it( 'leaves why it is uncertain to the reason below', () => {
	expect( stateText( 'uncertain' ).meaning ).not.toMatch( /answer|lost/ );
} );
