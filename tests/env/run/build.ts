import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { projectDir } from '../paths';
import { command } from './command';
import { step } from './progress';

/** Builds the admin app, unless what is there is newer than all that it is made of. */
export async function ensureBuild(): Promise< void > {
	const built = await modifiedAt( join( projectDir, 'build/index.js' ) );
	const sources = await Promise.all( [
		newestIn( join( projectDir, 'src' ) ),
		modifiedAt( join( projectDir, 'package.json' ) ),
	] );
	if ( built > Math.max( ...sources ) ) {
		return;
	}
	await step( 'Building the admin app', () =>
		command( 'npm', [ 'run', '--silent', 'build' ], {
			cwd: projectDir,
			timeoutMs: 300_000,
		} )
	);
}

async function modifiedAt( file: string ): Promise< number > {
	return await stat( file ).then(
		( stats ) => stats.mtimeMs,
		() => 0
	);
}

async function newestIn( folder: string ): Promise< number > {
	const entries = await readdir( folder, {
		recursive: true,
		withFileTypes: true,
	} );
	const times = await Promise.all(
		entries
			.filter( ( entry ) => entry.isFile() )
			.map( ( entry ) => modifiedAt( join( entry.path, entry.name ) ) )
	);
	return Math.max( 0, ...times );
}
