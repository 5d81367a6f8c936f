/** One request and its answer: logs what happens and answers at most once. */
import type { ServerResponse } from 'node:http';
import type { LogEntry } from './log';
import { send, type HttpReply } from './reply';

export class Exchange {
	readonly response: ServerResponse;
	readonly entry: LogEntry;

	constructor( response: ServerResponse, entry: LogEntry ) {
		this.response = response;
		this.entry = entry;
	}

	reply( reply: HttpReply ): void {
		// A client that gave up got no answer, whatever we would have said.
		if ( ! this.response.destroyed ) {
			this.entry.status = reply.status;
		}
		this.close();
		send( this.response, reply );
	}

	cut(): void {
		this.close();
		this.response.socket?.destroy();
	}

	/** Promises the whole answer and ends half-way. */
	cutInAnswer( reply: HttpReply ): void {
		const body = Buffer.from( reply.body );
		this.entry.status = reply.status;
		this.close();
		this.response.writeHead( reply.status, {
			...reply.headers,
			'content-length': String( body.length ),
		} );
		this.response.write(
			body.subarray( 0, Math.floor( body.length / 2 ) ),
			() => this.response.socket?.destroy()
		);
	}

	private close(): void {
		this.entry.durationMs = Date.now() - this.entry.at;
	}
}
