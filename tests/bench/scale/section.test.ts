import { describe, expect, it } from 'vitest';
import { lapOf } from '../report';
import { union } from '../slow';
import type { Scale } from './measured';
import { gathered, marginal, percentile, type Row } from './row';
import { scaleReport, sectionOf, verdicts, withSection } from './section';
import { catalogue, justReached } from './testing';

const missed = ( scale: Scale ): string[] =>
	verdicts( scale )
		.filter( ( { isMet } ) => ! isMet )
		.map( ( { what } ) => what );

/** What is missed once something is a little worse. */
function after( change: ( scale: Scale ) => void ): string[] {
	const scale = justReached();
	change( scale );
	return missed( scale );
}

/** Something that is measured several times, made worse each time. */
const each = < Item >( items: Item[], change: ( item: Item ) => void ) =>
	items.forEach( change );

const last = < Item >( items: Item[] ): Item => items.at( -1 ) as Item;

describe( 'the verdicts on big shops', () => {
	it( 'are content when each goal is just reached', () => {
		expect( missed( justReached() ) ).toEqual( [] );
		expect( verdicts( justReached() ) ).toHaveLength( 30 );
	} );

	it.each( [ 'queries', 'rows' ] as const )(
		'miss %s that grow with the list',
		( key ) => {
			const worse = after( ( { catalogues } ) => {
				lapOf( last( catalogues ).laps, 'unchanged stock' )[ key ] *=
					1.02;
			} );
			expect( worse ).toEqual( [
				`nothing changed, stock and prices: each further item, ${ key === 'rows' ? 'rows read' : 'queries' }`,
			] );
		}
	);

	it( 'look past what is done once in each list', () => {
		const once = ( scale: Scale ) =>
			each( scale.catalogues, ( { laps } ) => {
				lapOf( laps, 'unchanged stock' ).queries += 1000;
			} );
		expect( after( once ) ).toEqual( [] );
		const worse = after( ( scale ) => {
			once( scale );
			lapOf( last( scale.catalogues ).laps, 'unchanged stock' ).queries +=
				400;
		} );
		expect( worse ).toHaveLength( 1 );
	} );

	it( 'miss time an item that grows with the list', () => {
		const worse = after( ( scale ) => {
			scale.catalogues[ 1 ] = catalogue( 10_000, 70 );
		} );
		expect( worse ).toEqual( [
			'nothing changed, catalogue: each further item, time',
			'nothing changed, stock and prices: each further item, time',
		] );
	} );

	it( 'miss memory of any run, and memory that grows', () => {
		const long = ( scale: Scale, at: number ) =>
			lapOf( scale.catalogues.at( at )?.laps ?? [], 'long texts' );
		const what = [ 'most memory of any run, long texts included' ];
		expect(
			after( ( scale ) => void ( long( scale, -1 ).mebibytes = 97 ) )
		).toEqual( what );
		expect(
			after( ( { catalogues } ) =>
				each( catalogues[ 0 ]?.laps ?? [], ( lap ) => {
					lap.mebibytes = 79;
				} )
			)
		).toEqual( what );
	} );

	it( 'count the reading of the changed ones once', () => {
		const worse = after( ( { catalogues } ) => {
			lapOf( last( catalogues ).laps, 'one in a hundred' ).seconds = 10.6;
		} );
		expect( worse ).toEqual( [
			'one price in a hundred changed, beside nothing changed and those alone',
		] );
	} );

	it( 'tell of the first stock of new products, and judge what they cost without', () => {
		const scale = justReached();
		const { laps } = last( scale.catalogues );
		const figure = () =>
			verdicts( scale ).find( ( { what } ) =>
				what.includes( 'first stock' )
			)?.figure;
		expect( figure() ).toBe( '1.0 × (20.0 + 10.0 ms each)' );
		lapOf( laps, 'first stock' ).seconds += 30;
		expect( missed( scale ) ).toEqual( [] );
		expect( figure() ).toBe( '0.5 × (20.0 + 40.0 ms each)' );
		lapOf( laps, 'create' ).seconds += 1;
		expect( missed( scale ) ).toEqual( [
			'new products, still without stock, beside the CSV importer, which sets it as well',
		] );
	} );

	it( 'hold changes against the floor, and each transaction against the clock', () => {
		const worse = after( ( { catalogues } ) => {
			const { laps } = last( catalogues );
			lapOf( laps, 'floor' ).seconds -= 0.004;
			lapOf( laps, 'longest transaction' ).seconds += 0.001;
		} );
		expect( worse ).toEqual( [
			'price and stock of all changed, over the floor',
			'price and stock of all changed, the longest transaction',
		] );
	} );

	it( 'count rows and queries of a list, not of a sweep', () => {
		const worse = after( ( { orders } ) =>
			each( last( orders ).readings, ( reading ) => {
				reading.rows = 701;
				reading.queries = 13;
			} )
		);
		expect( worse ).toEqual( [ 'orders, HPOS' ] );
	} );

	it( 'give the list of products of WordPress longer than our own', () => {
		const worse = after( ( { catalogues } ) =>
			each( last( catalogues ).lists, ( reading ) => {
				reading.ms += 0.1;
			} )
		);
		expect( worse ).toEqual( [
			'runs, 100000 products',
			'product list, linked, 100000 products',
		] );
	} );

	it( 'miss one slow lock of two hundred checkouts, and a second query', () => {
		const worse = ( change: ( scale: Scale ) => void ) =>
			after( change ).map( ( what ) => what.split( ': ' )[ 1 ] );
		expect(
			worse( ( { loads } ) => {
				last( last( loads ).checkouts ).waitedMs = 201;
			} )
		).toEqual( [ 'waits for locks' ] );
		expect(
			worse( ( { loads } ) => {
				last( loads ).checkouts[ 0 ] = {
					...last( last( loads ).checkouts ),
					waitedMs: 51,
					ownQueries: 2,
				};
			} )
		).toEqual( [ 'our queries', 'waits for locks' ] );
	} );

	it( 'miss workers, pages, answers and screens that are slower', () => {
		const worse = after( ( { loads } ) => {
			const load = last( loads );
			load.one.seconds += 0.1;
			last( load.four ).ended += 0.1;
			each( load.pages, ( page ) => {
				page.with = page.with.map( ( cost ) => ( {
					...cost,
					queries: cost.queries + 1,
				} ) );
			} );
			each( load.answers, ( answer ) => answer.ms.push( 301, 301 ) );
			each( load.screens, ( screen ) => screen.ms.push( 1001, 1001 ) );
		} );
		expect( worse ).toHaveLength( 5 );
	} );

	it( 'miss pictures that come one after another, or cost more', () => {
		const worse = after( ( { pictures } ) =>
			each( pictures, ( turn ) => {
				turn.waitedMs += 1;
				// In vain.
				turn.requests *= 2;
				turn.ours += 0.01;
			} )
		);
		expect( worse ).toHaveLength( 2 );
	} );
} );

describe( 'the page about big shops', () => {
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

	it( 'leaves the other part of the file as it is', () => {
		const section = scaleReport( justReached(), [ 'About' ] );
		expect( section ).not.toMatch( /NaN|undefined|missed/ );
		const once = withSection( '# Benchmarks\n\nOther.\n', section );
		expect( withSection( once, section ) ).toBe( once );
		expect( sectionOf( once ).trim() ).toBe( section.trim() );
		expect( once.startsWith( '# Benchmarks\n\nOther.\n\n## Big' ) ).toBe(
			true
		);
	} );
} );

describe( 'what is reckoned for it', () => {
	it( 'counts the time of several requests at once only once', () => {
		expect(
			union( [
				[ 0, 10 ],
				[ 20, 30 ],
				[ 5, 12 ],
				[ 6, 8 ],
			] )
		).toBe( 22 );
	} );

	it( 'reckons what one more costs between two sizes', () => {
		expect(
			marginal( [
				[ 10, 105 ],
				[ 20, 205 ],
				[ 120, 705 ],
			] )
		).toEqual( [ 10, 5 ] );
		expect( marginal( [ [ 10, 50 ] ] ) ).toEqual( [ 5 ] );
	} );

	it( 'takes the value that ninety-nine of a hundred do not exceed', () => {
		const values = Array.from( { length: 200 }, ( _, at ) => at + 1 );
		expect( percentile( values, 0.99 ) ).toBe( 198 );
		expect( percentile( [ 7 ], 0.99 ) ).toBe( 7 );
	} );
} );
