import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Whether node_modules holds what the lock file names. npm writes its own list
 * in there last, so an interrupted installation has none.
 *
 * @param {string} dir the checkout
 * @return {boolean} false also where package.json and the lock file disagree: `npm ci` says then in what
 */
export function areInstalled( dir ) {
	const wanted = packagesOf( dir, 'package-lock.json' );
	const present = packagesOf( dir, 'node_modules/.package-lock.json' );
	const { devDependencies } = readJson( join( dir, 'package.json' ) );
	return (
		isSame( wanted[ '' ]?.devDependencies, devDependencies ) &&
		Object.entries( wanted ).every(
			( [ path, { version, optional } ] ) =>
				path === '' ||
				present[ path ]?.version === version ||
				// Another system's binary.
				( optional && ! present[ path ] )
		)
	);
}

function packagesOf( dir, file ) {
	try {
		return readJson( join( dir, file ) ).packages;
	} catch {
		return {};
	}
}

function readJson( file ) {
	return JSON.parse( readFileSync( file, 'utf8' ) );
}

function isSame( locked = {}, named = {} ) {
	const names = Object.keys( named );
	return (
		names.length === Object.keys( locked ).length &&
		names.every( ( name ) => named[ name ] === locked[ name ] )
	);
}
