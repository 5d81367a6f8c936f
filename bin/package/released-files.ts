import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { command } from '../../tests/env/run/command';

/** What stands in the folder otherwise than in its commit, one a line; '' = nothing. */
export const uncommitted = async ( dir: string ): Promise< string > =>
	(
		await command( 'git', [ 'status', '--porcelain' ], { cwd: dir } )
	).trimEnd();

/** Path below the plugin's folder → contents: what git knows and .distignore does not leave out, and the built app. */
export async function releasedFiles(
	dir: string
): Promise< Map< string, Buffer > > {
	const left = new Set(
		( await readFile( join( dir, '.distignore' ), 'utf8' ) )
			.split( '\n' )
			.filter( ( line ) => line.startsWith( '/' ) )
			.map( ( line ) => line.slice( 1 ) )
	);
	const known = ( await command( 'git', [ 'ls-files', '-z' ], { cwd: dir } ) )
		.split( '\0' )
		.filter(
			( name ) =>
				name !== '' && ! left.has( name.split( '/' )[ 0 ] ?? '' )
		);
	const built = await readdir( join( dir, 'build' ), {
		recursive: true,
		withFileTypes: true,
	} );
	const names = [
		...known,
		...built
			.filter( ( entry ) => entry.isFile() )
			.map( ( entry ) =>
				join( entry.parentPath, entry.name ).slice( dir.length + 1 )
			),
	];
	return new Map(
		await Promise.all(
			names.map( async ( name ): Promise< [ string, Buffer ] > => [
				name,
				await readFile( join( dir, name ) ),
			] )
		)
	);
}
