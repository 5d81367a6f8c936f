import { join } from 'node:path';
import AdmZip from 'adm-zip';
import { expect, it } from 'vitest';
import { command } from '../../tests/env/run/command';
import { temporaryFolder, write } from '../../tests/env/testing/files';
import { pack } from './pack';
import { releasedFiles, uncommitted } from './released-files';

const MAIN = 'sors-api-for-woocommerce.php';

const files = new Map( [
	[
		MAIN,
		Buffer.from( '<?php\n/**\n * Version:              2.0.0\n */\n' ),
	],
	[ 'includes/a.php', Buffer.from( '<?php // š' ) ],
	[ 'includes/B.php', Buffer.from( '<?php' ) ],
] );

const main = ( zip: Buffer ): string =>
	new AdmZip( zip ).readAsText( `sors-api-for-woocommerce/${ MAIN }` );

it( 'packs the same bytes, whatever the order of the files and the time', async () => {
	const turned = new Map( [ ...files ].reverse() );
	const first = pack( files, 'hand-out' );
	// The time of a ZIP archive has steps of two seconds.
	await new Promise( ( resolve ) => setTimeout( resolve, 2100 ) );
	expect( pack( turned, 'hand-out' ).equals( first ) ).toBe( true );
	expect(
		new AdmZip( first, { noSort: true } )
			.getEntries()
			.map( ( entry ) => entry.entryName )
	).toEqual( [
		'sors-api-for-woocommerce/includes/B.php',
		'sors-api-for-woocommerce/includes/a.php',
		`sors-api-for-woocommerce/${ MAIN }`,
	] );
} );

it( 'keeps wordpress.org from updating what was handed out, and only that', () => {
	expect( main( pack( files, 'hand-out' ) ) ).toBe(
		'<?php\n/**\n * Version:              2.0.0\n * Update URI:           false\n */\n'
	);
	expect( main( pack( files, 'directory' ) ) ).not.toContain( 'Update URI' );
} );

it( 'does not hand out what cannot be marked', () => {
	const unmarked = new Map( [ [ MAIN, Buffer.from( '<?php' ) ] ] );
	expect( () => pack( unmarked, 'hand-out' ) ).toThrow( 'Version' );
} );

it( 'takes what git knows and the built app, without what .distignore names', async () => {
	const dir = temporaryFolder();
	const put = ( name: string, text = '' ): void =>
		write( join( dir, name ), text );
	put( '.gitignore', '/build/\n' );
	put( '.distignore', '# Left out.\n/.gitignore\n/.distignore\n/src\n' );
	put( 'includes/Plugin.php', '<?php' );
	put( 'includes/src/Kept.php' );
	put( 'src/App.tsx' );
	await command( 'git', [ 'init', '--quiet' ], { cwd: dir } );
	await command( 'git', [ 'add', '.' ], { cwd: dir } );
	put( 'includes/notes.txt' );
	put( 'build/index.js' );
	put( 'build/chunks/1.js' );
	const released = await releasedFiles( dir );
	// What was built is no change.
	expect( ( await uncommitted( dir ) ).split( '\n' ) ).toEqual( [
		...[ '.distignore', '.gitignore', 'includes/Plugin.php' ].map(
			( name ) => `A  ${ name }`
		),
		...[ 'A  includes/src/Kept.php', 'A  src/App.tsx' ],
		'?? includes/notes.txt',
	] );
	expect( [ ...released.keys() ].sort() ).toEqual( [
		'build/chunks/1.js',
		'build/index.js',
		'includes/Plugin.php',
		'includes/src/Kept.php',
	] );
	expect( released.get( 'includes/Plugin.php' )?.toString() ).toBe( '<?php' );
}, 20_000 );
