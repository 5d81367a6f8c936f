/** A server before the SORS server of tests/sors, which may answer in its place. */
import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { listening } from '../env/run/listening';

export type Answer = { status: number; type: string; body: Buffer };

export type Behind = { url: string; controlUrl: string };

export type Proxy = {
	/** Base URL of the API, for SORS_API_URL. */
	url: string;
	/** The control routes of the server behind. */
	controlUrl: string;
	stop: () => Promise< void >;
};

export type Request = {
	path: string;
	isRead: boolean;
	/** Of the control routes of the server behind. */
	isControl: boolean;
	/** Has the server behind answer it. */
	ask: () => Promise< Answer >;
};

async function ask( url: string, request: IncomingMessage ): Promise< Answer > {
	const headers = new Headers();
	for ( const [ name, value ] of Object.entries( request.headers ) ) {
		if (
			typeof value === 'string' &&
			! [ 'host', 'connection', 'content-length' ].includes( name )
		) {
			headers.set( name, value );
		}
	}
	const { method = 'GET' } = request;
	const body = method === 'GET' ? undefined : await text( request );
	const response = await fetch( url, { method, headers, body } );
	return {
		status: response.status,
		type: response.headers.get( 'content-type' ) ?? 'application/json',
		body: Buffer.from( await response.arrayBuffer() ),
	};
}

export async function startProxy(
	behind: Behind,
	answer: ( request: Request ) => Promise< Answer >
): Promise< Proxy > {
	const base = new URL( behind.url );
	const control = new URL( behind.controlUrl );
	const server = createServer( ( request, response ) => {
		const path = request.url ?? '/';
		answer( {
			path,
			isRead: request.method === 'GET',
			isControl: path.startsWith( control.pathname ),
			ask: () => ask( base.origin + path, request ),
		} ).then(
			( { status, type, body } ) => {
				response.writeHead( status, {
					'content-type': type,
					'content-length': body.length,
				} );
				response.end( body );
			},
			( error: Error ) => response.writeHead( 502 ).end( error.message )
		);
	} );
	const origin = `http://127.0.0.1:${ await listening( server ) }`;
	return {
		url: origin + base.pathname.replace( /\/$/, '' ),
		controlUrl: origin + control.pathname,
		stop: () =>
			new Promise( ( resolve ) => {
				server.close( () => resolve() );
				server.closeAllConnections();
			} ),
	};
}
