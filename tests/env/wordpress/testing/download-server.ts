import { randomBytes } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import AdmZip from 'adm-zip';
import { onTestFinished } from 'vitest';
import { listening } from '../../run/listening';

export type Answer = ( response: ServerResponse ) => unknown;

export type DownloadServer = {
	url: string;
	/** Every path that was asked for. */
	asked: string[];
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
	const port = await listening( server );
	onTestFinished( () => {
		server.closeAllConnections();
		server.close();
	} );
	return { url: `http://127.0.0.1:${ port }`, asked };
}

/** An archive with these files, and one that does not get smaller by packing. */
export function archiveOf( files: Record< string, string > ): Buffer {
	const zip = new AdmZip();
	for ( const [ name, text ] of Object.entries( files ) ) {
		zip.addFile( name, Buffer.from( text ) );
	}
	const [ folder ] = ( Object.keys( files )[ 0 ] ?? '' ).split( '/' );
	zip.addFile( `${ folder }/assets/padding.bin`, randomBytes( 200_000 ) );
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

/** Half of the file, then the end, or nothing more. */
export const half =
	( body: Buffer, end: 'closed' | 'stalled' ): Answer =>
	( { socket } ) => {
		socket?.write( 'HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n' );
		socket?.write( body.subarray( 0, body.length / 2 ), () => {
			if ( end === 'closed' ) {
				socket.end();
			}
		} );
	};
