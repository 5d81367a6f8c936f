/**
 * A server that answers as fast as any can: it asks the SORS server of
 * tests/sors once for each page, and gives that very answer again from memory.
 * What is timed then is the shop, as DESIGN's figures are meant ("no server
 * latency"), and not the bookkeeping of a test server.
 */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Answer = { status: number; type: string; body: Buffer };

export type Replay = {
	/** Base URL of the API, for SORS_API_URL. */
	url: string;
	/** The control routes of the server behind. */
	controlUrl: string;
	stop: () => Promise< void >;
};

async function bodyOf( request: IncomingMessage ): Promise< string > {
	const parts: Buffer[] = [];
	for await ( const part of request ) {
		parts.push( part as Buffer );
	}
	return Buffer.concat( parts ).toString();
}

export async function ask(
	url: string,
	request: IncomingMessage
): Promise< Answer > {
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
	const body = method === 'GET' ? undefined : await bodyOf( request );
	const response = await fetch( url, { method, headers, body } );
	return {
		status: response.status,
		type: response.headers.get( 'content-type' ) ?? 'application/json',
		body: Buffer.from( await response.arrayBuffer() ),
	};
}

/**
 * @param behind            The server whose answers are kept.
 * @param behind.url
 * @param behind.controlUrl
 */
export async function startReplay( behind: {
	url: string;
	controlUrl: string;
} ): Promise< Replay > {
	const base = new URL( behind.url );
	const control = new URL( behind.controlUrl );
	const kept = new Map< string, Answer >();

	async function answer( request: IncomingMessage ): Promise< Answer > {
		const path = request.url ?? '/';
		const isBooks =
			request.method === 'GET' && ! path.startsWith( control.pathname );
		const known = isBooks ? kept.get( path ) : undefined;
		if ( known ) {
			return known;
		}
		const given = await ask( base.origin + path, request );
		if ( ! isBooks ) {
			// Something may have been written.
			kept.clear();
		} else if ( given.status === 200 ) {
			kept.set( path, given );
		}
		return given;
	}

	const server = createServer( ( request, response ) => {
		answer( request ).then(
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
	await new Promise< void >( ( resolve ) =>
		server.listen( 0, '127.0.0.1', resolve )
	);
	const { port } = server.address() as AddressInfo;
	const origin = `http://127.0.0.1:${ port }`;
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
