import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { projectDir, workDir } from '../../tests/env/paths';
import { command } from '../../tests/env/run/command';
import { result, type Result } from './rows';

/** What the tool itself writes is no part of what was tried. */
const PATHS = [ '.', ':(exclude)docs', ':(exclude)README.md' ];

export type State = {
	/** Names the contents of all files; missing where there is no Git to ask. */
	tree: string | undefined;
	/** For people: the commit, and whether the files are still as in it. */
	commit: string;
};

export async function readState(): Promise< State > {
	try {
		const commit = await git( [ 'rev-parse', '--short', 'HEAD' ] );
		const changes = await git( [
			'status',
			'--porcelain',
			'--',
			...PATHS,
		] );
		return {
			tree: await treeOfFiles(),
			commit: `commit ${ commit }${ changes ? ' with uncommitted changes' : '' }`,
		};
	} catch {
		return { tree: undefined, commit: 'a copy without Git' };
	}
}

/** As a commit of everything would name it, without making one: the index is our own. */
async function treeOfFiles(): Promise< string > {
	const index = join( workDir, 'versions-index' );
	await mkdir( workDir, { recursive: true } );
	await rm( index, { force: true } );
	try {
		await git( [ 'add', '--all', '--', ...PATHS ], index );
		return await git( [ 'write-tree' ], index );
	} finally {
		await rm( index, { force: true } );
	}
}

async function git( args: string[], index?: string ): Promise< string > {
	const text = await command( 'git', args, {
		cwd: projectDir,
		env: { ...process.env, ...( index ? { GIT_INDEX_FILE: index } : {} ) },
		timeoutMs: 60_000,
	} );
	return text.trim();
}

const keptFile = join( workDir, 'versions.json' );
const kept = z.object( { tree: z.string(), results: z.array( result ) } );

/** What was seen of these very files, whenever that was. */
export async function keptResults(
	tree: string | undefined,
	file = keptFile
): Promise< Map< string, Result > > {
	const text = await readFile( file, 'utf8' ).catch( () => 'null' );
	const found = kept.nullable().catch( null ).parse( parsed( text ) );
	return new Map(
		found && found.tree === tree
			? found.results.map( ( one ) => [ one.id, one ] )
			: []
	);
}

export async function keep(
	tree: string | undefined,
	results: Map< string, Result >,
	file = keptFile
): Promise< void > {
	if ( tree === undefined ) {
		return;
	}
	await mkdir( dirname( file ), { recursive: true } );
	const ran = [ ...results.values() ].filter(
		( { state } ) => state !== 'not run'
	);
	await writeFile(
		file,
		JSON.stringify( { tree, results: ran }, null, '\t' )
	);
}

function parsed( text: string ): unknown {
	try {
		return JSON.parse( text );
	} catch {
		return null;
	}
}
