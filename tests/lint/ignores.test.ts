/** Where a sniff is told to look away stands why, and few enough of them that each can be read. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectDir } from '../env/paths';

const MOST = 40;

type Ignore = { at: string; what: string };

const ignores: Ignore[] = execFileSync( 'git', [ 'ls-files', '-z', '*.php' ], {
	cwd: projectDir,
	encoding: 'utf8',
} )
	.split( '\0' )
	.filter( ( name ) => name !== '' )
	.flatMap( ( name ) =>
		readFileSync( join( projectDir, name ), 'utf8' )
			.split( '\n' )
			.flatMap( ( line, index ) =>
				[
					...line.matchAll(
						/(?:phpcs:(?:ignore|disable|set)|@?codingStandardsIgnore).*/gi
					),
				].map( ( [ what ] ) => ( {
					at: `${ name }:${ index + 1 }`,
					what,
				} ) )
			)
	);

it( `has at most ${ MOST } exceptions from sniffs`, () => {
	expect( ignores.length ).toBeGreaterThan( 0 );
	expect( ignores.length ).toBeLessThanOrEqual( MOST );
} );

it( 'names the sniff and the reason of each', () => {
	expect(
		ignores.filter(
			( { what } ) =>
				! /^phpcs:(?:ignore|disable) \w+\.[\w., ]+ -- \S.*\S$/.test(
					what.trim()
				)
		)
	).toEqual( [] );
} );
