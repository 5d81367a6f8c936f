import { Refused } from '../api/errors';
import type { Run } from '../contract/rest/runs';
import { isActive } from './active';

export type RunLoop = {
	/** Works on the run for some seconds. */
	step: ( signal: AbortSignal ) => Promise< Run >;
	/** Reads it, to show how a step is getting on. */
	read: ( signal: AbortSignal ) => Promise< Run >;
	onRun: ( run: Run ) => void;
	/** Null once it goes on. */
	onTrouble: ( error: unknown ) => void;
	sleep: ( milliseconds: number, signal: AbortSignal ) => Promise< void >;
	/** Waits until the tab is in sight; a run goes on without it. */
	visible: ( signal: AbortSignal ) => Promise< void >;
	now: () => number;
	signal: AbortSignal;
};

const READ_EVERY = 1000;
const FIRST_RETRY = 2000;
const LONGEST_PAUSE = 30000;

/**
 * Works on a run from the open page, step by step, until it is over or waits for
 * a person. A server that is away for a while is asked again, ever less often;
 * where the server refuses to go on, the loop ends.
 */
export async function runLoop( run: Run, tools: RunLoop ): Promise< void > {
	const { onRun, onTrouble, sleep, visible, signal } = tools;
	let retry = FIRST_RETRY;
	let last = run;
	while ( ! signal.aborted && isActive( last.state ) ) {
		try {
			await sleep( pauseBefore( last, tools.now() ), signal );
			await visible( signal );
			const next = await stepWatched( tools );
			if ( signal.aborted ) {
				return;
			}
			onTrouble( null );
			onRun( next );
			retry = FIRST_RETRY;
			if ( isActive( next.state ) && isSame( next, last ) ) {
				// Another process is at it: leave it the time to get on.
				await sleep( FIRST_RETRY, signal );
			}
			last = next;
		} catch ( error ) {
			if ( signal.aborted ) {
				return;
			}
			onTrouble( error );
			if ( isFinal( error ) ) {
				return;
			}
			await sleep( retry, signal ).catch( () => {} );
			retry = Math.min( retry * 2, LONGEST_PAUSE );
		}
	}
}

/** One step; its counters are read each second while it lasts. */
async function stepWatched( tools: RunLoop ): Promise< Run > {
	const watching = new AbortController();
	const stop = () => watching.abort();
	tools.signal.addEventListener( 'abort', stop );
	void watch( tools, watching.signal );
	try {
		return await tools.step( tools.signal );
	} finally {
		stop();
		tools.signal.removeEventListener( 'abort', stop );
	}
}

async function watch(
	{ read, onRun, sleep }: RunLoop,
	signal: AbortSignal
): Promise< void > {
	try {
		while ( ! signal.aborted ) {
			await sleep( READ_EVERY, signal );
			const seen = await read( signal );
			if ( ! signal.aborted ) {
				onRun( seen );
			}
		}
	} catch {
		// The step itself tells what is wrong.
	}
}

/** SORS may have asked for a pause. */
export function pauseBefore( { resumesAt }: Run, now: number ): number {
	const wait = resumesAt === null ? 0 : Date.parse( resumesAt ) - now;
	return Math.min( Math.max( wait, 0 ), LONGEST_PAUSE );
}

const isSame = ( a: Run, b: Run ): boolean =>
	a.state === b.state &&
	a.processed === b.processed &&
	a.updatedAt === b.updatedAt;

/** Said where SORS failed, or asks for a pause. */
const OF_SORS = [ 424, 429 ];

/** Not found, not allowed, not possible: asking again would not help. */
const isFinal = ( error: unknown ): boolean =>
	error instanceof Refused &&
	error.status >= 400 &&
	error.status < 500 &&
	! OF_SORS.includes( error.status );

const aborted = () => new DOMException( 'Aborted', 'AbortError' );

export const sleep = (
	milliseconds: number,
	signal: AbortSignal
): Promise< void > =>
	new Promise( ( resolve, reject ) => {
		if ( signal.aborted ) {
			reject( aborted() );
			return;
		}
		const stop = () => {
			window.clearTimeout( timer );
			reject( aborted() );
		};
		const timer = window.setTimeout( () => {
			signal.removeEventListener( 'abort', stop );
			resolve();
		}, milliseconds );
		signal.addEventListener( 'abort', stop, { once: true } );
	} );

/** Waits until somebody looks at the tab; at once where somebody does. */
export const visible = ( signal: AbortSignal ): Promise< void > =>
	new Promise( ( resolve, reject ) => {
		if ( ! document.hidden ) {
			resolve();
			return;
		}
		const end = () => {
			document.removeEventListener( 'visibilitychange', look );
			signal.removeEventListener( 'abort', stop );
		};
		const look = () => {
			if ( ! document.hidden ) {
				end();
				resolve();
			}
		};
		const stop = () => {
			end();
			reject( aborted() );
		};
		document.addEventListener( 'visibilitychange', look );
		signal.addEventListener( 'abort', stop );
	} );
