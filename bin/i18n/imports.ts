import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { preProcessFile } from 'typescript';

/** Every source file of a script of webpack.config.js, the first one first. */
export function filesOfScript( projectDir: string, name: string ): string[] {
	const found = new Set(
		[ '.ts', '.tsx' ]
			.map( ( end ) => `src/${ name }${ end }` )
			.filter( ( file ) => existsSync( join( projectDir, file ) ) )
	);
	// Grows while it is gone through.
	for ( const file of found ) {
		for ( const imported of importsOf( projectDir, file ) ) {
			found.add( imported );
		}
	}
	return [ ...found ];
}

function importsOf( projectDir: string, file: string ): string[] {
	const source = readFileSync( join( projectDir, file ), 'utf8' );
	return preProcessFile( source )
		.importedFiles.filter( ( { fileName } ) => fileName.startsWith( '.' ) )
		.flatMap( ( { fileName } ) => {
			const path = join( file, '..', fileName );
			return [ '.ts', '.tsx', '/index.ts', '/index.tsx' ]
				.map( ( end ) => path + end )
				.filter( ( each ) => existsSync( join( projectDir, each ) ) );
		} );
}
