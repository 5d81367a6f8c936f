import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectDir } from '../../env/paths';
import { MUTANTS } from './list';
import { locate } from './mutate';

it.each( MUTANTS )( 'fits the code as it is: $name', async ( mutant ) => {
	expect( await locate( mutant ) ).toHaveLength( mutant.edits.length );
} );

it.each( MUTANTS )(
	'has a means by which it is found: $name',
	( { test, histories } ) => {
		expect( histories || test ).toBeTruthy();
		if ( test ) {
			const file = join( projectDir, 'tests/php', test.file );
			expect( existsSync( file ), test.file ).toBe( true );
			expect( readFileSync( file, 'utf8' ) ).toContain(
				`function ${ test.filter ?? 'test' }`
			);
		}
	}
);

it( 'has each of the 33 faults of issue 12, by its number', () => {
	const numbers = MUTANTS.map( ( { name } ) => Number.parseInt( name, 10 ) );
	expect(
		[ ...new Set( numbers ) ].filter( ( each ) => ! Number.isNaN( each ) )
	).toEqual( Array.from( { length: 33 }, ( _, at ) => at + 1 ) );
} );

it( 'calls no two the same', () => {
	const names = MUTANTS.map( ( { name } ) => name );
	expect( new Set( names ).size ).toBe( names.length );
} );
