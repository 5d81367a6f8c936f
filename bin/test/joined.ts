import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { workDir } from '../../tests/env/paths';
import type { Outcome } from './stage';

/** The outcome, and the log, of a stage that has several parts. */
export async function joined(
	id: string,
	outcomes: Outcome[]
): Promise< Outcome > {
	const sum = ( count: 'passed' | 'failed' | 'skipped' ) =>
		outcomes.reduce( ( all, outcome ) => all + outcome[ count ], 0 );
	const texts = ( part: 'note' | 'output' ) =>
		outcomes.map( ( outcome ) => outcome[ part ] ).filter( Boolean );
	const output = texts( 'output' ).join( '\n' );
	await writeFile( join( workDir, 'log', `test-${ id }.log` ), output );
	return {
		passed: sum( 'passed' ),
		failed: sum( 'failed' ),
		skipped: sum( 'skipped' ),
		note: texts( 'note' ).join( '; ' ),
		output,
	};
}
