import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectDir } from '../../tests/env/paths';
import { blueprintFile, blueprintText } from './blueprint';

it( 'is what the two PHP files make', () => {
	expect(
		readFileSync( join( projectDir, blueprintFile ), 'utf8' ),
		'npm run live-preview writes it'
	).toBe( blueprintText() );
} );
