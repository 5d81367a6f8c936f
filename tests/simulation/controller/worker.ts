/** One process of the shop, as the controller sees it. */
import type { Socket } from 'node:net';
import { Lines } from './lines';

export interface RawRequest {
	method: string;
	url: string;
	headers: Record< string, string >;
	body: string | null;
	timeout: number;
}

interface Told {
	now: number;
	statements: number;
	requests: number;
}
export type Message = Told &
	(
		| { t: 'hello'; id: number }
		| { t: 'connected'; thread: number }
		| { t: 'statement'; sql: string }
		| { t: 'refused'; sql: string }
		| ( { t: 'request' } & RawRequest )
		| {
				t: 'done';
				memory: number;
				ok: boolean;
				result?: unknown;
				error?: string;
		  }
		| { t: 'gone' }
	);

export class Worker {
	/** The database's number for each connection that it has had. */
	readonly threads: number[] = [];

	constructor(
		public pid: number,
		private readonly socket: Socket,
		private readonly lines: Lines
	) {
		socket.on( 'error', () => undefined );
	}

	async hear(): Promise< Message > {
		const line = await this.lines.next();
		if ( line === null ) {
			return { t: 'gone', now: 0, statements: 0, requests: 0 };
		}
		return JSON.parse( line ) as Message;
	}

	say( message: object ): void {
		this.socket.write( `${ JSON.stringify( message ) }\n` );
	}

	/** As the system does when memory runs out: nothing of it runs any more. */
	async kill(): Promise< void > {
		try {
			process.kill( this.pid, 'SIGKILL' );
		} catch {
			// It has ended.
		}
		while ( ( await this.hear() ).t !== 'gone' ) {}
	}
}
