/** npm run simulate:mutants: puts faults into the plugin, one after another, and counts those that are found. */
import { runCommandLine } from '../tests/env/run/command-line';
import { ensureComposerPackages } from '../tests/env/run/composer';
import { readOptions, wholeNumber } from '../tests/env/run/options';
import { say } from '../tests/env/run/progress';
import { ensureSystemPackages } from '../tests/env/run/system-packages';
import { findShop, underTest } from '../tests/env/wordpress/find';
import { byHistory } from '../tests/simulation/mutants/by-history';
import { TestSite, words } from '../tests/simulation/mutants/by-test';
import { allMutants, draw } from '../tests/simulation/mutants/generate';
import {
	hunt,
	table,
	told,
	type Finding,
	type Trial,
} from '../tests/simulation/mutants/hunt';
import { MUTANTS } from '../tests/simulation/mutants/list';
import { forget, locate, mutate } from '../tests/simulation/mutants/mutate';
import {
	readMutants,
	share,
	writeMutants,
	type MutantResults,
} from '../tests/simulation/mutants/results';
import { pluginHash } from '../tests/simulation/report/kept';

const HELP = `npm run simulate:mutants -- [options]
  --seed N        of the mutants that are drawn, and of the first history (default 1000)
  --drawn N       so many are drawn (default 40)
  --seconds N     of histories for each mutant at most (default 180)
  --only A,B      those whose name has one of these texts
  --again         tries those once more that were not found the last time
What was found is kept in .cache/simulation/mutants.json: a run of one seed that was stopped goes on.`;

/** Of all that were tried; one in a hundred that are drawn changes nothing that could be seen. */
const ENOUGH = 0.95;

async function trialsOf(
	seed: number,
	count: number
): Promise< { trials: Trial[] } & Pick< MutantResults, 'makes' > > {
	const all = await allMutants();
	const listed = MUTANTS.map( async ( mutant ): Promise< Trial > => ( {
		name: mutant.name,
		kind: 'listed',
		replacements: await locate( mutant ),
		test: mutant.test,
	} ) );
	return {
		trials: [
			...( await Promise.all( listed ) ),
			...draw( all, seed, count ).map( ( mutant ): Trial => ( {
				name: mutant.name,
				kind: 'drawn',
				replacements: [ mutant ],
			} ) ),
		],
		makes: all.length,
	};
}

async function find(
	{ kind, replacements, test }: Trial,
	seconds: number,
	{ seed, sound }: MutantResults,
	site: TestSite
): Promise< Finding > {
	const folder = await mutate( replacements );
	const { what, histories } = await byHistory( folder, seed, seconds, sound );
	if ( what ) {
		return { by: 'history', how: what, histories };
	}
	let failed: string | null = null;
	if ( test ) {
		failed = ( await site.isSeenBy( test, folder ) ) ? words( test ) : null;
	} else if ( kind === 'drawn' ) {
		// No history reaches what only a screen or a mail asks for.
		failed = await site.finds( replacements[ 0 ]?.file ?? '', folder );
	}
	return { by: failed ? 'test' : null, how: failed ?? '', histories };
}

async function main(): Promise< number > {
	const { values } = readOptions(
		{
			args: process.argv.slice( 2 ),
			options: {
				seed: { type: 'string', default: '1000' },
				drawn: { type: 'string', default: '40' },
				seconds: { type: 'string', default: '180' },
				only: { type: 'string', default: '' },
				again: { type: 'boolean', default: false },
			},
		},
		HELP
	);
	const seed = wholeNumber( '--seed', values.seed );
	const drawn = wholeNumber( '--drawn', values.drawn, 0 );
	const seconds = wholeNumber( '--seconds', values.seconds );
	await ensureSystemPackages( 'php', 'site', 'simulation' );
	await ensureComposerPackages();
	const { trials, makes } = await trialsOf( seed, drawn );
	const { wordpress, store } = await findShop( 'real' );
	const plugin = await pluginHash();
	const last = await readMutants();
	const kept: MutantResults = {
		...( last?.plugin === plugin && last.seed === seed
			? last
			: { results: [], sound: { holds: {}, fails: {} } } ),
		...{ seed, plugin, makes, wanted: trials.length },
		under: underTest( wordpress, store ),
	};
	await writeMutants( kept );
	const site = new TestSite();
	try {
		const results = await hunt( {
			trials: trials.filter( ( { name } ) =>
				values.only
					.split( ',' )
					.some( ( text ) => name.includes( text ) )
			),
			kept,
			again: values.again,
			find: ( trial ) => find( trial, seconds, kept, site ),
			save: writeMutants,
			tell: ( result ) =>
				say( `${ told( result ) } (${ result.seconds } s)` ),
		} );
		process.stdout.write(
			`${ [ '', ...table( results, kept ) ].join( '\n' ) }\n`
		);
		return share( results ).share >= ENOUGH ? 0 : 1;
	} finally {
		await forget();
		await site.stop();
	}
}

runCommandLine( main );
