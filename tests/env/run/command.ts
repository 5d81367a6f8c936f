import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa, type ResultPromise } from 'execa';
import { endLeftBehind, type Mark, marked } from './left-behind';
import { Problem } from './problem';
import { endGroup, track } from './processes';

/** How long after a program's end its outputs may stay open. */
const LAST_WORDS_MS = 5_000;

export type CommandResult = {
	code: number;
	stdout: string;
	stderr: string;
	timedOut: boolean;
	/** What it left running, where that was asked for. */
	left: string[];
};

export type CommandOptions = {
	cwd?: string;
	env?: NodeJS.ProcessEnv;
	/** Standard input; nothing when left out. */
	input?: string;
	timeoutMs?: number;
	/** Also writes both outputs to this file, as they come. */
	logFile?: string;
	/** When this process is ended: how long the program may take to end its own. */
	graceMs?: number;
	/** What it leaves running is ended, and named. */
	endsLeft?: boolean;
	/** Called with every line of either output. */
	onLine?: ( line: string ) => void;
};

/**
 * Runs a program to its end, in a process group of its own, so that a time-out
 * or Ctrl-C ends its children too. One of them that outlives it, and may hold its
 * outputs open, is not waited for. Never rejects for an exit code.
 */
export async function tryCommand(
	program: string,
	args: string[],
	options: CommandOptions = {}
): Promise< CommandResult > {
	const { cwd, input, timeoutMs, logFile, onLine } = options;
	const mark = options.endsLeft
		? marked( options.env ?? process.env )
		: undefined;
	if ( logFile ) {
		await mkdir( dirname( logFile ), { recursive: true } );
	}
	// One object for both outputs: the file is then opened once.
	const log = logFile ? [ { file: logFile } ] : [];
	const child = execa( program, args, {
		...( cwd ? { cwd } : {} ),
		env: mark?.env ?? options.env ?? process.env,
		extendEnv: false,
		...( input === undefined ? { stdin: 'ignore' } : { input } ),
		stdout: [ 'pipe', ...log ],
		stderr: [ 'pipe', ...log ],
		maxBuffer: Infinity,
		stripFinalNewline: false,
		reject: false,
		// execa would end the program alone, on a time-out and with this process: its group is ended here.
		cleanup: false,
		detached: process.platform !== 'win32',
	} );
	const untrack = track( child, options.graceMs );
	let timedOut = false;
	const timer = timeoutMs
		? setTimeout( () => {
				timedOut = true;
				endGroup( child, 'SIGKILL' );
			}, timeoutMs )
		: undefined;
	const ended = new Promise< string[] >( ( resolve ) => {
		child.once( 'error', () => resolve( [] ) );
		child.once( 'exit', () => resolve( endOthers( child, mark ) ) );
	} );
	const tellLines = async ( from: 'stdout' | 'stderr' ) => {
		for await ( const line of child.iterable( { from } ) ) {
			onLine?.( line );
		}
	};
	const [ result ] = await Promise.all( [
		child,
		...( onLine ? [ tellLines( 'stdout' ), tellLines( 'stderr' ) ] : [] ),
	] ).finally( () => {
		clearTimeout( timer );
		untrack();
	} );
	if ( result.exitCode === undefined && ! result.signal ) {
		throw new Problem(
			`${ program } could not be started: ${ result.originalMessage }`
		);
	}
	return {
		code: result.exitCode ?? 128,
		stdout: result.stdout,
		stderr: result.stderr,
		timedOut,
		left: await ended,
	};
}

/** What is left of a program that has ended: the others of its group, and what holds its outputs open all the same. */
async function endOthers(
	child: ResultPromise,
	mark: Mark | undefined
): Promise< string[] > {
	const closed = new Promise< true >( ( resolve ) =>
		child.once( 'close', () => resolve( true ) )
	);
	const within = ( ms: number ) =>
		Promise.race( [ closed, sleep( ms, false, { ref: false } ) ] );
	const left = mark ? await endLeftBehind( mark ) : [];
	if ( ! ( await within( LAST_WORDS_MS ) ) ) {
		endGroup( child, 'SIGKILL' );
		left.push( ...( mark ? await endLeftBehind( mark ) : [] ) );
		if ( ! ( await within( LAST_WORDS_MS ) ) ) {
			child.stdout?.destroy();
			child.stderr?.destroy();
		}
	}
	return left;
}

/** As tryCommand, but anything other than success is a Problem with the end of the output. */
export async function command(
	program: string,
	args: string[],
	options: CommandOptions = {}
): Promise< string > {
	const result = await tryCommand( program, args, options );
	if ( result.code !== 0 || result.timedOut ) {
		const end = ( result.stderr.trim() || result.stdout.trim() )
			.split( '\n' )
			.slice( -15 )
			.join( '\n' );
		const how = result.timedOut
			? `took longer than ${ Math.round( ( options.timeoutMs ?? 0 ) / 1000 ) } s`
			: `ended with exit code ${ result.code }`;
		throw new Problem(
			`\`${ [ program, ...args ].join( ' ' ).slice( 0, 300 ) }\` ${ how }.\n${ end }`
		);
	}
	return result.stdout;
}
