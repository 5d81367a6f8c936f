/** What became of each mutant, kept so that a run that was stopped goes on; the report on reliability reads it. */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { projectDir, workDir } from '../../env/paths';

const result = z.object( {
	name: z.string(),
	/** Put back by hand, one of the list, or drawn from all that the tool makes. */
	kind: z.enum( [ 'listed', 'drawn' ] ),
	/** By which means it was found; null = it was not. */
	by: z.enum( [ 'history', 'test' ] ).nullable(),
	/** The seed and what did not hold, or the test that failed. */
	how: z.string(),
	/** That were begun for it. */
	histories: z.number(),
	seconds: z.number(),
	/** Names the mutant as it was tried; '' = it was not kept. */
	of: z.string().default( '' ),
} );
export type Result = z.infer< typeof result >;

const kept = z.object( {
	seed: z.number(),
	/** Names the code that was tried and what it was tried by. */
	code: z.string(),
	/** Names the plugin alone; '' = it was not kept. */
	plugin: z.string().default( '' ),
	/** WordPress and WooCommerce. */
	under: z.string(),
	/** How many the tool makes, of which some were drawn. */
	makes: z.number(),
	/** Of those listed and drawn: how many there are to try. */
	wanted: z.number(),
	results: z.array( result ),
	sound: z.object( {
		/** Seed => seconds. */
		holds: z.record( z.string(), z.number() ),
		fails: z.record( z.string(), z.string() ),
	} ),
} );
export type MutantResults = z.infer< typeof kept >;

const folder = join( workDir, 'simulation' );
const fileOf = ( seed: number ) => join( folder, `mutants-${ seed }.json` );

/** What all results depend on: when it changes, all of them are tried again. Tests may be added meanwhile. */
const PARTS = [ 'includes', 'contract', 'tests/simulation', 'tests/sors' ];

/** Of tests/simulation: what plays no history. What was tried by a mutant of its own, each result names. */
const APART =
	/^tests\/simulation\/(matrix|mutants|report|shrink|soak)\/|\.test\.ts$|\.md$/;

const isPlayed = ( path: string ): boolean => ! APART.test( path );

export async function nameOfCode(): Promise< string > {
	const hash = createHash( 'sha256' );
	for ( const part of PARTS ) {
		const names = await readdir( join( projectDir, part ), {
			recursive: true,
			withFileTypes: true,
		} );
		for ( const path of names
			.filter( ( each ) => each.isFile() )
			.map( ( each ) =>
				relative( projectDir, join( each.parentPath, each.name ) )
			)
			.filter( isPlayed )
			.sort() ) {
			hash.update( path );
			hash.update( await readFile( join( projectDir, path ) ) );
		}
	}
	return hash.digest( 'hex' ).slice( 0, 16 );
}

const isComplete = ( { results, wanted }: MutantResults ): boolean =>
	results.length >= wanted;

/** @param seed Of the run; without one, of the latest in which all were tried. */
export async function readMutants(
	seed?: number
): Promise< MutantResults | null > {
	if ( seed !== undefined ) {
		const text = await readFile( fileOf( seed ), 'utf8' ).catch(
			() => 'null'
		);
		// One that was kept in another shape, or half, is none.
		return kept.nullable().catch( null ).parse( parsed( text ) );
	}
	const names = await readdir( folder ).catch( () => [] );
	const seeds = names.flatMap( ( name ) => {
		const found = /^mutants-(\d+)\.json$/.exec( name );
		return found ? [ Number( found[ 1 ] ) ] : [];
	} );
	const all = await Promise.all(
		seeds.map( async ( each ) => ( {
			at: ( await stat( fileOf( each ) ) ).mtimeMs,
			run: await readMutants( each ),
		} ) )
	);
	return (
		all
			.sort( ( one, other ) => other.at - one.at )
			.find( ( { run } ) => run && isComplete( run ) )?.run ?? null
	);
}

function parsed( text: string ): unknown {
	try {
		return JSON.parse( text );
	} catch {
		return null;
	}
}

export async function writeMutants( results: MutantResults ): Promise< void > {
	const file = fileOf( results.seed );
	await mkdir( dirname( file ), { recursive: true } );
	await writeFile( file, JSON.stringify( results, null, '\t' ) );
}

/** How many of those tried were found, and the share. */
export function share( results: readonly Result[] ): {
	found: number;
	tried: number;
	share: number;
} {
	const found = results.filter( ( { by } ) => by !== null ).length;
	const tried = results.length;
	return { found, tried, share: tried === 0 ? 0 : found / tried };
}
