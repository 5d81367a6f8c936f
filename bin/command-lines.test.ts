import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { projectDir } from '../tests/env/paths';

/** What a command says before it does anything: without PATH it has no program to begin with. */
async function refusal( script: string, args: string[] ): Promise< string > {
	const child = spawn(
		process.execPath,
		[ '--import', 'tsx', script, ...args ],
		{
			cwd: projectDir,
			env: { ...process.env, PATH: '' },
			stdio: [ 'ignore', 'ignore', 'pipe' ],
		}
	);
	const ended = new Promise( ( resolve ) => child.once( 'close', resolve ) );
	const said = await text( child.stderr );
	expect( await ended ).toBe( 1 );
	return said;
}

describe.concurrent( 'an option that is none', { timeout: 120_000 }, () => {
	it.each( [
		[ 'bin/bench.ts' ],
		[ 'bin/check-plugin.ts' ],
		[ 'bin/live-preview.ts' ],
		[ 'bin/package.ts' ],
		[ 'bin/scale.ts' ],
		[ 'bin/walk.ts' ],
		[ 'tests/env/cli.ts' ],
	] )( 'is refused in a sentence by %s', async ( script ) => {
		expect( await refusal( script, [ '--typo' ] ) ).toMatch(
			/^There is no option --typo\.\n(?!.*\n {4}at )/s
		);
	} );
} );

describe.concurrent( 'a value that is none', { timeout: 120_000 }, () => {
	it.each( [
		[ 'bin/bench.ts', '--items x', /^--items / ],
		[ 'bin/fresh.ts', '--only tests', /^--only / ],
		[ 'bin/scale.ts', '--items x --orders y', /^--items / ],
		[ 'bin/scale.ts', '--items 0 --orders 0', /^Nothing is left / ],
		[ 'bin/scale.ts', '--bench --only catalog', /^--only / ],
		[ 'bin/scale.ts', '--bench --storage hpos', /^--storage / ],
		[ 'bin/simulate.ts', '--minutes 5m', /^--minutes / ],
		[
			'bin/simulate.ts',
			'--matrix --operation typo',
			/^No operation “typo” /,
		],
		[ 'bin/simulate.ts', '--replay none.json', /^--replay takes / ],
		[ 'bin/simulate.ts', '--replay package.json', /^--replay takes / ],
		[ 'bin/simulate-mutants.ts', '--drawn x', /^--drawn / ],
		[ 'bin/walk.ts', '--language srpski', /^--language / ],
		[ 'tests/env/cli.ts', 'up --name none --hpos no', /^--hpos / ],
	] )(
		'is refused in a sentence: %s %s',
		async ( script, args, sentence ) => {
			expect( await refusal( script, args.split( ' ' ) ) ).toMatch(
				sentence
			);
		}
	);
} );
