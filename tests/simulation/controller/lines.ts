/** Lines of a stream, one after another. */
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

export class Lines {
	private readonly all: AsyncIterator< string >;

	constructor( stream: Readable ) {
		const reader = createInterface( { input: stream } );
		stream.on( 'close', () => reader.close() );
		this.all = reader[ Symbol.asyncIterator ]();
	}

	/** Null once the stream has ended, or broken off. */
	async next(): Promise< string | null > {
		const { value, done } = await this.all
			.next()
			.catch( () => ( { value: null, done: true } ) );
		return done ? null : value;
	}
}
