import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { projectDir } from '../paths';
import { command } from './command';
import { step } from './progress';

/** Builds the admin app, unless what is there was built here of the same. */
export const ensureBuild = (): Promise< void > =>
	buildOnce( projectDir, () =>
		step( 'Building the admin app', () =>
			command( 'npm', [ 'run', '--silent', 'build' ], {
				cwd: projectDir,
				timeoutMs: 300_000,
			} )
		)
	);

/** What is built is looked at as well: `npm start` puts its own in the place. */
export async function buildOnce(
	dir: string,
	build: () => Promise< unknown >
): Promise< void > {
	const mark = join( dir, '.cache/built' );
	const sources = await hashOf( dir, [
		...[ 'src', 'bin/webpack' ],
		...[ 'webpack.config.js', 'package.json', 'package-lock.json' ],
	] );
	const wanted = async () =>
		`${ sources } ${ await hashOf( dir, [ 'build' ] ) }`;
	const present = await readFile( mark, 'utf8' ).catch( () => '' );
	if ( present === ( await wanted() ) ) {
		return;
	}
	await build();
	await mkdir( dirname( mark ), { recursive: true } );
	await writeFile( mark, await wanted() );
}

/** Of files and of all that is in folders, by name and contents. */
async function hashOf( dir: string, names: string[] ): Promise< string > {
	const below = await Promise.all(
		names.map( ( name ) => filesIn( join( dir, name ) ) )
	);
	const hash = createHash( 'sha256' );
	for ( const file of below.flat().sort() ) {
		const contents = await readFile( file );
		hash.update(
			`${ relative( dir, file ) }:${ contents.length }:`
		).update( contents );
	}
	return hash.digest( 'hex' );
}

/** A file's own path, where it is one. */
async function filesIn( path: string ): Promise< string[] > {
	try {
		const entries = await readdir( path, {
			recursive: true,
			withFileTypes: true,
		} );
		return entries
			.filter( ( entry ) => entry.isFile() )
			.map( ( entry ) => join( entry.parentPath, entry.name ) );
	} catch ( error ) {
		const { code } = error as NodeJS.ErrnoException;
		if ( code === 'ENOENT' ) {
			return [];
		}
		if ( code === 'ENOTDIR' ) {
			return [ path ];
		}
		throw error;
	}
}
