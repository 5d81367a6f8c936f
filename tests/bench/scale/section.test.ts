import { expect, it } from 'vitest';
import type { Lap, Reading } from '../measure';
import { union } from '../slow';
import type { Catalogue, Scale } from './measured';
import { gathered, marginal, percentile, type Row } from './row';
import { scaleReport, sectionOf, verdicts, withSection } from './section';

const lap = ( name: string, items: number, usEach: number ): Lap => ( {
	...{ name, items, seconds: items * usEach * 1e-6, clock: 1 },
	...{ queries: items / 10, rows: items * 2, mebibytes: 80 },
} );

const reading = ( name: string, list: boolean, ms = 100 ): Reading => ( {
	...{ name, list, ms, queries: 12, rows: 700, returned: 20 },
} );

const catalogue = ( size: number, usEach: number ): Catalogue => ( {
	size,
	laps: [
		lap( 'unchanged catalog', size, usEach ),
		lap( 'unchanged stock', size, usEach ),
		lap( 'one in a hundred', size, usEach + 30 ),
		lap( 'change', size, 700 ),
		lap( 'longest transaction', 1, 20_000 ),
		lap( 'floor', 2000, 551 ),
		lap( 'importer change', 200, 10_500 ),
		lap( 'importer unchanged', 200, 7500 ),
		lap( 'importer create', 200, 30_000 ),
		// Twenty milliseconds each, and the pass over the others.
		lap( 'create', 1000, 20_000 + ( usEach * size ) / 1000 ),
		lap( 'first stock', 1000, 10_000 + ( usEach * size ) / 1000 ),
		{ ...lap( 'long texts', size, 900 ), mebibytes: 96 },
	],
	lists: [
		reading( 'runs', true ),
		reading( 'product list, linked', false, 300 ),
	],
} );

const shift = ( orders: number, began: number, ended: number ) => ( {
	...{ orders, began, ended, seconds: orders * 0.015 },
	requests: orders * 3,
} );

const page = { files: 20, ms: 0.3, ownQueries: 0, queries: 30 };

/** Each goal is just reached. */
const scale = (): Scale => ( {
	// 65.3 µs for each further item of the first nine thousand, then 75.
	catalogues: [
		catalogue( 1000, 162.3 ),
		catalogue( 10_000, 75 ),
		catalogue( 100_000, 75 ),
	],
	orders: [
		{
			...{ size: 200_000, storage: 'HPOS' },
			readings: [ reading( 'sweep', false ), reading( 'orders', true ) ],
		},
	],
	loads: [
		{
			storage: 'HPOS',
			checkouts: [ ...Array( 198 ).fill( 50 ), 200, 200 ].map(
				( waitedMs ) => ( {
					...{ ms: 150, queries: 200, ownMs: 0.4 },
					...{ ownQueries: 1, waitedMs },
				} )
			),
			latencyMs: 100,
			one: shift( 40, 0, 14.4 ),
			four: [ 0, 1, 0, 1 ].map( ( began ) => shift( 40, began, 16 ) ),
			scheduler: shift( 70, 0, 30 ),
			pages: [ { page: 'shop', with: [ page ], without: [ page ] } ],
			answers: [ { name: 'orders', ms: [ 300 ] } ],
			screens: [ { name: 'orders', ms: [ 1000 ] } ],
		},
	],
	pictures: [
		{
			...{ latencyMs: 100, requests: 34, needed: 32, waitedMs: 400 },
			...{ ours: 0.33, theirs: 0.3 },
		},
	],
} );

/** All of the largest shop costs so much more. */
function dearer( by: number ): Scale {
	const all = scale();
	const large = all.catalogues.at( -1 ) as Catalogue;
	for ( const each of large.laps ) {
		if ( ! /^(importer|floor)/.test( each.name ) ) {
			// Compared with the pass and the changes, which cost more as well.
			each.seconds *= each.name === 'one in a hundred' ? by ** 2 : by;
			each.queries *= by;
			each.rows *= by;
			each.mebibytes *= by;
		}
	}
	for ( const each of [ ...large.lists, ...all.orders[ 0 ]!.readings ] ) {
		each.ms *= by;
		each.rows *= by;
		each.queries *= by;
	}
	const [ load ] = all.loads;
	load!.checkouts.forEach( ( each ) => {
		each.ownQueries *= by;
		each.waitedMs *= by;
	} );
	load!.one.seconds *= by;
	load!.four.forEach( ( each ) => ( each.ended *= by ) );
	load!.pages[ 0 ]!.with = [ { ...page, queries: page.queries * by } ];
	load!.answers[ 0 ]!.ms = [ 300 * by ];
	load!.screens[ 0 ]!.ms = [ 1000 * by ];
	all.pictures[ 0 ]!.waitedMs *= by;
	all.pictures[ 0 ]!.ours *= by;
	return all;
}

const missed = ( rows: Row[] ): string[] =>
	rows.filter( ( { isMet } ) => ! isMet ).map( ( { what } ) => what );

it( 'meets each goal that is just reached, and misses each once all costs a fifth more', () => {
	expect( missed( verdicts( scale() ) ) ).toEqual( [] );
	expect( missed( verdicts( dearer( 1.2 ) ) ) ).toEqual(
		verdicts( scale() )
			.filter( ( { goal } ) => goal !== 'published' )
			.map( ( { what } ) => what )
	);
} );

it( 'tells of lists that are quick enough only the slowest, and of each that is not', () => {
	const row = ( what: string, ms: number ): Row => ( {
		...{ what, goal: '≤ 100 ms', figure: `${ ms } ms` },
		isMet: ms <= 100,
		family: { name: 'answers', goal: '≤ 100 ms', ms },
	} );
	const rows = [ row( 'a', 3 ), row( 'b', 101 ), row( 'c', 20 ) ];
	expect(
		gathered( rows ).map( ( { what, figure } ) => [ what, figure ] )
	).toEqual( [
		[ 'answers (2)', 'slowest: c, 20 ms' ],
		[ 'b', '101 ms' ],
	] );
} );

it( 'leaves the other part of the page as it is', () => {
	const section = scaleReport( scale(), [ 'About' ] );
	expect( section ).not.toMatch( /NaN|undefined|missed/ );
	const once = withSection( '# Benchmarks\n\nOther.\n', section );
	expect( withSection( once, section ) ).toBe( once );
	expect( sectionOf( once ).trim() ).toBe( section.trim() );
	expect( once ).toMatch( /^# Benchmarks\n\nOther\.\n\n## Big/ );
} );

it( 'reckons', () => {
	// Several requests at once count once.
	expect(
		union( [
			[ 0, 10 ],
			[ 20, 30 ],
			[ 5, 12 ],
			[ 6, 8 ],
		] )
	).toBe( 22 );
	expect(
		marginal( [
			[ 10, 105 ],
			[ 20, 205 ],
			[ 120, 705 ],
		] )
	).toEqual( [ 10, 5 ] );
	const values = Array.from( { length: 200 }, ( _, at ) => at + 1 );
	expect( percentile( values, 0.99 ) ).toBe( 198 );
} );
