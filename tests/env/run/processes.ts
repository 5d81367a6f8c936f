import type { ChildProcess } from 'node:child_process';

/**
 * Everything that this process started and that must not outlive it. Each
 * child has its own process group, so its children go with it; the figure is
 * its grace in ms.
 */
const children = new Map< ChildProcess, number >();

/** How long a child may take to end its own children. */
const GRACE_MS = 5_000;

const cleanUps = new Set< () => Promise< void > >();
let ending = false;

export function endGroup(
	child: ChildProcess,
	signal: NodeJS.Signals = 'SIGTERM'
): void {
	if ( child.pid === undefined ) {
		return;
	}
	try {
		if ( process.platform === 'win32' ) {
			child.kill( signal );
		} else {
			process.kill( -child.pid, signal );
		}
	} catch {
		// It has ended already.
	}
}

/** Ends the child when this process ends; answers a function that forgets it. */
export function track( child: ChildProcess, graceMs = GRACE_MS ): () => void {
	children.set( child, graceMs );
	const forget = () => void children.delete( child );
	child.once( 'exit', forget );
	return forget;
}

/** Runs once all children have ended, whatever the reason; last registered first. */
export function onEnd( cleanUp: () => Promise< void > ): () => void {
	cleanUps.add( cleanUp );
	return () => void cleanUps.delete( cleanUp );
}

/** Waits for the child's end: first asked, after `graceMs` made. */
export async function stopChild(
	child: ChildProcess,
	graceMs = GRACE_MS
): Promise< void > {
	if ( child.exitCode !== null || child.signalCode !== null ) {
		return;
	}
	await new Promise< void >( ( resolve ) => {
		const timer = setTimeout( () => endGroup( child, 'SIGKILL' ), graceMs );
		child.once( 'exit', () => {
			clearTimeout( timer );
			resolve();
		} );
		endGroup( child );
	} );
}

export async function endEverything(): Promise< void > {
	// First, or a server would go on serving what is being removed.
	await Promise.all(
		[ ...children ].map( ( [ child, graceMs ] ) =>
			stopChild( child, graceMs )
		)
	);
	for ( const cleanUp of [ ...cleanUps ].reverse() ) {
		cleanUps.delete( cleanUp );
		await cleanUp().catch( () => undefined );
	}
}

/** A signal came: what fails from now on fails because of it. */
export const isEnding = (): boolean => ending;

async function endBySignal( code: number ): Promise< void > {
	if ( ending ) {
		return;
	}
	ending = true;
	await endEverything();
	process.exit( code );
}

process.on( 'SIGINT', () => void endBySignal( 130 ) );
process.on( 'SIGTERM', () => void endBySignal( 143 ) );
process.on( 'SIGHUP', () => void endBySignal( 129 ) );
// The last net: a crash leaves no time to wait, only to send the signal.
process.on( 'exit', () =>
	[ ...children.keys() ].forEach( ( child ) => endGroup( child, 'SIGKILL' ) )
);
