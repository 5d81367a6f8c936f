import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectDir } from '../../env/paths';
import { MUTANTS } from './list';
import { locate } from './mutate';

it.each( MUTANTS )( 'fits the code as it is: $name', async ( mutant ) => {
	expect( await locate( mutant ) ).toHaveLength( mutant.edits.length );
} );

it.each(
	MUTANTS.flatMap( ( { name, test } ) => ( test ? { name, ...test } : [] ) )
)( 'has a test that is there: $name', ( { file, filter } ) => {
	const path = join( projectDir, 'tests/php', file );
	expect( existsSync( path ), file ).toBe( true );
	expect( readFileSync( path, 'utf8' ) ).toContain(
		`function ${ filter ?? 'test' }`
	);
} );

it( 'calls no two the same', () => {
	const names = MUTANTS.map( ( { name } ) => name );
	expect( new Set( names ).size ).toBe( names.length );
} );
