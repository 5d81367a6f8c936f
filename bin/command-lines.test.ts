import { existsSync } from 'node:fs';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { scripts } from '../package.json';

vi.mock( '../tests/env/run/processes', async ( original ) => ( {
	...( await original() ),
	endEverything: async () => {},
} ) );

const { argv } = process;
beforeEach( () => vi.stubEnv( 'PATH', '' ) );
afterEach( () => {
	process.argv = argv;
	vi.unstubAllEnvs();
	vi.restoreAllMocks();
} );

let asked = 0;

/** What a command says before it does anything: without PATH it has no program to begin with. */
async function refusal( script: string, args: string[] ): Promise< string > {
	const said: unknown[] = [];
	vi.spyOn( process.stderr, 'write' ).mockImplementation(
		( text ) => said.push( text ) > 0
	);
	const ended = new Promise( ( resolve ) => {
		vi.spyOn( process, 'exit' ).mockImplementation(
			resolve as unknown as typeof process.exit
		);
	} );
	process.argv = [ ...argv.slice( 0, 2 ), ...args ];
	// Each time anew: it does its work when it is loaded.
	await import( /* @vite-ignore */ `../${ script }?${ ++asked }` );
	expect( await ended ).toBe( 1 );
	return said.join( '' );
}

it.each( Object.entries( scripts ) )(
	'npm run %s has the file that it starts',
	( _name, script ) => {
		const files =
			script.match( /\b(?:bin|src|tests)\/[\w/-]+\.\w+/g ) ?? [];
		expect( files.filter( ( file ) => ! existsSync( file ) ) ).toEqual(
			[]
		);
	}
);

it.each( [
	[ 'bin/bench.ts' ],
	[ 'bin/check-plugin.ts' ],
	[ 'bin/package.ts' ],
	[ 'bin/scale.ts' ],
	[ 'bin/walk.ts' ],
	[ 'tests/env/cli.ts' ],
] )(
	'an option that is none is refused in a sentence by %s',
	async ( script ) => {
		expect( await refusal( script, [ '--typo' ] ) ).toMatch(
			/^There is no option --typo\.\n(?!.*\n {4}at )/s
		);
	},
	60_000
);

it.each( [
	[ 'bin/bench.ts', '--items x', /^--items / ],
	[ 'bin/fresh.ts', '--only tests', /^--only / ],
	[ 'bin/scale.ts', '--only catalog', /^--only / ],
	[ 'bin/scale.ts', '--storage hpos', /^--storage / ],
	[ 'bin/simulate.ts', '--minutes 5m', /^--minutes / ],
	[ 'bin/simulate.ts', '--matrix --operation typo', /^No operation “typo” / ],
	[ 'bin/simulate.ts', '--replay none.json', /^--replay takes / ],
	[ 'bin/simulate.ts', '--replay package.json', /^--replay takes / ],
	[ 'bin/simulate-mutants.ts', '--drawn x', /^--drawn / ],
	[ 'bin/versions.ts', '--only oldest,php-5.2', /^--only / ],
	[ 'bin/walk.ts', '--language srpski', /^--language / ],
	[ 'tests/env/cli.ts', 'up --name none --hpos no', /^--hpos / ],
] )(
	'a value that is none is refused in a sentence: %s %s',
	async ( script, args, sentence ) => {
		expect( await refusal( script, args.split( ' ' ) ) ).toMatch(
			sentence
		);
	},
	60_000
);
