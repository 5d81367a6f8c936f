/**
 * A SORS far away: each answer of the server behind takes as long as the way there and back, and pictures are as large
 * as a shop's. How long somebody waited for it is known here, however busy the machine is.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { startProxy, type Answer, type Behind, type Proxy } from './proxy';

export type Waited = {
	requests: number;
	/** In which at least one request was under way, milliseconds. */
	ms: number;
};

export type Slow = Proxy & {
	/** Since it was asked last. */
	waited: () => Waited;
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

/** `behind`: the server that answers. */
export async function startSlow(
	behind: Behind,
	{ latencyMs, picture }: Options
): Promise< Slow > {
	let times: [ number, number ][] = [];
	const proxy = await startProxy(
		behind,
		async ( { path, isControl, ask } ) => {
			if ( isControl ) {
				return await ask();
			}
			const since = performance.now();
			const given =
				picture && path.startsWith( '/_files/' )
					? pictureOf( path, picture )
					: await ask();
			await sleep( Math.max( 0, since + latencyMs - performance.now() ) );
			times.push( [ since, since + latencyMs ] );
			return given;
		}
	);
	return {
		...proxy,
		waited: () => {
			const waited = { requests: times.length, ms: union( times ) };
			times = [];
			return waited;
		},
	};
}
