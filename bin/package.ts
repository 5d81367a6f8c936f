/**
 * npm run package: builds the admin app and packs what a shop needs into
 * one file, which has the same bytes for the same commit on any machine.
 */
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pluginSlug, projectDir } from '../tests/env/paths';
import { command } from '../tests/env/run/command';
import { runCommandLine } from '../tests/env/run/command-line';
import { readOptions } from '../tests/env/run/options';
import { Problem } from '../tests/env/run/problem';
import { step } from '../tests/env/run/progress';
import { pack } from './package/pack';
import { ensureSystemPackages } from '../tests/env/run/system-packages';
import { releasedFiles, uncommitted } from './package/released-files';

const HELP = `npm run package -- [options]
  --directory   for wordpress.org: without “Update URI: false”, by which the
                zip for hand-out is never offered an update from there
  --out FILE    default: ${ pluginSlug }.zip beside package.json`;

async function main(): Promise< number > {
	const { values } = readOptions(
		{
			options: {
				directory: { type: 'boolean', default: false },
				out: { type: 'string' },
			},
		},
		HELP
	);
	await ensureSystemPackages( 'git' );
	const changes = await uncommitted( projectDir );
	if ( changes !== '' ) {
		throw new Problem(
			`A package is made of a commit. Commit these first, or put them away:\n${ changes }`
		);
	}
	await step( 'Building the admin app', () =>
		command( 'npm', [ 'run', '--silent', 'build' ], {
			cwd: projectDir,
			timeoutMs: 600_000,
		} )
	);
	const zip = pack(
		await releasedFiles( projectDir ),
		values.directory ? 'directory' : 'hand-out'
	);
	const out = resolve( projectDir, values.out ?? `${ pluginSlug }.zip` );
	await writeFile( out, zip );
	const hash = createHash( 'sha256' ).update( zip ).digest( 'hex' );
	process.stdout.write( `${ hash }  ${ out }\n` );
	return 0;
}

runCommandLine( main );
