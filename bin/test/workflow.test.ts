import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectDir } from '../../tests/env/paths';
import { choose } from './select';
import { siteStages } from './site-stages';
import { staticStages } from './static-stages';

it( 'GitHub’s CI runs each stage in one job of its matrix', () => {
	const workflow = readFileSync(
		join( projectDir, '.github/workflows/ci.yml' ),
		'utf8'
	);
	const [ , list = '' ] =
		/^ {8}only:\n((?: {10}- \S+\n)+)/m.exec( workflow ) ?? [];
	const all = [ ...staticStages, ...siteStages ];
	const run = list
		.trim()
		.split( /\s*- / )
		.filter( Boolean )
		.flatMap( ( only ) => choose( [ '--only', only ], all ).stages );
	expect( run.map( ( { id } ) => id ).sort() ).toEqual(
		all.map( ( { id } ) => id ).sort()
	);
} );
