import { describe, expect, it } from 'vitest';
import type { Lap } from './measure';
import {
	type Catalogue,
	type Orders,
	orderRows,
	plot,
	scaleReport,
	sectionOf,
	verdicts,
	withSection,
} from './scale-report';

const lap = (
	name: string,
	items: number,
	usEach: number,
	mebibytes = 80
): Lap => ( {
	name,
	items,
	seconds: items * usEach * 1e-6,
	clock: 1,
	queries: items / 10,
	rows: items * 2,
	mebibytes,
} );

const catalogue = (
	size: number,
	usEach: number,
	mebibytes?: number
): Catalogue => ( {
	size,
	laps: [
		lap( 'unchanged catalog', size, usEach, mebibytes ),
		lap( 'unchanged stock', size, usEach ),
		lap( 'one in a hundred', size, usEach + 7 ),
		lap( 'change', size, 700 ),
		lap( 'importer change', 500, 10_500, 300 ),
		lap( 'importer unchanged', 500, 7500, 300 ),
		// Twenty milliseconds each, and the pass over the others.
		lap( 'create', size / 10, 20_000 + usEach * 10 ),
	],
} );

const orders = ( rows: number, queries = 12 ): Orders => ( {
	size: 200_000,
	storage: 'HPOS',
	readings: [ 90, 100, 300 ].map( ( ms ) => ( {
		name: 'orders',
		ms,
		queries,
		rows,
		returned: 20,
	} ) ),
} );

const missed = ( rows: { what: string; isMet: boolean }[] ): string[] =>
	rows.filter( ( { isMet } ) => ! isMet ).map( ( { what } ) => what );

describe( 'the report of big shops', () => {
	it( 'is content when each goal is just reached', () => {
		const both = [ catalogue( 1000, 65.3 ), catalogue( 100_000, 75 ) ];
		expect( missed( verdicts( both, [ orders( 700 ) ] ) ) ).toEqual( [] );
	} );

	it( 'notices time and memory that grow with the list', () => {
		const both = [ catalogue( 1000, 60 ), catalogue( 100_000, 75, 97 ) ];
		expect( missed( verdicts( both, [] ) ) ).toEqual( [
			'nothing changed, catalogue: the longest list beside the shortest',
			'nothing changed, stock and prices: the longest list beside the shortest',
			'most memory of any run',
		] );
	} );

	it( 'counts rows and queries of a list, and takes the middle of its times', () => {
		expect( missed( orderRows( [ orders( 700 ) ] ) ) ).toEqual( [] );
		expect( missed( orderRows( [ orders( 701 ) ] ) ) ).toHaveLength( 1 );
		expect( missed( orderRows( [ orders( 700, 13 ) ] ) ) ).toHaveLength(
			1
		);
	} );

	it( 'draws a point for each size and series', () => {
		const svg = plot( [
			catalogue( 1000, 60 ),
			catalogue( 10_000, 61 ),
			catalogue( 100_000, 62 ),
		] );
		expect( svg.match( /<circle/g ) ).toHaveLength( 9 );
		expect( svg ).toContain( '100,000' );
		expect( svg ).not.toContain( 'NaN' );
	} );

	it( 'leaves the other part of the file as it is', () => {
		const section = scaleReport( [ catalogue( 1000, 60 ) ], [], 'About' );
		const once = withSection( '# Benchmarks\n\nOther.\n', section );
		expect( withSection( once, section ) ).toBe( once );
		expect( sectionOf( once ).trim() ).toBe( section.trim() );
		expect( once.startsWith( '# Benchmarks\n\nOther.\n\n## Big' ) ).toBe(
			true
		);
	} );
} );
