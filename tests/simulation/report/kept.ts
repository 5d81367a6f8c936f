/** Results that the report is written from, in .cache/simulation. */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectDir, workDir } from '../../env/paths';

const folder = join( workDir, 'simulation' );

/** Null where there is none yet. */
export async function readResult< Result >(
	name: string
): Promise< Result | null > {
	const text = await readFile(
		join( folder, `${ name }.json` ),
		'utf8'
	).catch( () => 'null' );
	return JSON.parse( text ) as Result | null;
}

/** @return The file. */
export async function writeResult(
	name: string,
	result: object
): Promise< string > {
	const file = join( folder, `${ name }.json` );
	await mkdir( folder, { recursive: true } );
	await writeFile( file, JSON.stringify( result, null, '\t' ) );
	return file;
}

/** Another one for any other plugin: what was seen of one says nothing of the other. */
export async function pluginHash(): Promise< string > {
	const hash = createHash( 'sha256' );
	for ( const part of [ 'includes', 'contract' ] ) {
		const files = await readdir( join( projectDir, part ), {
			recursive: true,
			withFileTypes: true,
		} );
		const paths = files
			.filter( ( file ) => file.isFile() )
			.map( ( file ) => join( file.parentPath, file.name ) );
		for ( const path of paths.sort() ) {
			hash.update( path.slice( projectDir.length ) );
			hash.update( await readFile( path ) );
		}
	}
	return hash.digest( 'hex' ).slice( 0, 12 );
}
