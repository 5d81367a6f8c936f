/**
 * A server that answers as fast as any can: it asks the SORS server of
 * tests/sors once for each page, and gives that very answer again from memory.
 * What is timed then is the shop, as DESIGN's figures are meant ("no server
 * latency"), and not the bookkeeping of a test server.
 */
import { startProxy, type Answer, type Behind, type Proxy } from './proxy';

/** `behind`: the server whose answers are kept. */
export async function startReplay( behind: Behind ): Promise< Proxy > {
	const kept = new Map< string, Answer >();
	return await startProxy(
		behind,
		async ( { path, isRead, isControl, ask } ) => {
			const isBooks = isRead && ! isControl;
			const known = isBooks ? kept.get( path ) : undefined;
			if ( known ) {
				return known;
			}
			const given = await ask();
			if ( ! isBooks ) {
				// Something may have been written.
				kept.clear();
			} else if ( given.status === 200 ) {
				kept.set( path, given );
			}
			return given;
		}
	);
}
