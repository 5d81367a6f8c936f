import { existsSync } from 'node:fs';
import { copyFile, cp, mkdir, realpath, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { command } from '../../tests/env/run/command';
import { Problem } from '../../tests/env/run/problem';
import { which } from '../../tests/env/run/which';

/**
 * This machine's Node and npm into /usr/local of another root, wherever they
 * lie here, with the libraries that the other root lacks.
 */
export async function putNode( root: string ): Promise< void > {
	const node = await realpath( process.execPath );
	const bin = join( root, 'usr/local/bin' );
	await mkdir( bin, { recursive: true } );
	await copyFile( node, join( bin, 'node' ) );
	for ( const library of librariesOf( await command( 'ldd', [ node ] ) ) ) {
		const target = join( root, library );
		if ( ! existsSync( target ) ) {
			await mkdir( dirname( target ), { recursive: true } );
			await copyFile( library, target );
		}
	}
	const modules = join( root, 'usr/local/lib/node_modules' );
	await cp( await npmFolder(), join( modules, 'npm' ), {
		recursive: true,
		verbatimSymlinks: true,
	} );
	for ( const name of [ 'npm', 'npx' ] ) {
		await symlink(
			`../lib/node_modules/npm/bin/${ name }-cli.js`,
			join( bin, name )
		);
	}
}

/** The files in what ldd says. */
export function librariesOf( said: string ): string[] {
	return [ ...said.matchAll( /^\s(?:\S+ => )?(\/\S+) \(/gm ) ].map(
		( match ) => match[ 1 ] as string
	);
}

async function npmFolder(): Promise< string > {
	const npm = await which( 'npm' );
	const folder = npm && dirname( dirname( await realpath( npm ) ) );
	// Debian's own package has npm's parts all over /usr/share.
	if ( ! folder || ! existsSync( join( folder, 'node_modules' ) ) ) {
		throw new Problem(
			'npm run test:fresh needs an npm that lies in one folder, as the one that comes with Node from nodejs.org.'
		);
	}
	return folder;
}
