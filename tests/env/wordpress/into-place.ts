import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { onEnd } from '../run/processes';
import { ageOf } from '../run/temporary';

const PART = '.part-';
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Lets `fill` work in a temporary folder below `parent` and renames what it
 * made, so that an interrupted download is never taken for a whole one, and of
 * two commands that fetch the same at once, either's result serves both.
 */
export async function intoPlace(
	parent: string,
	fill: ( dir: string ) => Promise< { made: string; name: string } >
): Promise< string > {
	await mkdir( parent, { recursive: true } );
	await removeLeftParts( parent );
	const temporary = await mkdtemp( join( parent, PART ) );
	// What still writes into it may be in the way for a moment.
	const remove = () =>
		rm( temporary, { recursive: true, force: true, maxRetries: 3 } );
	const forget = onEnd( remove );
	return await fill( temporary )
		.then( ( { made, name } ) => moved( made, join( parent, name ) ) )
		.finally( async () => {
			await remove();
			forget();
		} );
}

async function moved( made: string, target: string ): Promise< string > {
	await rename( made, target ).catch( ( error: NodeJS.ErrnoException ) => {
		if ( error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST' ) {
			throw error;
		}
	} );
	return target;
}

/** A killed process cannot tidy up; one that still works is not a day old. */
async function removeLeftParts( parent: string ): Promise< void > {
	for ( const name of await readdir( parent ) ) {
		const path = join( parent, name );
		if ( name.includes( PART ) && ( await ageOf( path ) ) > DAY_MS ) {
			await rm( path, { recursive: true, force: true } );
		}
	}
}
