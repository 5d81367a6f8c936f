import { describe, expect, it } from 'vitest';
import { pairs } from '../../tests/env/wordpress/pairs';
import type { TestReport } from '../test/report';
import { judgePair, judgePhp } from './judge';
import { tables } from './pages';
import { allRows, notRun, stageTitles } from './rows';

const [ oldest ] = pairs;
const under = {
	wordpress: oldest.wordpress,
	store: oldest.woocommerce,
	storeKind: 'real' as const,
	php: '8.2.7',
};
type Stage = TestReport[ 'stages' ][ number ];
const stages = Object.keys( stageTitles ).map( ( id ): Stage => ( {
	...{ id, passed: 40, failed: 0, skipped: 2, note: 'on the pair', ms: 1 },
} ) );
const withFirst = ( changes: Partial< Stage > ): Stage[] =>
	stages.map( ( stage, at ) => ( at ? stage : { ...stage, ...changes } ) );

describe( 'the tests on a pair', () => {
	const judged = ( changes: Partial< TestReport >, code = 0 ) =>
		judgePair( oldest, {
			...{ code, lastLine: '' },
			report: { under, stages, ...changes },
		} );

	it( 'are green where all stages passed on that pair', () => {
		expect( judged( {} ) ).toEqual( {
			state: 'passed',
			why: '',
			ranOn: `WordPress ${ oldest.wordpress }, WooCommerce ${ oldest.woocommerce }, PHP 8.2.7`,
			cells: stages.map( () => '40 passed, 2 skipped' ),
		} );
	} );

	it.each( [
		[
			'with one stage',
			{ stages: withFirst( { failed: 3 } ) },
			'store: 3 failed (on the pair)',
		],
		[
			'where a stage passed nothing',
			{ stages: withFirst( { passed: 0 } ) },
			'store: nothing passed',
		],
		[
			'where a stage did not run',
			{ stages: stages.slice( 1 ) },
			'store did not run',
		],
		[
			'on another WooCommerce',
			{ under: { ...under, store: '1.0' } },
			`ran on WordPress ${ oldest.wordpress }, WooCommerce 1.0, PHP 8.2.7`,
		],
		[
			'on the stand-in',
			{ under: { ...under, storeKind: 'stand-in' as const } },
			`ran on WordPress ${ oldest.wordpress }, the stand-in ${ oldest.woocommerce }, PHP 8.2.7`,
		],
	] )( 'fail %s', ( _when, changes, why ) => {
		expect( judged( changes ) ).toMatchObject( { state: 'failed', why } );
	} );

	it( 'fail with their process, with or without a report', () => {
		expect( judged( {}, 137 ) ).toMatchObject( {
			state: 'failed',
			why: 'ended with exit code 137: no word why',
		} );
		expect(
			judgePair( oldest, {
				...{ code: 1, report: undefined, lastLine: 'No PHP.' },
			} )
		).toMatchObject( {
			state: 'failed',
			why: 'ended with exit code 1: No PHP.',
		} );
	} );
} );

it.each( [
	[ {}, 0, 'passed' ],
	[ {}, 1, 'failed' ],
	[ { php: '8.20.1' }, 0, 'failed' ],
	[ { storeKind: 'stand-in' as const }, 0, 'failed' ],
] )( 'the main job on PHP 8.2: %j and %d are %s', ( changes, code, state ) => {
	const report = { ...under, did: '58 products', ...changes };
	expect( judgePhp( '8.2', { code, report, lastLine: '' } ).state ).toBe(
		state
	);
} );

it( 'the tables have a row for each, with all columns', () => {
	const text = tables(
		allRows.map( ( row ) => ( {
			row,
			result:
				row.id === 'php-7.4'
					? { ...notRun( 'No | order.' ), state: 'failed' }
					: notRun( 'not asked for' ),
		} ) )
	);
	expect( text ).toContain( '\n- PHP 7.4: No | order.' );
	const lines = text.split( '\n' ).filter( ( line ) => line[ 0 ] === '|' );
	expect( lines ).toHaveLength( 4 + allRows.length );
	expect(
		new Set( lines.map( ( line ) => line.split( '|' ).length ) )
	).toEqual( new Set( [ 10, 7 ] ) );
} );
