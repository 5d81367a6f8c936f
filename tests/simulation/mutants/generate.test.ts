import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectDir } from '../../env/paths';
import { EQUIVALENT } from './equivalent';
import { allMutants, draw, mutantsOf, type Drawn } from './generate';
import { replaced } from './mutate';

const CODE = `<?php
declare( strict_types=1 );

final class Example {

	private const LEASE = 180;

	// Never if ( 1 === 2 ) in a comment.
	public function of( array $rows, ?int $one ): bool {
		Log::info( sprintf( 'ž %d', 1 + ( $one > 5 ? 1 : 2 ) ) );
		if ( $one < 3 && ! in_array( $one, $rows, true ) ) {
			return false;
		}
		$word = $one > 1 ? __( 'many' ) : __( 'one' );
		return is_array( $rows ) || null === $one;
	}

	private function sql( string $id ): string {
		return "UPDATE {$this->table} SET state = %s WHERE lease_owner = %s AND o.{$id} <= %d AND state IN (%s, %s) AND body IS NULL ORDER BY id";
	}
}
`;

let folder = '';
let made: Drawn[] = [];

const hasParser = existsSync( join( projectDir, 'vendor/nikic' ) );

describe.skipIf( ! hasParser )( 'mutants of a file', () => {
	beforeAll( async () => {
		folder = await mkdtemp( join( tmpdir(), 'sors-mutants-' ) );
		await writeFile( join( folder, 'Example.php' ), CODE );
		made = await mutantsOf( folder, [ 'Example.php' ] );
	} );
	afterAll( () => rm( folder, { recursive: true, force: true } ) );

	const changes = () =>
		made.map( ( { key } ) => key.replace( /^Example\.php /, '' ) );

	it( 'changes comparisons, constants and conditions', () => {
		expect( changes() ).toEqual(
			expect.arrayContaining( [
				': 180 → 360',
				'of: < → <= in $one < 3',
				'of: 3 → 4',
				'of: && → || in $one < 3 && ! in_array( $one, $rows, true )',
				'of: $one < 3 → true',
				'of: $one < 3 && ! in_array( $one, $rows, true ) → false',
				'of: $one < 3 && ! in_array( $one, $rows, true ) → true',
				'of: $one < 3 && ! in_array( $one, $rows, true ) → ! ( $one < 3 && ! in_array( $one, $rows, true ) )',
				'of: false → true',
				'of: === → !== in null === $one',
				'of: null === $one → false',
			] )
		);
	} );

	it( 'drops and turns conditions of SQL, but nothing of a SET', () => {
		const sql = made.filter( ( each ) => each.sql );
		expect(
			sql.map( ( { key } ) => key.replace( 'Example.php sql: ', '' ) )
		).toEqual( [
			'lease_owner = %s → ( lease_owner = %s OR 1 = 1 )',
			'= → <> in lease_owner = %s',
			'o.{$id} <= %d → ( o.{$id} <= %d OR 1 = 1 )',
			'<= → < in o.{$id} <= %d',
			'state IN (%s, %s) → ( state IN (%s, %s) OR 1 = 1 )',
			'IN → NOT IN in state IN (%s, %s)',
			'body IS NULL → ( body IS NULL OR 1 = 1 )',
			'IS NULL → IS NOT NULL in body IS NULL',
		] );
	} );

	it( 'leaves out the log, words, strict searches, questions for a type and comments', () => {
		const lines = made.map( ( { name } ) => /:(\d+) /.exec( name )?.[ 1 ] );
		expect( lines ).not.toContain( '2' );
		expect( lines ).not.toContain( '8' );
		expect( lines ).not.toContain( '10' );
		const all = changes();
		expect( all ).not.toContain( 'of: true → false' );
		expect( all ).not.toContain( 'of: is_array( $rows ) → false' );
		expect(
			all.filter( ( each ) => each.startsWith( 'of: $one > 1' ) )
		).toEqual( [] );
	} );

	it( 'makes code that PHP reads, at the right place behind letters of two bytes', async () => {
		const files = await Promise.all(
			made.map( async ( mutant, at ) => {
				const code = replaced( Buffer.from( CODE ), [ mutant ] );
				expect( code.toString() ).not.toBe( CODE );
				const file = join( folder, `Mutant${ at }.txt` );
				await writeFile( file, code );
				return file;
			} )
		);
		execFileSync( 'php', [
			'-r',
			'foreach ( array_slice( $argv, 1 ) as $file ) { token_get_all( file_get_contents( $file ), TOKEN_PARSE ); }',
			...files,
		] );
	} );

	it( 'gives each a key of its own, which lines above it do not change', async () => {
		const keys = made.map( ( { key } ) => key );
		expect( new Set( keys ).size ).toBe( keys.length );
		await writeFile(
			join( folder, 'Example.php' ),
			CODE.replace( 'final class', '// A line.\nfinal class' )
		);
		const later = await mutantsOf( folder, [ 'Example.php' ] );
		expect( later.map( ( { key } ) => key ) ).toEqual( keys );
		expect( later[ 0 ]?.name ).not.toBe( made[ 0 ]?.name );
	} );
} );

it.skipIf( ! hasParser )(
	'makes those that are said to change nothing, and thousands of others',
	async () => {
		const keys = new Set(
			( await allMutants() ).map( ( { key } ) => key )
		);
		expect( keys.size ).toBeGreaterThan( 2000 );
		expect(
			Object.keys( EQUIVALENT ).filter( ( key ) => ! keys.has( key ) )
		).toEqual( [] );
	},
	60_000
);

describe( 'the draw', () => {
	const all = Array.from( { length: 100 }, ( _, at ): Drawn => ( {
		...{ file: 'A.php', at, length: 1, to: '', sql: false },
		...{ name: `mutant ${ at }`, key: `mutant ${ at }` },
	} ) );
	const names = ( drawn: readonly Drawn[] ) =>
		drawn.map( ( { name } ) => name );

	it( 'is the same for the same seed, another for another, and has none twice', () => {
		const { drawn } = draw( all, 7, 40, () => false );
		expect( new Set( names( drawn ) ).size ).toBe( 40 );
		expect( draw( all, 7, 40, () => false ).drawn ).toEqual( drawn );
		expect( draw( all, 8, 40, () => false ).drawn ).not.toEqual( drawn );
	} );

	it( 'draws as many as wanted beside those that nothing could find', () => {
		const { drawn, equivalent } = draw( all, 7, 40, ( { at } ) => at < 50 );
		expect( drawn ).toHaveLength( 40 );
		expect( equivalent.length ).toBeGreaterThan( 5 );
		expect( equivalent.every( ( { at } ) => at < 50 ) ).toBe( true );
	} );

	it( 'ends where there are no more', () => {
		expect( draw( all, 7, 500, () => false ).drawn ).toHaveLength( 100 );
	} );
} );
