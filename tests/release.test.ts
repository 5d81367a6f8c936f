/** .distignore leaves of the tree what the plugin needs to run, and what wordpress.org wants, and nothing else. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectDir } from './env/paths';

/** `build` is there once it was made. */
const RELEASE = [
	'LICENSE',
	'build',
	'contract',
	'includes',
	'languages',
	'readme.txt',
	'sors-api-for-woocommerce.php',
	'uninstall.php',
];

it( 'releases nothing of tests, tools and sources', () => {
	const lines = readFileSync( join( projectDir, '.distignore' ), 'utf8' )
		.split( '\n' )
		.filter( ( line ) => line !== '' && ! line.startsWith( '#' ) );
	// Whole entries of the first level: no tool reads these in another way.
	expect( lines.filter( ( line ) => ! /^\/[^/*?]+$/.test( line ) ) ).toEqual(
		[]
	);
	const released = readdirSync( projectDir ).filter(
		( name ) => ! lines.includes( `/${ name }` )
	);
	expect( [ ...new Set( [ ...released, 'build' ] ) ].sort() ).toEqual(
		RELEASE
	);
} );
