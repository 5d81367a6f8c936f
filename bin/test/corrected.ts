import { readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { secondContract } from '../../tests/contract-variants/second';
import { projectDir, workDir } from '../../tests/env/paths';
import { command } from '../../tests/env/run/command';
import { temporaryIn } from '../../tests/env/run/temporary';
import { loadContract, SHIPPED_CONTRACT } from '../../tests/sors/load-contract';
import { report, runner } from './check';
import { joined } from './joined';
import type { Outcome, Selection } from './stage';
import { isPartial, phpunitArgs } from './static-stages';

/** Where Vitest meets the contract. */
const TESTS = [
	'tests/sors',
	'tests/contract-variants',
	'bin/compare-contract',
	'bin/live-preview',
	'src/contract',
];

/** Of the tree, what is not copied as it is. */
const APART = [ '.git', '.cache', 'node_modules', 'vendor' ];

/**
 * The tests without WordPress in a copy of the tree, where the shipped contract
 * has been corrected: every name is another one. Whoever corrects the file must
 * have to change nothing else.
 */
export async function corrected( selection: Selection ): Promise< Outcome > {
	const { dir: copy, remove } = await temporaryIn( workDir, 'corrected-' );
	try {
		await copyTree( copy );
		await writeFile(
			join( copy, 'contract/sors-api.json' ),
			JSON.stringify(
				secondContract( loadContract( SHIPPED_CONTRACT ), 'k' )
			)
		);
		const outcomes = [
			await vitest( copy, selection ),
			await runner(
				'corrected-pure',
				'vendor/bin/phpunit',
				phpunitArgs( 'corrected-pure', 'pure', selection ),
				{
					cwd: copy,
					mayBeEmpty: isPartial( selection ),
					env: { ...process.env, SORS_TEST_SITE: '' },
				}
			),
		];
		return await joined( 'corrected', outcomes );
	} finally {
		await remove();
	}
}

/** Files of its own, but for what tests only read: Composer's classes by hard links, since it finds ours from where they lie. */
async function copyTree( to: string ): Promise< void > {
	const names = await readdir( projectDir );
	await command(
		'cp',
		[ '-a', ...names.filter( ( name ) => ! APART.includes( name ) ), to ],
		{ cwd: projectDir }
	);
	await command( 'cp', [ '-al', 'vendor', to ], { cwd: projectDir } );
	await symlink(
		join( projectDir, 'node_modules' ),
		join( to, 'node_modules' )
	);
}

async function vitest( cwd: string, selection: Selection ): Promise< Outcome > {
	const files = selection.files.filter( ( file ) =>
		TESTS.some( ( place ) => file.startsWith( place ) )
	);
	if ( selection.files.length > 0 && files.length === 0 ) {
		return { passed: 0, failed: 0, skipped: 0, note: '', output: '' };
	}
	return await runner(
		'corrected-vitest',
		join( projectDir, 'node_modules/.bin/vitest' ),
		[
			...[ 'run', '--project', 'node' ],
			...[ '--reporter=default', '--reporter=junit' ],
			`--outputFile.junit=${ report( 'corrected-vitest' ) }`,
			...( selection.filter ? [ '-t', selection.filter ] : [] ),
			...( files.length > 0 ? files : TESTS ),
			'--passWithNoTests',
		],
		{ cwd, mayBeEmpty: isPartial( selection ) }
	);
}
