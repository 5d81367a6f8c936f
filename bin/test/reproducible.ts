import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { projectDir, workDir } from '../../tests/env/paths';
import { command } from '../../tests/env/run/command';
import { temporaryIn } from '../../tests/env/run/temporary';
import { pack } from '../package/pack';
import { releasedFiles, uncommitted } from '../package/released-files';
import { check } from './check';
import type { Outcome } from './stage';

/** `npm run package` in a clone in another folder: its zip has to have the very bytes of the one of this folder. */
export async function reproducible(): Promise< Outcome > {
	if ( ( await uncommitted( projectDir ) ) !== '' ) {
		return {
			...{ passed: 0, failed: 0, skipped: 1, output: '' },
			note: 'there are changes that are not committed',
		};
	}
	const { dir, remove } = await temporaryIn( workDir, 'another-clone-' );
	try {
		const clone = join( dir, 'plugin' );
		await command( 'git', [ 'clone', '--quiet', projectDir, clone ] );
		// Files of its own in their place, by hard links: webpack names modules by their path.
		await command( 'cp', [ '-al', 'node_modules', clone ], {
			cwd: projectDir,
		} );
		await rm( join( clone, 'node_modules/.cache' ), {
			recursive: true,
			force: true,
		} );
		const zip = join( dir, 'plugin.zip' );
		const outcome = await check(
			'reproducible',
			'npm',
			[ 'run', '--silent', 'package', '--', '--out', zip ],
			{ cwd: clone }
		);
		if ( outcome.failed > 0 ) {
			return outcome;
		}
		const here = pack( await releasedFiles( projectDir ), 'hand-out' );
		return here.equals( await readFile( zip ) )
			? outcome
			: {
					...{ passed: 0, failed: 1, skipped: 0 },
					note: 'the bytes differ',
					output: outcome.output,
				};
	} finally {
		await remove();
	}
}
