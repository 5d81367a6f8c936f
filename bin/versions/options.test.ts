import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reasonIn } from './children';
import { readVersionsOptions } from './options';
import { allRows, notRun } from './rows';
import { runRow } from './run';
import { keep, keptResults } from './state';
import { fakeTools } from './testing/fakes';

describe( 'what is asked for', () => {
	it( 'is everything, or the rows that are named', () => {
		expect( readVersionsOptions( [] ) ).toEqual( {
			named: undefined,
			filter: undefined,
			again: false,
			complete: false,
			write: false,
		} );
		const some = readVersionsOptions( [ '--only', 'oldest,php-7.4' ] );
		expect(
			some !== 'help' && some.named?.map( ( { id } ) => id )
		).toEqual( [ 'oldest', 'php-7.4' ] );
	} );

	it.each( [
		[ [ '--only', 'oldest,php-5.2' ], 'There is no “php-5.2” to try: ' ],
		[ [ '--only' ], '--only needs a value.' ],
		[ [ '--all' ], 'There is no option --all.' ],
		[ [ '--filter', 'x', '--write' ], 'A part of the tests' ],
		[ [ '--only', 'oldest', '--complete' ], 'A part is not complete' ],
	] )( 'is refused in a sentence: %j', ( argv, message ) => {
		expect( () => readVersionsOptions( argv ) ).toThrow( message );
	} );
} );

describe( 'what was seen', () => {
	let dir = '';
	beforeAll( async () => {
		dir = await mkdtemp( join( tmpdir(), 'versions-' ) );
	} );
	afterAll( () => rm( dir, { recursive: true } ) );

	it( 'is kept for the same files only, without what did not run', async () => {
		const file = join( dir, 'kept.json' );
		const [ first, second ] = allRows;
		if ( ! first || ! second ) {
			throw new Error( 'There are no rows.' );
		}
		const ran = await runRow( first, fakeTools() );
		const seen = new Map( [
			[ first.id, ran ],
			[ second.id, notRun( second.id, 'No.' ) ],
		] );
		await keep( 'tree-1', seen, file );
		expect( [ ...( await keptResults( 'tree-1', file ) ) ] ).toEqual( [
			[ first.id, ran ],
		] );
		expect( ( await keptResults( 'tree-2', file ) ).size ).toBe( 0 );
		expect( ( await keptResults( undefined, file ) ).size ).toBe( 0 );
	} );

	it( 'is nothing where the file is broken or of another make', async () => {
		const file = join( dir, 'broken.json' );
		for ( const text of [ '{"tree":"t","results":[{"id":1}]}', '{"tr' ] ) {
			await writeFile( file, text );
			expect( ( await keptResults( 't', file ) ).size ).toBe( 0 );
		}
	} );
} );

describe( 'why a command failed', () => {
	it( 'is what it says after its progress', () => {
		expect(
			reasonIn(
				'[ 0m 01s] Starting\n\nThe demo failed. No order.\nmore\n\n'
			)
		).toBe( 'The demo failed. No order.' );
		expect( reasonIn( '[ 0m 01s] Starting\n' ) ).toBe(
			'[ 0m 01s] Starting'
		);
		expect( reasonIn( '' ) ).toBe( '' );
	} );
} );
