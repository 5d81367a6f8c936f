/** Writes a mutant's files where PHP finds them before the plugin's own (load.php), and nowhere else. */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { projectDir, workDir } from '../../env/paths';
import { command } from '../../env/run/command';
import { Problem } from '../../env/run/problem';
import type { Mutant, Replacement } from './mutant';

const plugin = join( projectDir, 'includes' );

/** Of this process: another may be trying others. */
const folder = join( workDir, `simulation/mutant-${ process.pid }` );

/** Where the edits of a mutant of the list stand by now. */
export async function locate( {
	name,
	edits,
}: Mutant ): Promise< Replacement[] > {
	return await Promise.all(
		edits.map( async ( { file, from, to } ) => {
			const code = await readFile( join( plugin, file ) );
			const at = code.indexOf( from );
			if ( at < 0 || code.indexOf( from, at + 1 ) >= 0 ) {
				throw new Problem(
					`The mutant “${ name }” no longer fits includes/${ file }.`
				);
			}
			return { file, at, length: Buffer.byteLength( from ), to };
		} )
	);
}

/** A file's code with these replacements, of which none overlap. */
export function replaced(
	code: Buffer,
	replacements: readonly Omit< Replacement, 'file' >[]
): Buffer {
	const parts: Buffer[] = [];
	let end = 0;
	for ( const { at, length, to } of [ ...replacements ].sort(
		( one, other ) => one.at - other.at
	) ) {
		parts.push( code.subarray( end, at ), Buffer.from( to ) );
		end = at + length;
	}
	return Buffer.concat( [ ...parts, code.subarray( end ) ] );
}

export async function forget(): Promise< void > {
	await rm( folder, { recursive: true, force: true } );
}

/** @return The folder for load.php. */
export async function mutate(
	replacements: readonly Replacement[]
): Promise< string > {
	await forget();
	for ( const file of new Set( replacements.map( ( each ) => each.file ) ) ) {
		const target = join( folder, file );
		await mkdir( dirname( target ), { recursive: true } );
		await writeFile(
			target,
			replaced(
				await readFile( join( plugin, file ) ),
				replacements.filter( ( each ) => each.file === file )
			)
		);
		await command( 'php', [ '-l', target ] );
	}
	return folder;
}
