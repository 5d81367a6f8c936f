import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { areInstalled } from './are-installed.mjs';

type Packages = Record< string, object >;

const named = { devDependencies: { one: '1.0.0' } };
const locked: Packages = {
	'': named,
	'node_modules/one': { version: '1.0.0' },
	'node_modules/one/node_modules/two': { version: '2.0.0' },
	'node_modules/for-windows': { version: '3.0.0', optional: true },
};
const { '': _root, 'node_modules/for-windows': _other, ...here } = locked;

let dir: string;
beforeEach( () => {
	dir = mkdtempSync( join( tmpdir(), 'installed-' ) );
	mkdirSync( join( dir, 'node_modules' ) );
} );
afterEach( () => rmSync( dir, { recursive: true } ) );

function write( file: string, content: object ): void {
	writeFileSync( join( dir, file ), JSON.stringify( content ) );
}

function isInstalled(
	present: Packages | undefined,
	lock: Packages = locked
): boolean {
	write( 'package.json', named );
	write( 'package-lock.json', { packages: lock } );
	if ( present ) {
		write( 'node_modules/.package-lock.json', { packages: present } );
	}
	return areInstalled( dir );
}

describe( 'what is in node_modules', () => {
	it( 'is taken as it is where it is what the lock file names', () => {
		expect( isInstalled( here ) ).toBe( true );
		expect( isInstalled( { ...locked } ) ).toBe( true );
	} );

	it( 'is installed where nothing is, or where npm was interrupted', () => {
		expect( isInstalled( undefined ) ).toBe( false );
		expect( isInstalled( {} ) ).toBe( false );
	} );

	it( 'is installed again where a package of a package is another', () => {
		const two = 'node_modules/one/node_modules/two';
		expect(
			isInstalled( { ...here, [ two ]: { version: '2.0.1' } } )
		).toBe( false );
		const { [ two ]: _gone, ...less } = here;
		expect( isInstalled( less ) ).toBe( false );
	} );

	it( 'is installed again where an optional package is another', () => {
		const other = { 'node_modules/for-windows': { version: '3.0.1' } };
		expect( isInstalled( { ...here, ...other } ) ).toBe( false );
	} );

	it( 'is left to npm where package.json names something else than the lock file', () => {
		const root = { devDependencies: { one: '1.0.0', new: '1.0.0' } };
		expect( isInstalled( here, { ...locked, '': root } ) ).toBe( false );
		const older = { devDependencies: { one: '0.9.0' } };
		expect( isInstalled( here, { ...locked, '': older } ) ).toBe( false );
	} );
} );
