import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { runOf } from '../testing/samples';
import { markOf, speedOf, type Mark } from './speed';

const seen = fc.record( {
	state: fc.constantFrom( 'reading' as const, 'applying' as const ),
	processed: fc.nat( 50_000 ),
	after: fc.integer( { min: 1, max: 60_000 } ),
} );

it( 'a speed is never negative, and what is left at it reaches the total', () => {
	fc.assert(
		fc.property( fc.array( seen, { maxLength: 20 } ), ( all ) => {
			let now = 0;
			let mark: Mark | null = null;
			for ( const { state, processed, after } of all ) {
				now += after;
				const run = runOf( { state, processed, total: 50_000 } );
				mark = markOf( run, now, mark );
				const speed = speedOf( run, mark, now );
				if ( speed ) {
					expect( speed.perSecond ).toBeGreaterThan( 0 );
					expect(
						processed + speed.perSecond * ( speed.secondsLeft ?? 0 )
					).toBeCloseTo( 50_000, 3 );
				}
			}
		} )
	);
} );
