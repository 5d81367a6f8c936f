import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { uncommitted } from './released-files';

it( 'names what is not in the commit', async () => {
	const dir = await mkdtemp( join( tmpdir(), 'sors-package-' ) );
	const git = ( ...args: string[] ) =>
		execFileSync( 'git', [
			'-C',
			dir,
			'-c',
			'user.name=x',
			'-c',
			'user.email=x@example.test',
			...args,
		] );
	try {
		git( 'init', '-q' );
		await writeFile( join( dir, 'kept.php' ), 'a' );
		await writeFile( join( dir, '.gitignore' ), 'build\n' );
		git( 'add', '.' );
		git( 'commit', '-qm', 'All' );
		await writeFile( join( dir, 'build' ), 'made' );
		expect( await uncommitted( dir ) ).toBe( '' );
		await writeFile( join( dir, 'kept.php' ), 'b' );
		await writeFile( join( dir, 'new.php' ), 'c' );
		expect( await uncommitted( dir ) ).toBe( ' M kept.php\n?? new.php' );
	} finally {
		await rm( dir, { recursive: true } );
	}
} );
