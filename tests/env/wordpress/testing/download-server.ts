import { randomBytes } from 'node:crypto';
import { createServer, type Server, type ServerResponse } from 'node:http';
import AdmZip from 'adm-zip';
import { onTestFinished } from 'vitest';

export type Answer = ( response: ServerResponse ) => unknown;

export type DownloadServer = {
	url: string;
	/** Every path that was asked for. */
	asked: string[];
	answers: Record< string, Answer >;
};

/** Stands for downloads.wordpress.org; whatever has no answer of its own is a 404. */
export async function downloadServer(
	answers: Record< string, Answer > = {}
): Promise< DownloadServer > {
	const asked: string[] = [];
	const server = createServer( ( request, response ) => {
		const path = ( request.url ?? '' ).slice( 1 );
		asked.push( path );
		const answer = answers[ path ];
		if ( answer ) {
			answer( response );
		} else {
			response.writeHead( 404 ).end( 'Not found' );
		}
	} );
	await new Promise< void >( ( resolve ) =>
		server.listen( 0, '127.0.0.1', resolve )
	);
	onTestFinished( () => {
		server.closeAllConnections();
		server.close();
	} );
	return { url: `http://127.0.0.1:${ portOf( server ) }`, asked, answers };
}

function portOf( server: Server ): number {
	const address = server.address();
	return address && typeof address === 'object' ? address.port : 0;
}

/** An archive with these files, and one that does not get smaller by packing. */
export function archiveOf(
	files: Record< string, string >,
	padding = 200_000
): Buffer {
	const zip = new AdmZip();
	for ( const [ name, text ] of Object.entries( files ) ) {
		zip.addFile( name, Buffer.from( text ) );
	}
	const [ folder ] = ( Object.keys( files )[ 0 ] ?? '' ).split( '/' );
	zip.addFile( `${ folder }/assets/padding.bin`, randomBytes( padding ) );
	return zip.toBuffer();
}

export const whole =
	( body: Buffer ): Answer =>
	( response ) =>
		response
			.writeHead( 200, {
				'content-type': 'application/zip',
				'content-length': body.length,
			} )
			.end( body );

/** Half of the file, then nothing more: `end` decides in which way. */
export const half =
	(
		body: Buffer,
		headers: string[],
		end: 'closed' | 'reset' | 'stalled'
	): Answer =>
	( { socket } ) => {
		socket?.write(
			[ 'HTTP/1.1 200 OK', 'Connection: close', ...headers, '', '' ].join(
				'\r\n'
			)
		);
		socket?.write( body.subarray( 0, body.length / 2 ), () => {
			if ( end === 'closed' ) {
				socket.end();
			} else if ( end === 'reset' ) {
				socket.resetAndDestroy();
			}
		} );
	};

/** In small parts, one every `everyMs`. */
export const slowly =
	( body: Buffer, parts: number, everyMs: number, length = true ): Answer =>
	async ( response ) => {
		response.writeHead(
			200,
			length ? { 'content-length': body.length } : {}
		);
		const size = Math.ceil( body.length / parts );
		for ( let at = 0; at < body.length; at += size ) {
			await new Promise( ( resolve ) => setTimeout( resolve, everyMs ) );
			response.write( body.subarray( at, at + size ) );
		}
		response.end();
	};
