/** Lines such as `[ 1m 04s] Installing WordPress`, on standard error. */

const startedAt = Date.now();

export function elapsed( since: number = startedAt ): string {
	const seconds = Math.floor( ( Date.now() - since ) / 1000 );
	const minutes = Math.floor( seconds / 60 );
	return `${ String( minutes ).padStart( 2 ) }m ${ String(
		seconds % 60
	).padStart( 2, '0' ) }s`;
}

export function say( line: string ): void {
	process.stderr.write( `[${ elapsed() }] ${ line }\n` );
}

/**
 * Says what is being done, and again every 20 seconds while it lasts, so that
 * a long step is never mistaken for a hanging one.
 */
export async function step< T >(
	what: string,
	work: () => Promise< T >
): Promise< T > {
	say( what );
	const since = Date.now();
	const remind = () =>
		say( `… still: ${ what } (${ elapsed( since ).trim() })` );
	const reminder = setInterval( remind, 20_000 );
	return await work().finally( () => clearInterval( reminder ) );
}
