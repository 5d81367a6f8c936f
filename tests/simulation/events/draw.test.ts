import { expect, it } from 'vitest';
import { draw } from './draw';

it( 'draws the same history from the same seed, and another from another', () => {
	expect( draw( 7 ) ).toEqual( draw( 7 ) );
	expect( draw( 7 ).events ).not.toEqual( draw( 8 ).events );
} );

it( 'draws every kind of event, faults, kills and two at once', () => {
	const events = Array.from( { length: 60 }, ( _, seed ) =>
		draw( seed )
	).flatMap( ( history ) => history.events );
	const kinds = new Set( events.map( ( { what } ) => what.do ) );
	expect( [ ...kinds ].sort() ).toEqual( [
		'address',
		'button',
		'cancelByHand',
		'checkout',
		'delete',
		'deleteRefund',
		'foreignDocument',
		'goods',
		'minute',
		'order',
		'price',
		'quantity',
		'refund',
		'setting',
		'status',
		'sweep',
		'sync',
		'trash',
		'untrash',
		'watchdog',
		'weather',
	] );
	expect( events.some( ( { faults } ) => faults.length > 0 ) ).toBe( true );
	expect( events.some( ( { kill } ) => kill !== undefined ) ).toBe( true );
	expect( events.some( ( { beside } ) => beside !== undefined ) ).toBe(
		true
	);
} );
