/**
 * A SORS far away: each answer of the server behind takes as long as the way there and back, and pictures are as large
 * as a shop's. How long somebody waited for it is known here, however busy the machine is.
 */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, ask } from './replay';

export type Waited = {
	requests: number;
	/** In which at least one request was under way, milliseconds. */
	ms: number;
};

export type Slow = {
	url: string;
	controlUrl: string;
	/** Since it was asked last. */
	waited: () => Waited;
	stop: () => Promise< void >;
};

type Options = {
	latencyMs: number;
	/** For each address below /_files/ one of its own: the address stands behind its end, where no program looks. */
	picture?: Buffer;
};

/** Pure: how long it is that at least one of these times lasts. */
export function union( times: [ number, number ][] ): number {
	let end = -Infinity;
	let sum = 0;
	for ( const [ from, to ] of [ ...times ].sort(
		( a, b ) => a[ 0 ] - b[ 0 ]
	) ) {
		sum += Math.max( 0, to - Math.max( from, end ) );
		end = Math.max( end, to );
	}
	return sum;
}

function pictureOf( path: string, picture: Buffer ): Answer {
	return {
		status: 200,
		type: 'image/jpeg',
		body: Buffer.concat( [ picture, Buffer.from( path ) ] ),
	};
}

/**
 * @param behind            The server that answers.
 * @param behind.url
 * @param behind.controlUrl
 * @param options
 */
export async function startSlow(
	behind: { url: string; controlUrl: string },
	options: Options
): Promise< Slow > {
	const { latencyMs, picture } = options;
	const base = new URL( behind.url );
	const control = new URL( behind.controlUrl );
	let times: [ number, number ][] = [];

	async function answer( request: IncomingMessage ): Promise< Answer > {
		const path = request.url ?? '/';
		if ( path.startsWith( control.pathname ) ) {
			return await ask( base.origin + path, request );
		}
		const since = performance.now();
		const given =
			picture && path.startsWith( '/_files/' )
				? pictureOf( path, picture )
				: await ask( base.origin + path, request );
		await sleep( Math.max( 0, since + latencyMs - performance.now() ) );
		times.push( [ since, since + latencyMs ] );
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
		waited: () => {
			const waited = { requests: times.length, ms: union( times ) };
			times = [];
			return waited;
		},
		stop: () =>
			new Promise( ( resolve ) => {
				server.close( () => resolve() );
				server.closeAllConnections();
			} ),
	};
}
