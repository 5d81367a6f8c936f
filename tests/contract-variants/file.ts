/** A variant as a file, for sites and servers that are told where their contract is. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { workDir } from '../env/paths';
import { variant, type VariantName } from './variants';

export async function contractFile( name: VariantName ): Promise< string > {
	const folder = join( workDir, 'contracts' );
	const file = join( folder, `${ name }.json` );
	await mkdir( folder, { recursive: true } );
	await writeFile( file, JSON.stringify( variant( name ), null, '\t' ) );
	return file;
}
