import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectDir } from '../../env/paths';
import { temporaryFolder } from '../../env/testing/files';
import { allMutants, draw, mutantsOf } from './generate';
import { replaced } from './mutate';

const CODE = `<?php
final class Example {
	private const LEASE = 180;

	// Never if ( 1 === 2 ) in a comment.
	public function of( array $rows, ?int $one ): bool {
		Log::info( sprintf( 'ž %d', 1 + ( $one > 5 ? 1 : 2 ) ) );
		return $one < 3 && ! in_array( $one, $rows, true );
	}

	private function sql( string $id ): string {
		return "UPDATE t SET state = %s WHERE o.{$id} <= %d AND state IN (%s, %s) AND body IS NULL";
	}
}
`;

const hasParser = existsSync( join( projectDir, 'vendor/nikic' ) );

it.skipIf( ! hasParser )(
	'changes code and conditions of SQL into code that PHP reads, and leaves out log, comments and strict searches',
	async () => {
		const folder = temporaryFolder();
		await writeFile( join( folder, 'Example.php' ), CODE );
		const made = await mutantsOf( folder, [ 'Example.php' ] );
		const strict = 'in_array( $one, $rows, true )';
		const both = `$one < 3 && ! ${ strict }`;
		expect(
			made.map( ( { name } ) => name.replace( /^Example\.php:\d+ /, '' ) )
		).toEqual( [
			': 180 → 360',
			`of: && → || in ${ both }`,
			'of: $one < 3 → true',
			`of: ! ${ strict } → true`,
			'of: < → <= in $one < 3',
			'of: 3 → 4',
			'sql: o.{$id} <= %d → ( o.{$id} <= %d OR 1 = 1 )',
			'sql: <= → < in o.{$id} <= %d',
			'sql: state IN (%s, %s) → ( state IN (%s, %s) OR 1 = 1 )',
			'sql: IN → NOT IN in state IN (%s, %s)',
			'sql: body IS NULL → ( body IS NULL OR 1 = 1 )',
			'sql: IS NULL → IS NOT NULL in body IS NULL',
		] );
		const files = await Promise.all(
			made.map( async ( mutant, at ) => {
				const file = join( folder, `Mutant${ at }.txt` );
				const code = replaced( Buffer.from( CODE ), [ mutant ] );
				await writeFile( file, code );
				return file;
			} )
		);
		execFileSync( 'php', [
			'-r',
			'foreach ( array_slice( $argv, 1 ) as $file ) { token_get_all( file_get_contents( $file ), TOKEN_PARSE ); }',
			...files,
		] );
	}
);

it.skipIf( ! hasParser )(
	'draws from thousands, the same ones for the same seed, and none twice',
	async () => {
		const all = await allMutants();
		expect( all.length ).toBeGreaterThan( 2000 );
		expect( new Set( all.map( ( { name } ) => name ) ).size ).toBe(
			all.length
		);
		const drawn = draw( all, 7, 40 );
		expect( new Set( drawn ).size ).toBe( 40 );
		expect( draw( all, 7, 40 ) ).toEqual( drawn );
		expect( draw( all, 8, 40 ) ).not.toEqual( drawn );
	},
	60_000
);
