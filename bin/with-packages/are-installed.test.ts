import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder, write } from '../../tests/env/testing/files';
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

function isInstalled(
	present: Packages | undefined,
	lock: Packages = locked
): boolean {
	const dir = temporaryFolder();
	const put = ( file: string, content: object ): void =>
		write( join( dir, file ), JSON.stringify( content ) );
	put( 'package.json', named );
	put( 'package-lock.json', { packages: lock } );
	if ( present ) {
		put( 'node_modules/.package-lock.json', { packages: present } );
	}
	return areInstalled( dir );
}

const two = 'node_modules/one/node_modules/two';
const { [ two ]: _gone, ...less } = here;
const other = { 'node_modules/for-windows': { version: '3.0.1' } };
const withRoot = ( devDependencies: object ): Packages => ( {
	...locked,
	'': { devDependencies },
} );

it.each< [ boolean, string, Packages | undefined, Packages? ] >( [
	[ true, 'what the lock file names is there', here ],
	[ true, 'all of it is there', locked ],
	[ false, 'nothing is there', undefined ],
	[ false, 'npm was interrupted', {} ],
	[
		false,
		'a package’s package is another',
		{ ...here, [ two ]: { version: '2.0.1' } },
	],
	[ false, 'a package’s package is missing', less ],
	[ false, 'an optional package is another', { ...here, ...other } ],
	[
		false,
		'the lock file names more',
		here,
		withRoot( { one: '1.0.0', new: '1.0.0' } ),
	],
	[
		false,
		'the lock file names another',
		here,
		withRoot( { one: '0.9.0' } ),
	],
] )( 'says %s where %s', ( expected, _, present, lock ) => {
	expect( isInstalled( present, lock ) ).toBe( expected );
} );
