import { beforeEach, vi } from 'vitest';

/** What the test's code writes to standard error, without the time in front. Call it once in a file. */
export function listen(): string[] {
	const said: string[] = [];
	beforeEach( () => {
		said.length = 0;
		vi.spyOn( process.stderr, 'write' ).mockImplementation( ( text ) => {
			said.push(
				String( text )
					.replace( /^\[.*?\] /, '' )
					.trimEnd()
			);
			return true;
		} );
		return () => vi.restoreAllMocks();
	} );
	return said;
}
