import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectDir } from '../../env/paths';
import { MUTANTS } from './list';

it.each( MUTANTS )( 'fits the code as it is: $name', ( { file, from } ) => {
	const code = readFileSync( join( projectDir, 'includes', file ), 'utf8' );
	expect( code.split( from ) ).toHaveLength( 2 );
} );
