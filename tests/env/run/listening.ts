import type { Server } from 'node:net';

/** Has a server listen on this machine alone, on any free port where none is named, and answers the port. */
export async function listening( server: Server, port = 0 ): Promise< number > {
	await new Promise< void >( ( resolve, reject ) => {
		server.once( 'error', reject );
		server.listen( port, '127.0.0.1', resolve );
	} );
	const address = server.address();
	return address && typeof address === 'object' ? address.port : 0;
}
