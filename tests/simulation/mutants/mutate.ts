/** Puts a mutant's file where the worker finds it before the plugin's own. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectDir, workDir } from '../../env/paths';
import { Problem } from '../../env/run/problem';
import type { Mutant } from './list';

export async function mutate( mutant: Mutant ): Promise< string > {
	const original = await readFile(
		join( projectDir, 'includes', mutant.file ),
		'utf8'
	);
	if ( original.split( mutant.from ).length !== 2 ) {
		throw new Problem(
			`The mutant “${ mutant.name }” no longer fits includes/${ mutant.file }.`
		);
	}
	const folder = join( workDir, 'simulation/mutant' );
	const file = join( folder, mutant.file.replace( /\//g, '-' ) );
	await mkdir( folder, { recursive: true } );
	await writeFile(
		file,
		original.replace( mutant.from, () => mutant.to )
	);
	return `SorsApi\\${ mutant.file.replace( /\.php$/, '' ).replace( /\//g, '\\' ) }=${ file }`;
}
