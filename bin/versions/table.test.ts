import { describe, expect, it } from 'vitest';
import { page, sentence, withBlock } from './pages';
import { allRows, notRun, type Result, type Row } from './rows';
import { runRow } from './run';
import { exitCode, tableText, type Tried } from './table';
import { fakeTools, greenTests } from './testing/fakes';

const tools = fakeTools();
const notHere = 'WordPress 6.9.7 could not be downloaded.';

/** The oldest is green, the middle not to be had, the newest and PHP 8.5 failed. */
async function mixed(): Promise< Tried[] > {
	const broken = fakeTools( {
		runTests: async ( pair ) => ( {
			...greenTests( pair, { e2e: { failed: 1, skipped: 0 } } ),
			code: 1,
		} ),
		runDemo: async () => ( {
			code: 1,
			report: undefined,
			lastLine: 'The demo failed. No | order.',
		} ),
	} );
	const outcome = async ( row: Row ): Promise< Result > => {
		switch ( row.id ) {
			case 'middle':
				return notRun( row.id, notHere );
			case 'newest':
			case 'php-8.5':
				return await runRow( row, broken );
			default:
				return await runRow( row, tools );
		}
	};
	const all: Tried[] = [];
	for ( const row of allRows ) {
		all.push( { row, result: await outcome( row ) } );
	}
	return all;
}

const lineOf = ( text: string, mark: string ): string =>
	text.split( '\n' ).find( ( line ) => line.includes( mark ) ) ?? '';

describe( 'the table', () => {
	it( 'has a row a pair and a row a PHP, and says why of what failed', async () => {
		const text = tableText( await mixed() );
		expect( lineOf( text, '✓ oldest' ) ).toMatch(
			/WordPress [\d.]+, WooCommerce [\d.]+, PHP [\d.]+( +40 passed, 2 skipped){4} +1 min 0 s +2026-11-25 12:\d\d$/
		);
		expect( lineOf( text, '– middle' ) ).toMatch(
			new RegExp( `not run: ${ notHere }$` )
		);
		expect( lineOf( text, '✗ newest' ) ).toContain( '40 passed, 1 failed' );
		expect( lineOf( text, '✓ 7.4' ) ).toContain( '58 products' );
		expect( lineOf( text, '✗ newest: ' ) ).toBe(
			'✗ newest: e2e: 1 failed (.cache/log/versions-newest.log)'
		);
		expect( text ).toMatch( /\n4 green, 2 failed, 1 not run$/ );
	} );

	it( 'is green only where something ran and nothing failed', async () => {
		const all = await mixed();
		const green = all.filter( ( { result } ) => result.state !== 'failed' );
		const nothing = allRows.map( ( row ) => ( {
			row,
			result: notRun( row.id, notHere ),
		} ) );
		expect( exitCode( all ) ).toBe( 1 );
		expect( exitCode( green ) ).toBe( 0 );
		expect( exitCode( nothing ) ).toBe( 1 );
	} );

	it( 'is green for a complete run only where nothing was left out', async () => {
		const green = ( await mixed() ).filter(
			( { result } ) => result.state !== 'failed'
		);
		const whole = green.filter(
			( { result } ) => result.state === 'passed'
		);
		expect( exitCode( green, true ) ).toBe( 1 );
		expect( exitCode( whole, true ) ).toBe( 0 );
	} );
} );

describe( 'what is written down', () => {
	it( 'names commit, day, and every row, also what did not run', async () => {
		const text = page( await mixed(), 'commit abc1234', '2026-11-26' );
		expect( text ).toContain( 'on 2026-11-26, commit abc1234.' );
		expect( lineOf( text, '– middle' ) ).toContain(
			`not run: ${ notHere }`
		);
		expect( text ).toContain( '- PHP 8.5: ended with exit code 1' );
		const widths = text
			.split( '\n' )
			.filter( ( line ) => line.startsWith( '|' ) )
			.map( ( line ) => line.split( '|' ).length );
		expect( [ ...new Set( widths ) ] ).toEqual( [ 10, 7 ] );
	} );

	it( 'says in README what was green and what was not', async () => {
		const text = sentence( await mixed(), 'commit abc1234', '2026-11-26' );
		expect( text ).toMatch(
			/^Last tried on 2026-11-26, commit abc1234\. All tests passed on WordPress [\d.]+ with WooCommerce [\d.]+\. The main job passed on PHP 7\.4, PHP 8\.0 and PHP 8\.2\. Tests failed on WordPress 7/
		);
		expect( text ).toContain( 'The main job failed on PHP 8.5.' );
	} );

	it( 'stands between the two comments, and only there', () => {
		const before =
			'a\n<!-- npm run test:versions -- --write -->\nold\n<!-- end -->\nb\n';
		expect( withBlock( before, 'new' ) ).toBe(
			before.replace( 'old', 'new' )
		);
		expect( () => withBlock( 'a\n', 'new' ) ).toThrow( /no place/ );
	} );
} );
