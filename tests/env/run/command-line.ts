import { setTimeout as sleep } from 'node:timers/promises';
import { describeError, HelpAsked } from './problem';
import { endEverything, isEnding } from './processes';

/** What does not end in that time is killed with this process. */
const LAST_MS = 30_000;

const endSoon = (): Promise< void > =>
	Promise.race( [ endEverything(), sleep( LAST_MS ) ] );

/**
 * A command from its first line to its last: what it started ends before it
 * does, and a failure is told without a stack trace where a person can correct it.
 *
 * @param main Answers the exit code; nothing counts as 0.
 */
export function runCommandLine( main: () => Promise< number | void > ): void {
	main().then(
		async ( code ) => {
			await endSoon();
			process.exit( code ?? 0 );
		},
		async ( error ) => {
			if ( isEnding() ) {
				// It fails because a signal ended what it used.
				return;
			}
			const isHelp = error instanceof HelpAsked;
			const stream = isHelp ? process.stdout : process.stderr;
			stream.write( `${ describeError( error ) }\n` );
			await endSoon();
			process.exit( isHelp ? 0 : 1 );
		}
	);
}
