/** What became of each mutant, kept so that a run that was stopped goes on; the report on reliability reads it. */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
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
} );
export type Result = z.infer< typeof result >;

const kept = z.object( {
	seed: z.number(),
	/** Names the code that was tried and what it was tried by. */
	code: z.string(),
	/** WordPress and WooCommerce. */
	under: z.string(),
	/** How many the tool makes, of which some were drawn. */
	makes: z.number(),
	/** Of those listed and drawn: how many there are to try. */
	wanted: z.number(),
	results: z.array( result ),
	/** Drawn too, but nothing could find them: the reason. */
	equivalent: z.array( z.object( { name: z.string(), why: z.string() } ) ),
	sound: z.object( {
		/** Seed => seconds. */
		holds: z.record( z.string(), z.number() ),
		fails: z.record( z.string(), z.string() ),
	} ),
} );
export type MutantResults = z.infer< typeof kept >;

const folder = join( workDir, 'simulation' );
const fileOf = ( seed: number, dir: string ) =>
	join( dir, `mutants-${ seed }.json` );

/** What a result depends on: when it changes, all of them are tried again. Tests may be added meanwhile. */
const PARTS = [ 'includes', 'contract', 'tests/simulation', 'tests/sors' ];
const OWN = join( 'tests/simulation', 'mutants' );

export async function nameOfCode(): Promise< string > {
	const hash = createHash( 'sha256' );
	for ( const part of PARTS ) {
		const names = await readdir( join( projectDir, part ), {
			recursive: true,
			withFileTypes: true,
		} );
		for ( const file of names
			.filter( ( each ) => each.isFile() )
			.map( ( each ) => join( each.parentPath, each.name ) )
			.sort() ) {
			if ( ! file.startsWith( join( projectDir, OWN ) ) ) {
				hash.update( file.slice( projectDir.length ) );
				hash.update( await readFile( file ) );
			}
		}
	}
	return hash.digest( 'hex' ).slice( 0, 16 );
}

/**
 * @param seed Of the run; without one, of the latest that there is.
 * @param dir  Where results are kept.
 */
export async function readMutants(
	seed?: number,
	dir = folder
): Promise< MutantResults | null > {
	if ( seed !== undefined ) {
		const text = await readFile( fileOf( seed, dir ), 'utf8' ).catch(
			() => 'null'
		);
		// One that was kept in another shape, or half, is none.
		return kept.nullable().catch( null ).parse( parsed( text ) );
	}
	const names = await readdir( dir ).catch( () => [] );
	const seeds = names.flatMap( ( name ) => {
		const found = /^mutants-(\d+)\.json$/.exec( name );
		return found ? [ Number( found[ 1 ] ) ] : [];
	} );
	const all = await Promise.all(
		seeds.map( async ( each ) => ( {
			at: ( await stat( fileOf( each, dir ) ) ).mtimeMs,
			each,
		} ) )
	);
	const latest = all.sort( ( one, other ) => other.at - one.at )[ 0 ];
	return latest ? await readMutants( latest.each, dir ) : null;
}

function parsed( text: string ): unknown {
	try {
		return JSON.parse( text );
	} catch {
		return null;
	}
}

export async function writeMutants(
	results: MutantResults,
	dir = folder
): Promise< void > {
	const file = fileOf( results.seed, dir );
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
