import { writeFile } from 'node:fs/promises';
import { logFile } from './check';
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
	await writeFile( logFile( id ), output );
	return {
		passed: sum( 'passed' ),
		failed: sum( 'failed' ),
		skipped: sum( 'skipped' ),
		note: texts( 'note' ).join( '; ' ),
		output,
	};
}
