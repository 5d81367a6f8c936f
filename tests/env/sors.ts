import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { projectDir, workDir } from './paths';
import { type Service, startService } from './run/service';

const readyLine = z.object( {
	url: z.string(),
	controlUrl: z.string(),
	key: z.string(),
} );

export type RunningSors = z.infer< typeof readyLine > & Service;

export type SorsOptions = {
	/** Tells the log files of several servers apart. */
	name: string;
	contractFile?: string;
	/** A port to keep over restarts; any free one when left out. */
	port?: number;
	items?: number;
};

/** Starts the SORS server of tests/sors in a process of its own. */
export async function startSors(
	options: SorsOptions
): Promise< RunningSors > {
	const logFile = join( workDir, `log/sors-${ options.name }.log` );
	const ready = async () =>
		readyLine.parse(
			JSON.parse(
				( await readFile( logFile, 'utf8' ) ).split( '\n' )[ 0 ] ?? ''
			)
		);
	const args = [ '--import', 'tsx', 'tests/sors/cli.ts', '--ready-json' ];
	args.push( '--port', String( options.port ?? 0 ) );
	if ( options.contractFile ) {
		args.push( '--contract', options.contractFile );
	}
	if ( options.items !== undefined ) {
		args.push( '--items', String( options.items ) );
	}
	const service = await startService( {
		name: 'The SORS server',
		program: process.execPath,
		args,
		cwd: projectDir,
		logFile,
		isReady: async () => ( await ready() ).url !== '',
		timeoutMs: 30_000,
	} );
	return { ...( await ready() ), ...service };
}
