import { createServer } from 'node:net';
import { Problem } from './problem';

/** A port of 127.0.0.1 that nobody listens on now, chosen by the system. */
export async function freePort(): Promise< number > {
	return await new Promise( ( resolve, reject ) => {
		const server = createServer();
		server.once( 'error', reject );
		server.listen( 0, '127.0.0.1', () => {
			const address = server.address();
			server.close( () =>
				address && typeof address === 'object'
					? resolve( address.port )
					: reject( new Problem( 'The system gave no free port.' ) )
			);
		} );
	} );
}
