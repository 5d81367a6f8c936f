import { describe, expect, it } from 'vitest';
import type { Lap } from './measure';
import { type Measured, report, verdicts } from './report';

const lap = ( name: string, perSecond: number ): Lap => ( {
	name,
	items: 100,
	seconds: 100 / perSecond,
	clock: 200 / perSecond,
	queries: 200,
	rows: 300,
	mebibytes: 60,
} );

const measured = ( unchanged: number ): Measured => ( {
	importer: [
		lap( 'create', 20 ),
		lap( 'change', 60 ),
		lap( 'unchanged', 80 ),
	],
	runs: [
		lap( 'create', 30 ),
		lap( 'first stock', 50 ),
		lap( 'change', 480 ),
		lap( 'unchanged catalog', unchanged ),
		lap( 'unchanged stock', 8000 ),
	],
	checkoutWith: [ { ms: 70, queries: 211, ownMs: 0.4, ownQueries: 1 } ],
	checkoutWithout: [ { ms: 69, queries: 210, ownMs: 0, ownQueries: 0 } ],
	sendings: [ { ms: 20, clockMs: 24, queries: 60 } ],
} );

describe( 'the report of the benchmarks', () => {
	it( 'says that goals are met when each is just reached', () => {
		expect(
			verdicts( measured( 8000 ) ).filter( ( { isMet } ) => ! isMet )
		).toEqual( [] );
	} );

	it( 'names the one goal that was missed', () => {
		const missed = verdicts( measured( 7999 ) ).filter(
			( { isMet } ) => ! isMet
		);
		expect( missed.map( ( { what } ) => what ) ).toEqual( [
			'nothing changed, catalogue',
		] );
		expect( report( measured( 7999 ), [] ) ).toContain( '**missed**' );
	} );

	it( 'counts an order that costs the checkout a query too many', () => {
		const slow = measured( 8000 );
		slow.checkoutWith = [
			{ ms: 70, queries: 212, ownMs: 0.4, ownQueries: 2 },
		];
		expect(
			verdicts( slow ).find( ( { isMet } ) => ! isMet )?.figure
		).toBe( '2' );
	} );
} );
