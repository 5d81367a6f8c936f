/**
 * npm run test:fresh: the README's two commands on a machine where nothing was
 * ever done, a bare Debian in a folder. See --help.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectDir, workDir } from '../tests/env/paths';
import { command } from '../tests/env/run/command';
import { runCommandLine } from '../tests/env/run/command-line';
import { oneOf, readOptions } from '../tests/env/run/options';
import { Problem } from '../tests/env/run/problem';
import { endEverything } from '../tests/env/run/processes';
import { say, step } from '../tests/env/run/progress';
import { ensureSystemPackages } from '../tests/env/run/system-packages';
import { type BareRoot, makeBareRoot } from './fresh/bare-root';
import { putNode } from './fresh/host-node';
import { putSettings } from './fresh/host-settings';
import { runInside } from './fresh/inside';
import { type Outcome, report } from './fresh/report';
import { readmeCommands } from './fresh/readme-commands';

const HELP = `npm run test:fresh -- [options]
  --only demo|test   one of the two commands
  --keep             leave the bare system there, to look into it

Needs root on Debian. Takes about as long as npm test and some minutes more.`;

/** More than they take on a slow machine, and less than anybody would wait. */
const LIMIT_MINUTES = { demo: 20, test: 75 };

const HOME = '/home/new';
const CHECKOUT = `${ HOME }/sors-api-for-woocommerce`;

async function fresh(
	names: readonly ( keyof typeof LIMIT_MINUTES )[],
	keep: boolean
): Promise< number > {
	if ( process.getuid?.() !== 0 ) {
		throw new Problem( 'npm run test:fresh needs root: it mounts.' );
	}
	await ensureSystemPackages( 'fresh', 'git' );
	const readme = await readFile( join( projectDir, 'README.md' ), 'utf8' );
	const commands = readmeCommands( readme );
	const outcomes: Outcome[] = [];
	const since = Date.now();
	const root = await makeBareRoot( keep );
	const env = await step( 'Putting in Node, settings and the clone', () =>
		furnish( root )
	);
	outcomes.push( { what: 'bare system', ms: Date.now() - since } );
	for ( const name of names ) {
		outcomes.push(
			await runInside( root, commands[ name ], {
				cwd: CHECKOUT,
				env,
				logFile: join( workDir, `log/fresh-${ name }.log` ),
				limitMinutes: LIMIT_MINUTES[ name ],
			} )
		);
	}
	if ( keep ) {
		const variables = Object.entries( env ).map( ( pair ) =>
			pair.join( '=' )
		);
		const words = [ root.dir, 'env', '-i', ...variables, 'bash' ];
		say(
			`Kept. To go in:\n  ${ [ ...root.enter, ...words ].join( ' ' ) }`
		);
	}
	await endEverything();
	process.stdout.write( report( outcomes ) );
	return outcomes.every( ( { code } ) => ! code ) ? 0 : 1;
}

/** Node, the clone, and what the machine needs to reach its registries. Nothing else. */
async function furnish( root: BareRoot ): Promise< NodeJS.ProcessEnv > {
	await putNode( root.dir );
	const settings = await putSettings( root.dir );
	await cloneInto( join( root.dir, CHECKOUT ) );
	return {
		PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
		HOME,
		LANG: 'C.UTF-8',
		TERM: 'dumb',
		CI: '1',
		...settings,
	};
}

async function cloneInto( target: string ): Promise< void > {
	const git = ( ...args: string[] ) =>
		command( 'git', args, { cwd: projectDir, timeoutMs: 120_000 } );
	const changed = ( await git( 'status', '--porcelain' ) ).trim();
	if ( changed !== '' ) {
		const count = changed.split( '\n' ).length;
		say(
			`Only what is committed is tried: ${ count } ${ count === 1 ? 'file has' : 'files have' } changes that are not.`
		);
	}
	await git(
		...[ 'clone', '--quiet', '--depth', '1' ],
		...[ `file://${ projectDir }`, target ]
	);
}

runCommandLine( async () => {
	const { values } = readOptions(
		{ options: { only: { type: 'string' }, keep: { type: 'boolean' } } },
		HELP
	);
	const all = [ 'demo', 'test' ] as const;
	const names = values.only ? [ oneOf( '--only', values.only, all ) ] : all;
	return await fresh( names, values.keep === true );
} );
