import { expect, it } from 'vitest';
import { draw } from './draw';
import { KINDS } from './kinds';

it( 'draws the same history from the same seed, and another from another', () => {
	expect( draw( 7 ) ).toEqual( draw( 7 ) );
	expect( draw( 7 ).events ).not.toEqual( draw( 8 ).events );
} );

it( 'draws every kind of event, faults, kills and two at once', () => {
	const events = Array.from( { length: 60 }, ( _, seed ) =>
		draw( seed )
	).flatMap( ( history ) => history.events );
	const kinds = new Set( events.map( ( { what } ) => what.do ) );
	expect( [ ...kinds ].sort() ).toEqual( Object.keys( KINDS ).sort() );
	expect( events.some( ( { faults } ) => faults.length > 0 ) ).toBe( true );
	expect( events.some( ( { kill } ) => kill !== undefined ) ).toBe( true );
	expect( events.some( ( { beside } ) => beside !== undefined ) ).toBe(
		true
	);
} );
