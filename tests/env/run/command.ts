import { spawn, type SpawnOptions } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
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
	/** Called with every complete line of either output. */
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
	if ( options.logFile ) {
		await mkdir( dirname( options.logFile ), { recursive: true } );
	}
	const log = options.logFile
		? createWriteStream( options.logFile )
		: undefined;
	const spawnOptions: SpawnOptions = {
		cwd: options.cwd,
		env: options.env ?? process.env,
		stdio: [
			options.input === undefined ? 'ignore' : 'pipe',
			'pipe',
			'pipe',
		],
		detached: process.platform !== 'win32',
	};
	return await new Promise( ( resolve, reject ) => {
		const child = spawn( program, args, spawnOptions );
		const untrack = track( child, options.graceMs );
		const output = { stdout: '', stderr: '' };
		let timedOut = false;
		for ( const name of [ 'stdout', 'stderr' ] as const ) {
			let partial = '';
			child[ name ]
				?.setEncoding( 'utf8' )
				.on( 'data', ( text: string ) => {
					output[ name ] += text;
					log?.write( text );
					const lines = ( partial + text ).split( '\n' );
					partial = lines.pop() ?? '';
					lines.forEach( ( line ) => options.onLine?.( line ) );
				} );
		}
		child.stdin?.end( options.input );
		const timer = options.timeoutMs
			? setTimeout( () => {
					timedOut = true;
					endGroup( child, 'SIGKILL' );
				}, options.timeoutMs )
			: undefined;
		child.on( 'error', ( error ) => {
			clearTimeout( timer );
			untrack();
			log?.end();
			reject(
				new Problem(
					`${ program } could not be started: ${ error.message }`
				)
			);
		} );
		child.on( 'close', ( code, signal ) => {
			clearTimeout( timer );
			untrack();
			log?.end();
			resolve( {
				code: code ?? ( signal ? 128 : 1 ),
				timedOut,
				...output,
			} );
		} );
	} );
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
