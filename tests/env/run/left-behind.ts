import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** What stands in the environment of all that a program starts, whatever group it goes to; of programs in programs each. */
const VARIABLE = 'SORS_STARTED_BY';

/** How long what is left may take to end by itself. */
const GRACE_MS = 3_000;

const ROUNDS = 10;

export type Mark = { id: string; env: NodeJS.ProcessEnv };

export function marked( env: NodeJS.ProcessEnv ): Mark {
	const id = randomUUID();
	return {
		id,
		env: { ...env, [ VARIABLE ]: `${ env[ VARIABLE ] ?? '' } ${ id }` },
	};
}

/**
 * Ends what a program left behind.
 *
 * @return what ran, as it was called; on Linux alone, elsewhere nobody can tell
 */
export async function endLeftBehind( { id }: Mark ): Promise< string[] > {
	const until = Date.now() + GRACE_MS;
	let pids = await startedBy( id );
	if ( pids.length === 0 ) {
		// What becomes another program just then has no environment for a moment.
		await sleep( 100 );
		pids = await startedBy( id );
	}
	while ( pids.length > 0 && Date.now() < until ) {
		await sleep( 200 );
		pids = await startedBy( id );
	}
	const names = new Map< number, string >();
	// Again: what one of them starts meanwhile has its mark.
	for ( let round = 0; pids.length > 0 && round < ROUNDS; round++ ) {
		for ( const pid of pids ) {
			names.set( pid, names.get( pid ) || ( await nameOf( pid ) ) );
			try {
				process.kill( pid, 'SIGKILL' );
			} catch {
				// It has ended already.
			}
		}
		await sleep( 200 );
		pids = await startedBy( id );
	}
	return [ ...names.values() ].filter( Boolean );
}

async function startedBy( id: string ): Promise< number[] > {
	const names = await readdir( '/proc' ).catch( () => [] );
	const found = await Promise.all(
		names
			.filter( ( name ) => /^\d+$/.test( name ) )
			.map( async ( name ) => {
				// Of one that has ended, and is not yet waited for, it is empty.
				const env = await text( `/proc/${ name }/environ` );
				return env.includes( id ) ? [ Number( name ) ] : [];
			} )
	);
	return found.flat();
}

const nameOf = async ( pid: number ): Promise< string > =>
	( await text( `/proc/${ pid }/cmdline` ) )
		.replace( /\s+|\0/g, ' ' )
		.trim()
		.slice( 0, 120 );

const text = ( file: string ): Promise< string > =>
	readFile( file, 'utf8' ).catch( () => '' );
