import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { EXAMPLE_CONTRACT } from '../tests/contract-variants/example';
import { variant } from '../tests/contract-variants/variants';
import { temporaryFolder, write } from '../tests/env/testing/files';
import { run } from './compare-contract/run';
import { documentedCollection } from './compare-contract/testing/documented';

const here = ( path: string ) =>
	fileURLToPath( new URL( path, import.meta.url ) );

function file( name: string, content: object ): string {
	const path = join( temporaryFolder(), name );
	write( path, JSON.stringify( content ) );
	return path;
}

describe( 'npm run contract:compare', { timeout: 30_000 }, () => {
	it( 'ends with 0 where nothing differs', () => {
		const contract = variant( 'no-optional' );
		const { code, out } = run(
			file( 'contract.json', contract ),
			file( 'same.json', documentedCollection( contract ) )
		);
		expect( out ).toMatch( /\n12 operations, all identical\.\n$/ );
		expect( code ).toBe( 0 );
	} );

	it( 'ends with 1 and tells the differences', () => {
		const { code, out } = run(
			EXAMPLE_CONTRACT,
			here( './compare-contract/fixtures/small.json' )
		);
		expect( code ).toBe( 1 );
		expect( out ).toContain(
			'listProductImages  GET /products/{productId}/images  <- Šifarnici / Product images\n  answer: no example\n'
		);
		expect( out ).toContain(
			'listDatabases  GET /databases  missing (optional: the plugin can do without)\n'
		);
		expect( out ).toMatch(
			/18 operations: 1 identical, \d+ differ, \d+ missing; 2 only in the collection\.\n$/
		);
	} );

	it( 'is a program', () => {
		const program = here( './compare-contract.ts' );
		const { status, stderr } = spawnSync(
			process.execPath,
			[ '--import', 'tsx', program, 'none.json', 'none.json' ],
			{ encoding: 'utf8' }
		);
		expect( status ).toBe( 2 );
		expect( stderr ).toMatch( /^none\.json could not be read: [^\n]*\n$/ );
	} );

	it.each( [
		[ 'no arguments', () => [], /^Usage:/ ],
		[
			'a third file',
			() => [ EXAMPLE_CONTRACT, 'a.json', 'b.json' ],
			/^Usage:/,
		],
		[ 'a wrong option', () => [ '--jsno' ], /--jsno/ ],
		[
			'no such file',
			() => [ EXAMPLE_CONTRACT, 'none.json' ],
			/^none\.json could not be read/,
		],
		[
			'another kind of file',
			() => [ EXAMPLE_CONTRACT, file( 'a.json', { openapi: '3.0' } ) ],
			/is no usable Postman collection/,
		],
		[
			'a collection of version 1',
			() => [
				EXAMPLE_CONTRACT,
				file( 'b.json', {
					info: { name: 'x', schema: 'https://schema/v1.0.0/' },
					item: [],
				} ),
			],
			/version 2\.1/,
		],
		[
			'a broken contract',
			() => [ file( 'c.json', { formatVersion: 1 } ), 'none.json' ],
			/is not a usable SORS contract/,
		],
	] )( 'ends with 2 for %s', ( _what, args, message ) => {
		const { code, out, errors } = run( ...args() );
		expect( [ code, out ] ).toEqual( [ 2, '' ] );
		expect( errors ).toMatch( message );
		expect( errors ).not.toContain( '    at ' );
	} );
} );
