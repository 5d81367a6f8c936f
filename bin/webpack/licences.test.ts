import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeEach, expect, it } from 'vitest';
import { temporaryFolder, write } from '../../tests/env/testing/files';
import { Licences } from './licences.mjs';

// The one that builds the app.
const require = createRequire( import.meta.url );
const webpack = createRequire(
	require.resolve( '@wordpress/scripts/package.json' )
)( 'webpack' );

let dir: string;

beforeEach( () => {
	dir = temporaryFolder();
} );

function install( name: string, licence: string ): void {
	const folder = join( dir, 'node_modules', name );
	write(
		`${ folder }/package.json`,
		JSON.stringify( {
			name: name.split( 'node_modules/' ).pop(),
			version: '1.2.3',
			sideEffects: false,
		} )
	);
	write(
		`${ folder }/lib/index.js`,
		`export const say = () => console.log( '${ name }' );`
	);
	if ( licence !== '' ) {
		write( `${ folder }/license.md`, licence );
	}
}

/** What webpack says is wrong. */
async function build( entry: string ): Promise< string[] > {
	write( join( dir, 'src/index.js' ), entry );
	const compiler = webpack( {
		mode: 'production',
		context: dir,
		entry: './src/index.js',
		output: { path: join( dir, 'build' ) },
		plugins: [ new Licences() ],
	} );
	const { compilation } = await promisify( compiler.run.bind( compiler ) )();
	return compilation.errors.map( String );
}

it( 'has the licence of each package in the scripts, once', async () => {
	install( '@scope/b', 'Copyright One' );
	install( 'a', 'Copyright One' );
	install( 'a/node_modules/c', 'Copyright Two\r\nAll of it' );
	install( 'unused', 'Copyright Three' );
	expect(
		await build( `
			import { say as a } from 'a/lib/index.js';
			import { say as b } from '@scope/b/lib/index.js';
			import { say as c } from '../node_modules/a/node_modules/c/lib/index.js';
			import { say as unused } from 'unused/lib/index.js';
			a( b(), c() );
		` )
	).toEqual( [] );
	expect( readFileSync( join( dir, 'build/LICENSES.txt' ), 'utf8' ) ).toBe(
		`@scope/b 1.2.3\na 1.2.3\n\nCopyright One\n\n${ '-'.repeat( 72 ) }\n\n` +
			'c 1.2.3\n\nCopyright Two\nAll of it\n'
	);
} );

it( 'refuses a package that has none', async () => {
	install( 'bare', '' );
	await expect(
		build( `
			import { say } from 'bare/lib/index.js';
			say();
		` )
	).rejects.toThrow( 'bare has no licence' );
} );
