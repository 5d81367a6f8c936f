import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { projectDir } from '../../tests/env/paths';
import { releasedFiles } from './released-files';

/** The same files as in the zip for the directory, which has nothing added. */
export async function layPackage( to: string ): Promise< void > {
	await rm( to, { recursive: true, force: true } );
	for ( const [ name, contents ] of await releasedFiles( projectDir ) ) {
		await mkdir( dirname( join( to, name ) ), { recursive: true } );
		await writeFile( join( to, name ), contents );
	}
}
