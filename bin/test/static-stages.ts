import { join } from 'node:path';
import { projectDir } from '../../tests/env/paths';
import { check, report, runner } from './check';
import { joined } from './joined';
import type { Outcome, Selection, Stage } from './stage';
import { taint } from './taint';

const bin = ( name: string ): string =>
	join( projectDir, 'node_modules/.bin', name );

const checkStage = (
	id: string,
	title: string,
	program: string,
	args: string[],
	needs: Stage[ 'needs' ] = []
): Stage => ( {
	id,
	groups: [ 'static' ],
	title,
	needs,
	minutes: 10,
	run: () => check( id, program, args ),
} );

export const staticStages: Stage[] = [
	checkStage(
		'schemas',
		'REST schemas are those of src/contract/rest',
		bin( 'tsx' ),
		[ 'src/contract/rest/emit.ts', '--check' ]
	),
	checkStage( 'types', 'Types (tsc)', bin( 'tsc' ), [ '--noEmit' ] ),
	checkStage( 'lint', 'Lint (wp-scripts)', 'npm', [
		'run',
		'--silent',
		'lint',
	] ),
	checkStage(
		'phpcs',
		'PHPCS, PHP 7.4-',
		'vendor/bin/phpcs',
		[ '-q', '--report=emacs' ],
		[ 'php' ]
	),
	{
		id: 'phpstan',
		groups: [ 'static' ],
		title: 'PHPStan, PHP 7.4: the plugin, then the tests',
		needs: [ 'php' ],
		minutes: 14,
		run: phpstan,
	},
	{
		id: 'taint',
		groups: [ 'static' ],
		title: 'Taint analysis (Psalm)',
		needs: [ 'php' ],
		minutes: 10,
		run: taint,
	},
	{
		id: 'vitest',
		groups: [ 'unit' ],
		title: 'Vitest',
		needs: [ 'git' ],
		minutes: 30,
		run: ( selection ) =>
			runner(
				'vitest',
				bin( 'vitest' ),
				[
					'run',
					'--reporter=default',
					'--reporter=junit',
					`--outputFile.junit=${ report( 'vitest' ) }`,
					...( selection.filter ? [ '-t', selection.filter ] : [] ),
					...selection.files,
					'--passWithNoTests',
				],
				{ mayBeEmpty: isPartial( selection ) }
			),
	},
	{
		id: 'pure',
		groups: [ 'unit', 'php' ],
		title: 'PHPUnit without WordPress',
		needs: [ 'php' ],
		minutes: 15,
		run: ( selection ) =>
			runner(
				'pure',
				'vendor/bin/phpunit',
				phpunitArgs( 'pure', 'pure', selection ),
				{
					mayBeEmpty: isPartial( selection ),
					env: { ...process.env, SORS_TEST_SITE: '' },
				}
			),
	},
];

/** One after the other: the second one finds in the cache what both need. */
async function phpstan(): Promise< Outcome > {
	const outcomes: Outcome[] = [];
	for ( const file of [ 'phpstan', 'phpstan-tests' ] ) {
		outcomes.push(
			await check( file, 'vendor/bin/phpstan', [
				...[ 'analyse', '-c', `${ file }.neon.dist` ],
				...[ '--no-progress', '--memory-limit=2G' ],
			] )
		);
	}
	return joined( 'phpstan', outcomes );
}

export function isPartial( selection: Selection ): boolean {
	return selection.filter !== undefined || selection.files.length > 0;
}

export function phpunitArgs(
	id: string,
	suite: string,
	selection: Selection
): string[] {
	return [
		...[ '--testsuite', suite ],
		...[ '--log-junit', report( id ) ],
		'--colors=never',
		...( selection.filter ? [ '--filter', selection.filter ] : [] ),
		...selection.files,
	];
}
