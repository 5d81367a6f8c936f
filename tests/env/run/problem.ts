/**
 * Something that a person has to correct before the command can continue. Its
 * message is one clear sentence (and, on lines of their own, what to type);
 * commands print it without a stack trace.
 */
export class Problem extends Error {
	override name = 'Problem';
}

/** Its message is the help. */
export class HelpAsked extends Problem {}

export function describeError( error: unknown ): string {
	if ( error instanceof Problem ) {
		return error.message;
	}
	if ( error instanceof Error ) {
		return error.stack ?? error.message;
	}
	return String( error );
}
