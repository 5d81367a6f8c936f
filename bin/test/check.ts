import { join } from 'node:path';
import { projectDir, workDir } from '../../tests/env/paths';
import { tryCommand, type CommandOptions } from '../../tests/env/run/command';
import { rm } from 'node:fs/promises';
import { readReport } from './junit';
import { timeLeft } from './limit';
import type { Outcome } from './stage';

export const logFile = ( id: string ): string =>
	join( workDir, 'log', `test-${ id }.log` );

export const report = ( id: string ): string =>
	join( workDir, 'reports', `${ id }.xml` );

/** A program whose exit code says everything: it counts as one test. */
export async function check(
	id: string,
	program: string,
	args: string[],
	options: CommandOptions = {}
): Promise< Outcome > {
	const result = await runLogged( id, program, args, options );
	const ok = result.code === 0 && result.problems.length === 0;
	return {
		passed: ok ? 1 : 0,
		failed: ok ? 0 : 1,
		skipped: 0,
		note: result.problems.join( ', ' ),
		output: result.output,
	};
}

/**
 * A test runner that writes a JUnit report to `report( id )`. What it says by
 * its exit code counts too: a crash after the last report is a failure.
 */
export async function runner(
	id: string,
	program: string,
	args: string[],
	options: CommandOptions & { mayBeEmpty: boolean }
): Promise< Outcome > {
	await rm( report( id ), { force: true } );
	const result = await runLogged( id, program, args, options );
	const counts = await readReport( report( id ) );
	const total = counts.passed + counts.failed + counts.skipped;
	// A runner that finds nothing to run ends with 0 or 1; one that broke off, with more.
	if ( total === 0 && options.mayBeEmpty && ( result.code ?? 2 ) <= 1 ) {
		return { ...counts, note: 'nothing selected', output: '' };
	}
	const problems = [
		...result.problems,
		...( total === 0 ? [ 'ran no test' ] : [] ),
		...( total > 0 && result.code !== 0 && counts.failed === 0
			? [ `ended with exit code ${ result.code }` ]
			: [] ),
	];
	return {
		...counts,
		failed: counts.failed + ( problems.length > 0 ? 1 : 0 ),
		note: problems.join( ', ' ),
		output: result.output,
	};
}

/** Writes both outputs to the stage's log as well, and ends with the stage's limit. */
export async function runLogged(
	id: string,
	program: string,
	args: string[],
	options: CommandOptions
): Promise< { code: number; problems: string[]; output: string } > {
	const result = await tryCommand( program, args, {
		cwd: projectDir,
		timeoutMs: timeLeft(),
		endsLeft: true,
		logFile: logFile( id ),
		...options,
		env: {
			...( options.env ?? process.env ),
			NO_COLOR: '1',
			FORCE_COLOR: undefined,
		},
	} );
	return {
		code: result.code,
		problems: [
			...( result.timedOut ? [ 'took too long' ] : [] ),
			...( result.left.length > 0
				? [ `left running, and ended: ${ result.left.join( '; ' ) }` ]
				: [] ),
		],
		output: `${ result.stdout }\n${ result.stderr }`.trim(),
	};
}
