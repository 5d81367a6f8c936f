/** What was asked and what came of it, for tests to read. Keys are never kept. */
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { FaultyOperation } from '../faults/rules';
import type { Json } from '../wire/paths';

export interface LogEntry {
	/** 1, 2, 3 … since the last reset. */
	n: number;
	/** Milliseconds since 1970, when the request had been read. */
	at: number;
	method: string;
	/** Path with its query. */
	path: string;
	/** Null where no operation of the contract has this path and method. */
	operation: FaultyOperation | null;
	database: string | null;
	key: 'valid' | 'wrong' | 'none';
	headers: Record< string, string >;
	body: Json | null;
	/** Null while nothing was answered, and where the connection was cut. */
	status: number | null;
	/** Ids of the fault rules that met this request. */
	faults: string[];
	/** Did the operation run to its end (and, where it changes anything, change it)? */
	committed: boolean;
	durationMs: number | null;
}

const MOST = 50_000;

export class RequestLog {
	private entries: LogEntry[] = [];
	private count = 0;

	add( entry: Omit< LogEntry, 'n' > ): LogEntry {
		const kept = { n: ++this.count, ...entry };
		this.entries.push( kept );
		if ( this.entries.length > MOST ) {
			this.entries.splice( 0, MOST / 10 );
		}
		return kept;
	}

	after( n: number ): LogEntry[] {
		return this.entries.filter( ( entry ) => entry.n > n );
	}

	total(): number {
		return this.count;
	}

	perOperation(): Record< string, number > {
		const counts: Record< string, number > = {};
		for ( const { operation } of this.entries ) {
			const name = operation ?? 'unknown';
			counts[ name ] = ( counts[ name ] ?? 0 ) + 1;
		}
		return counts;
	}
}

function maskedHeaders(
	headers: IncomingHttpHeaders,
	keyHeader: string
): Record< string, string > {
	return Object.fromEntries(
		Object.entries( headers ).map( ( [ name, value ] ) => [
			name,
			name === keyHeader.toLowerCase() ? '***' : String( value ),
		] )
	);
}

export function logged(
	request: IncomingMessage,
	keyHeader: string,
	known: Pick< LogEntry, 'operation' | 'key' | 'body' >
): Omit< LogEntry, 'n' > {
	return {
		...known,
		at: Date.now(),
		method: request.method ?? '',
		path: request.url ?? '/',
		database: null,
		headers: maskedHeaders( request.headers, keyHeader ),
		status: null,
		faults: [],
		committed: false,
		durationMs: null,
	};
}
