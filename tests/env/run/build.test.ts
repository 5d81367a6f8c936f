import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder, write as writeFile } from '../testing/files';
import { buildOnce } from './build';

let dir: string;
let builds: number;
beforeEach( () => {
	dir = temporaryFolder();
	builds = 0;
	write( 'src/ui/Button.tsx', 'a' );
	write( 'src/App.tsx', 'a' );
	write( 'package-lock.json', '{}' );
} );

const write = ( name: string, text: string ): void =>
	writeFile( join( dir, name ), text );

const build = ( during = () => {} ) =>
	buildOnce( dir, async () => {
		builds++;
		write( 'build/index.js', 'production' );
		during();
	} );

describe( 'the admin app', () => {
	it( 'is built once for the same sources', async () => {
		await build();
		await build();
		expect( builds ).toBe( 1 );
	} );

	it.each( [
		[ 'a source', () => write( 'src/App.tsx', 'b' ) ],
		[ 'its tool', () => write( 'webpack.config.js', '' ) ],
		[ 'a part of its tool', () => write( 'bin/webpack/words.mjs', '' ) ],
		[ 'a package', () => write( 'package-lock.json', '{ }' ) ],
		[ 'a lost source', () => rmSync( join( dir, 'src/ui/Button.tsx' ) ) ],
		[ 'a build for development', () => write( 'build/index.js', 'dev' ) ],
		[ 'a lost build', () => rmSync( join( dir, 'build/index.js' ) ) ],
	] )( 'is built again for %s', async ( _what, change ) => {
		await build();
		change();
		await build();
		await build();
		expect( builds ).toBe( 2 );
	} );

	it( 'is built again for what was changed while it was built', async () => {
		await build( () => write( 'src/App.tsx', 'b' ) );
		await build();
		expect( builds ).toBe( 2 );
	} );
} );
