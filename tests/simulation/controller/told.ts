/** What came of a process, in a line of the history that is printed. */
import type { Outcome } from './schedule';

export function told( { ok, error, result, requests }: Outcome ): string {
	const asked =
		requests.length > 0 ? ` asked: ${ requests.join( ', ' ) };` : '';
	if ( ok === undefined ) {
		return `    →${ asked } killed`;
	}
	return `    →${ asked } ${ ok ? JSON.stringify( brief( result ) ) : error }`;
}

/** A run's answer has two dozen fields, of which a reader wants three. */
function brief( result: unknown ): unknown {
	const { status, data } = ( result ?? {} ) as {
		status?: number;
		data?: Record< string, unknown >;
	};
	return data
		? {
				status,
				state: data.state,
				message: data.message,
				lastError: data.lastError,
			}
		: result;
}
