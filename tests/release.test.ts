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

const read = ( name: string ): string =>
	readFileSync( join( projectDir, name ), 'utf8' );

const header = ( name: string, text: string ): string | undefined =>
	new RegExp( `^(?: \\* )?${ name }: +(\\S+)$`, 'm' ).exec( text )?.[ 1 ];

it( 'has one version, the one that the plugin says', () => {
	const plugin = read( 'sors-api-for-woocommerce.php' );
	const version = header( 'Version', plugin );
	expect( version ).toMatch( /^\d+\.\d+\.\d+$/ );
	expect( {
		constant: /'SORS_API_VERSION', '(.+)'/.exec( plugin )?.[ 1 ],
		readme: header( 'Stable tag', read( 'readme.txt' ) ),
		readmeChangelog: /== Changelog ==\s+= (\S+) =/.exec(
			read( 'readme.txt' )
		)?.[ 1 ],
		changelog: /^## (\d\S*)/m.exec( read( 'CHANGELOG.md' ) )?.[ 1 ],
		package: JSON.parse( read( 'package.json' ) ).version,
		lock: JSON.parse( read( 'package-lock.json' ) ).version,
	} ).toEqual( {
		constant: version,
		readme: version,
		readmeChangelog: version,
		changelog: version,
		package: version,
		lock: version,
	} );
} );

/** wordpress.org lists a 1.0.0 by another author: a lower version, or the same, would be overwritten by it. */
it( 'comes after the version that wordpress.org has', () => {
	expect( read( 'CHANGELOG.md' ) ).toMatch( /^## 1\.0\.0\n\n.*Softkom/m );
	expect(
		Number(
			header( 'Version', read( 'sors-api-for-woocommerce.php' ) )?.[ 0 ]
		)
	).toBeGreaterThan( 1 );
} );
