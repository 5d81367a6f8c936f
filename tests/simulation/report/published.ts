/** What docs/reliability.md was written from, kept beside it: a part that this machine has not played stays as it was published. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectDir } from '../../env/paths';
import { readKept, together, type Kept } from '../controller/campaign';
import { readMatrix } from '../matrix/matrix';
import { readMutants } from '../mutants/results';
import { readSoak } from '../soak/kept';
import type { Results } from './reliability';

const folder = join( projectDir, 'docs/reliability' );

async function publish< Part >(
	name: string,
	played: Part | null
): Promise< Part | null > {
	const file = join( folder, `${ name }.json` );
	if ( played === null ) {
		const text = await readFile( file, 'utf8' ).catch( () => 'null' );
		return JSON.parse( text ) as Part | null;
	}
	await mkdir( folder, { recursive: true } );
	await writeFile( file, `${ JSON.stringify( played, null, '\t' ) }\n` );
	return played;
}

/** @param beside Files of campaigns that were played beside this one. */
export async function publishResults(
	beside: readonly string[]
): Promise< Results > {
	const own = await readKept();
	const campaigns = [
		own,
		...( await Promise.all( beside.map( ( file ) => readKept( file ) ) ) ),
	].filter( ( { counts } ) => counts.histories > 0 );
	const played = campaigns.length > 0 ? campaigns.reduce( together ) : null;
	return {
		campaign: ( await publish< Kept >( 'campaign', played ) ) ?? own,
		matrix: await publish( 'matrix', await readMatrix() ),
		mutants: await publish( 'mutants', await readMutants() ),
		soak: await publish( 'soak', await readSoak() ),
	};
}
