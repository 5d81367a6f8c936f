import { describe, expect, it, vi } from 'vitest';
import { pairs } from '../../tests/env/wordpress/pairs';
import { allRows, type Row, stageIds } from './rows';
import { runRow } from './run';
import { fakeTools, greenDemo, greenTests, shopOf } from './testing/fakes';

const rowOf = ( id: string ): Row => {
	const row = allRows.find( ( one ) => one.id === id );
	if ( ! row ) {
		throw new Error( id );
	}
	return row;
};
const oldest = rowOf( 'oldest' );
const newestPair = pairs.at( -1 ) ?? pairs[ 0 ];

describe( 'the tests on a pair', () => {
	it( 'are green where all stages passed on that pair', async () => {
		expect( await runRow( oldest, fakeTools() ) ).toMatchObject( {
			state: 'passed',
			why: '',
			ranOn: `WordPress ${ pairs[ 0 ].wordpress }, WooCommerce ${ pairs[ 0 ].woocommerce }, PHP 8.2.7`,
			stages: { store: { passed: 40, failed: 0, skipped: 2 } },
			ms: 60_000,
			at: '2026-11-25T12:02:00.000Z',
		} );
	} );

	it( 'are not run where the pair is not to be had, and nothing is tried', async () => {
		const runTests = vi.fn();
		const have = async () => 'WooCommerce 10.0.2 is not here.';
		expect(
			await runRow( oldest, fakeTools( { have, runTests } ) )
		).toMatchObject( {
			state: 'not run',
			why: 'WooCommerce 10.0.2 is not here.',
			at: '',
		} );
		expect( runTests ).not.toHaveBeenCalled();
	} );

	it( 'fail with one stage, by its name', async () => {
		const runTests = async () => ( {
			...greenTests( pairs[ 0 ], {
				renamed: { failed: 3, note: 'took too long; on the pair' },
			} ),
			code: 1,
		} );
		expect(
			await runRow( oldest, fakeTools( { runTests } ) )
		).toMatchObject( {
			state: 'failed',
			why: 'renamed: 3 failed (took too long)',
		} );
	} );

	it( 'fail where a stage passed nothing or did not run', async () => {
		const { report, ...rest } = greenTests( pairs[ 0 ], {
			store: { passed: 0 },
		} );
		const stages =
			report?.stages.filter( ( { id } ) => id !== 'e2e' ) ?? [];
		const runTests = async () => ( {
			...rest,
			report: report && { ...report, stages },
		} );
		expect(
			await runRow( oldest, fakeTools( { runTests } ) )
		).toMatchObject( {
			state: 'failed',
			why: 'store: nothing passed; e2e did not run',
		} );
	} );

	it( 'may leave a stage empty where a filter was given, but not all of them', async () => {
		const empty = { passed: 0, skipped: 0 };
		const run = ( changes: Parameters< typeof greenTests >[ 1 ] ) =>
			runRow(
				oldest,
				fakeTools( {
					runTests: async () => greenTests( pairs[ 0 ], changes ),
					isPartial: true,
				} )
			);
		expect( await run( { e2e: empty } ) ).toMatchObject( {
			state: 'passed',
		} );
		expect(
			await run(
				Object.fromEntries( stageIds.map( ( id ) => [ id, empty ] ) )
			)
		).toMatchObject( { state: 'failed', why: 'no test ran' } );
	} );

	it( 'fail where they ran on something else', async () => {
		const runTests = async () => greenTests( newestPair );
		expect(
			await runRow( oldest, fakeTools( { runTests } ) )
		).toMatchObject( {
			state: 'failed',
			why: `ran on WordPress ${ newestPair.wordpress }, WooCommerce ${ newestPair.woocommerce }, PHP 8.2.7`,
		} );
	} );

	it( 'fail with their process, with or without a report', async () => {
		const crashed = { code: 1, report: undefined, lastLine: 'No PHP.' };
		expect(
			await runRow(
				oldest,
				fakeTools( { runTests: async () => crashed } )
			)
		).toMatchObject( {
			state: 'failed',
			why: 'ended with exit code 1: No PHP.',
		} );
		const late = { ...greenTests( pairs[ 0 ] ), code: 137 };
		expect(
			await runRow( oldest, fakeTools( { runTests: async () => late } ) )
		).toMatchObject( {
			state: 'failed',
			why: 'ended with exit code 137: no word why',
		} );
	} );
} );

describe( 'the main job on a PHP', () => {
	const php74 = rowOf( 'php-7.4' );

	it( 'runs on the newest pair that is to be had', async () => {
		const middle = pairs[ 1 ] ?? pairs[ 0 ];
		const have = async ( pair: typeof middle ) =>
			pair === newestPair ? 'It is not here.' : shopOf( pair );
		expect( await runRow( php74, fakeTools() ) ).toMatchObject( {
			state: 'passed',
			did: '58 products',
			ranOn: `WordPress ${ newestPair.wordpress }, WooCommerce ${ newestPair.woocommerce }, PHP 7.4.9`,
		} );
		expect( await runRow( php74, fakeTools( { have } ) ) ).toMatchObject( {
			state: 'passed',
			ranOn: `WordPress ${ middle.wordpress }, WooCommerce ${ middle.woocommerce }, PHP 7.4.9`,
		} );
	} );

	it( 'is not run where there is no pair', async () => {
		const have = async () => 'No.';
		expect( await runRow( php74, fakeTools( { have } ) ) ).toMatchObject( {
			state: 'not run',
			why: 'no pair can be had: No.',
		} );
	} );

	it( 'fails with its process, and on another PHP or the stand-in', async () => {
		const { report } = greenDemo( '7.4', newestPair );
		const verdict = async ( changes: object, code = 0 ) =>
			await runRow(
				php74,
				fakeTools( {
					runDemo: async () => ( {
						...{ code, lastLine: 'The demo failed.' },
						report: report && { ...report, ...changes },
					} ),
				} )
			);
		expect( await verdict( {} ) ).toMatchObject( { state: 'passed' } );
		expect( await verdict( {}, 1 ) ).toMatchObject( {
			state: 'failed',
			why: 'ended with exit code 1: The demo failed.',
		} );
		expect( await verdict( { php: '7.40.1' } ) ).toMatchObject( {
			state: 'failed',
		} );
		expect( await verdict( { storeKind: 'stand-in' } ) ).toMatchObject( {
			state: 'failed',
		} );
	} );
} );
