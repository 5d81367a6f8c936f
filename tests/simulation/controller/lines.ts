/** Lines of a stream, one after another. */
import type { Readable } from 'node:stream';

export class Lines {
	private rest = '';
	private ready: string[] = [];
	private waiting: ( ( line: string | null ) => void ) | undefined;
	private ended = false;

	constructor( stream: Readable ) {
		stream.setEncoding( 'utf8' );
		stream.on( 'data', ( text: string ) => {
			const lines = ( this.rest + text ).split( '\n' );
			this.rest = lines.pop() ?? '';
			lines.forEach( ( line ) => this.give( line ) );
		} );
		const end = () => {
			this.ended = true;
			this.waiting?.( null );
			this.waiting = undefined;
		};
		stream.on( 'end', end );
		stream.on( 'close', end );
		stream.on( 'error', end );
	}

	/** Null once the stream has ended. */
	next(): Promise< string | null > {
		const line = this.ready.shift();
		if ( line !== undefined ) {
			return Promise.resolve( line );
		}
		return this.ended
			? Promise.resolve( null )
			: new Promise( ( resolve ) => ( this.waiting = resolve ) );
	}

	private give( line: string ): void {
		if ( this.waiting ) {
			const resolve = this.waiting;
			this.waiting = undefined;
			resolve( line );
		} else {
			this.ready.push( line );
		}
	}
}
