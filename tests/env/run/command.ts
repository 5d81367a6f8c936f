import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { execa } from 'execa';
import { Problem } from './problem';
import { endGroup, track } from './processes';

export type CommandResult = {
	code: number;
	stdout: string;
	stderr: string;
	timedOut: boolean;
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
	/** Called with every line of either output. */
	onLine?: ( line: string ) => void;
};

/**
 * Runs a program to its end, in a process group of its own, so that a time-out
 * or Ctrl-C ends its children too. Never rejects for an exit code.
 */
export async function tryCommand(
	program: string,
	args: string[],
	options: CommandOptions = {}
): Promise< CommandResult > {
	const { cwd, env, input, timeoutMs, logFile, onLine } = options;
	if ( logFile ) {
		await mkdir( dirname( logFile ), { recursive: true } );
	}
	// One object for both outputs: the file is then opened once.
	const log = logFile ? [ { file: logFile } ] : [];
	const child = execa( program, args, {
		...( cwd ? { cwd } : {} ),
		env: env ?? process.env,
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
	};
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
