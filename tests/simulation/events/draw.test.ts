import { expect, it } from 'vitest';
import { Counts } from '../report/counts';
import { draw } from './draw';
import { KINDS, kindsOf } from './kinds';

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

it( 'draws each sort of a kind that a campaign saw least', () => {
	const counts = new Counts();
	const usual = Array.from( { length: 60 }, ( _, seed ) => draw( seed ) );
	usual
		.flatMap( ( { events } ) =>
			events.flatMap( ( { what } ) => kindsOf( what ) )
		)
		.forEach( ( each ) => counts.event( each ) );
	counts.events[ 'server: is untidy' ] = 0;
	const { events } = draw( 7, undefined, counts.rarest() );
	expect( events.flatMap( ( { what } ) => kindsOf( what ) ) ).toContain(
		'server: is untidy'
	);
} );
