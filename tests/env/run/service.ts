import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Problem } from './problem';
import { stopChild, track } from './processes';

export type Service = {
	pid: number;
	stop: () => Promise< void >;
	/** From now on it outlives this process: its pid must have been written down. */
	leave: () => void;
};

export type ServiceOptions = {
	/** For messages: "The database server". */
	name: string;
	program: string;
	args: string[];
	cwd?: string;
	env?: NodeJS.ProcessEnv;
	/** Both outputs go here; its end is shown when the start fails. */
	logFile: string;
	/** Asked every 100 ms; anything but a false value means ready. */
	isReady: () => Promise< boolean >;
	timeoutMs: number;
};

/** Starts a program that goes on running, and waits until it answers. */
export async function startService(
	options: ServiceOptions
): Promise< Service > {
	mkdirSync( dirname( options.logFile ), { recursive: true } );
	// A file, not a pipe: a service that outlives us must not lose its output's end.
	const log = openSync( options.logFile, 'w' );
	const child = spawn( options.program, options.args, {
		cwd: options.cwd,
		env: options.env ?? process.env,
		stdio: [ 'ignore', log, log ],
		detached: process.platform !== 'win32',
	} );
	closeSync( log );
	let failure: Error | undefined;
	child.once( 'error', ( error ) => ( failure = error ) );
	const untrack = track( child );
	try {
		await waitUntilReady( child, options, () => failure );
	} catch ( error ) {
		await stopChild( child );
		throw error;
	}
	return {
		pid: child.pid ?? 0,
		stop: () => stopChild( child ),
		leave: () => {
			untrack();
			child.unref();
		},
	};
}

async function waitUntilReady(
	child: ChildProcess,
	options: ServiceOptions,
	failure: () => Error | undefined
): Promise< void > {
	const deadline = Date.now() + options.timeoutMs;
	for (;;) {
		if ( failure() ) {
			throw new Problem(
				`${ options.name } could not be started: ${ failure()?.message }`
			);
		}
		if ( child.exitCode !== null || child.signalCode !== null ) {
			throw new Problem(
				`${ options.name } ended while starting.\n${ await endOf( options.logFile ) }`
			);
		}
		if ( await options.isReady().catch( () => false ) ) {
			return;
		}
		if ( Date.now() > deadline ) {
			throw new Problem(
				`${ options.name } did not answer within ${
					options.timeoutMs / 1000
				} s.\n${ await endOf( options.logFile ) }`
			);
		}
		await sleep( 100 );
	}
}

async function endOf( file: string ): Promise< string > {
	const text = await readFile( file, 'utf8' ).catch( () => '' );
	return text.trim().split( '\n' ).slice( -15 ).join( '\n' );
}
