import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { projectDir, workDir } from '../../tests/env/paths';
import { tryCommand } from '../../tests/env/run/command';
import { result, type Result } from './rows';

const FILE = join( workDir, 'versions.json' );

const shape = z.object( {
	commit: z.string(),
	results: z.record( z.string(), result ),
} );

/** As `commit 3360cbde`; with `-dirty` where files are no longer as in it. */
export async function commitNow(): Promise< string > {
	const { code, stdout } = await tryCommand(
		'git',
		[ 'describe', '--always', '--dirty', '--exclude=*' ],
		{ cwd: projectDir }
	);
	return code === 0 ? `commit ${ stdout.trim() }` : 'a copy without Git';
}

const isCertain = ( commit: string ): boolean =>
	/^commit [0-9a-f]+$/.test( commit );

/** What was seen of this very commit, by row. */
export async function keptResults(
	commit: string
): Promise< Map< string, Result > > {
	const text = await readFile( FILE, 'utf8' ).catch( () => '{}' );
	const { data } = shape.safeParse( JSON.parse( text ) );
	return new Map(
		isCertain( commit ) && data?.commit === commit
			? Object.entries( data.results )
			: []
	);
}

export async function keep(
	commit: string,
	seen: Map< string, Result >
): Promise< void > {
	if ( isCertain( commit ) ) {
		await mkdir( workDir, { recursive: true } );
		await writeFile(
			FILE,
			JSON.stringify( { commit, results: Object.fromEntries( seen ) } )
		);
	}
}
