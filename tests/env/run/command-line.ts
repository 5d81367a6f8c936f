import { describeError } from './problem';
import { endEverything, isEnding } from './processes';

/**
 * A command from its first line to its last: what it started ends before it
 * does, and a failure is told without a stack trace where a person can correct it.
 *
 * @param main Answers the exit code; nothing counts as 0.
 */
export function runCommandLine( main: () => Promise< number | void > ): void {
	main().then(
		async ( code ) => {
			await endEverything();
			process.exit( code ?? 0 );
		},
		async ( error ) => {
			if ( isEnding() ) {
				// It fails because a signal ended what it used.
				return;
			}
			process.stderr.write( `${ describeError( error ) }\n` );
			await endEverything();
			process.exit( 1 );
		}
	);
}
