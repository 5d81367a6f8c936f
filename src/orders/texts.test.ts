import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { orderState } from '../contract/rest/orders';
import type { Tone } from '../ui/Badge';
import { lineOf } from '../testing/samples';
import { sendLabel, stateText } from './texts';

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

it( 'gives no purpose to an order that was left out, whatever the reason', () => {
	expect( stateText( 'skipped' ).meaning ).not.toMatch( /purpose/ );
} );

it( 'calls a button as the panel of its order does, and promises no haste for several', () => {
	const [ waiting, rejected ] = ( [ 'waiting', 'rejected' ] as const ).map(
		( state ) => lineOf( { state } )
	);
	expect( sendLabel( [ waiting! ] ) ).toBe( 'Send now' );
	expect( sendLabel( [ rejected! ] ) ).toBe( 'Send again' );
	expect( sendLabel( [ waiting!, rejected! ] ) ).toBe( 'Send' );
} );
