import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectDir } from '../paths';
import { command } from './command';
import { step } from './progress';

/** Installs the PHP tools of development, or those of a folder with a composer.json of its own, once per composer.json. */
export async function ensureComposerPackages(
	folder = projectDir,
	vendor = join( projectDir, 'vendor' )
): Promise< void > {
	const mark = join( vendor, '.installed-for' );
	const wanted = createHash( 'sha256' )
		.update( await readFile( join( folder, 'composer.json' ), 'utf8' ) )
		.digest( 'hex' );
	const present = await readFile( mark, 'utf8' ).catch( () => '' );
	if ( present === wanted ) {
		return;
	}
	await step( 'Installing the PHP tools (Composer)', () =>
		command(
			'composer',
			[ 'install', '--no-interaction', '--no-progress' ],
			{
				cwd: folder,
				// Composer warns root away from plugins; the one plugin here is named in composer.json.
				env: { ...process.env, COMPOSER_ALLOW_SUPERUSER: '1' },
				timeoutMs: 600_000,
			}
		)
	);
	await writeFile( mark, wanted );
}
