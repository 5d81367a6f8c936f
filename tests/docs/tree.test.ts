/** docs/ARCHITECTURE.md tells of every folder, in the order that the layers have. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { codeSpans, matches, read, root, rows, section } from './pages';

const page = read( 'docs/ARCHITECTURE.md' );

const foldersIn = ( folder: string ): string[] =>
	readdirSync( path.join( root, folder ), { withFileTypes: true } )
		.filter( ( entry ) => entry.isDirectory() )
		.map( ( entry ) => `${ folder }/${ entry.name }/` );

/** The folders that a section's tables begin their rows with. */
const told = ( heading: string ): string[] =>
	rows( section( page, heading ) )
		.flatMap( ( row ) => codeSpans( row[ 0 ]! ) )
		.filter( ( name ) => name.endsWith( '/' ) );

const layers = ( constant: string ): string[] => {
	const list = new RegExp( `const ${ constant } = \\[([^;]*)\\];` ).exec(
		read( 'tests/architecture/LayersTest.php' )
	);
	return matches( list![ 1 ]!, /'([\w\\]+)'/g ).map(
		( name ) => `includes/${ name.replace( '\\', '/' ) }/`
	);
};

it( 'tells of every folder of includes/', () => {
	expect( told( 'PHP: the folders of includes/' ).sort() ).toEqual(
		[
			...foldersIn( 'includes' ).filter(
				( name ) => 'includes/Sync/' !== name
			),
			...foldersIn( 'includes/Sync' ),
		].sort()
	);
} );

it( 'has them in the order that the architecture test holds', () => {
	const order = layers( 'LAYERS' ).flatMap( ( name ) =>
		'includes/Sync/' === name ? layers( 'SYNC' ) : [ name ]
	);
	expect( told( 'PHP: the folders of includes/' ) ).toEqual( order );
} );

it( 'tells of every folder of src/', () => {
	expect( told( 'TypeScript: the folders of src/' ).sort() ).toEqual(
		foldersIn( 'src' ).sort()
	);
} );
