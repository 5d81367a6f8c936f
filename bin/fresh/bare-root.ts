import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { workDir } from '../../tests/env/paths';
import { command } from '../../tests/env/run/command';
import { Problem } from '../../tests/env/run/problem';
import { onEnd } from '../../tests/env/run/processes';
import { step } from '../../tests/env/run/progress';
import { debianMirrors } from '../../tests/env/wordpress/debian-mirrors';

export type BareRoot = {
	dir: string;
	/** A command line that wants the root and a command after it. */
	enter: string[];
};

const ISOLATED = [
	'unshare',
	...[ '--mount', '--pid', '--mount-proc', '--fork', '--kill-child' ],
];

/** A Debian of the machine's own release with what every Debian has and no more. */
export async function makeBareRoot( keep: boolean ): Promise< BareRoot > {
	const suite = await ownSuite();
	const mirror = ( await debianMirrors() ).find( ( uri ) =>
		/^https?:/.test( uri )
	);
	await mkdir( workDir, { recursive: true } );
	const dir = await mkdtemp( join( workDir, 'fresh-' ) );
	if ( ! keep ) {
		onEnd( () => remove( dir ) );
	}
	await step( `Making a bare Debian (${ suite })`, () =>
		command(
			ISOLATED[ 0 ] as string,
			[
				...ISOLATED.slice( 1 ),
				...[ 'debootstrap', '--variant=minbase' ],
				...[ suite, dir, mirror as string ],
			],
			{ timeoutMs: 1_200_000 }
		)
	);
	// A new machine has no lists before its first update.
	const lists = join( dir, 'var/lib/apt/lists' );
	for ( const name of await readdir( lists ) ) {
		await rm( join( lists, name ), { recursive: true } );
	}
	return {
		dir,
		enter: [
			...ISOLATED,
			fileURLToPath( new URL( 'enter.sh', import.meta.url ) ),
		],
	};
}

async function ownSuite(): Promise< string > {
	const release = await readFile( '/etc/os-release', 'utf8' ).catch(
		() => ''
	);
	const suite = /^VERSION_CODENAME="?(\w+)/m.exec( release )?.[ 1 ];
	if ( ! /^ID="?debian"?$/m.test( release ) || ! suite ) {
		throw new Problem(
			'npm run test:fresh needs Debian: Node is put into a system of the same release.'
		);
	}
	return suite;
}

async function remove( dir: string ): Promise< void > {
	await command( 'rm', [ '-rf', '--one-file-system', dir ], {
		timeoutMs: 300_000,
	} );
}
