/** npm run simulate:mutants: puts faults into the plugin, one after another, and counts those that the simulation finds. */
import { runCommandLine } from '../tests/env/run/command-line';
import { ensureComposerPackages } from '../tests/env/run/composer';
import { readOptions } from '../tests/env/run/options';
import { say } from '../tests/env/run/progress';
import { ensureSystemPackages } from '../tests/env/run/system-packages';
import { Simulation } from '../tests/simulation/controller/simulation';
import { draw } from '../tests/simulation/events/draw';
import { MUTANTS, type Mutant } from '../tests/simulation/mutants/list';
import { mutate } from '../tests/simulation/mutants/mutate';

const HELP = `npm run simulate:mutants -- [options]
  --seed N        first of the fresh seeds (default 1000)
  --seconds N     for each mutant at most (default 180)
  --only TEXT     those whose name has it`;

/** What was seen, or null. */
async function find(
	mutant: Mutant,
	seed: number,
	seconds: number
): Promise< string | null > {
	const simulation = await Simulation.start(
		'orders in tables',
		await mutate( mutant )
	);
	try {
		const until = Date.now() + seconds * 1000;
		for ( let next = seed; Date.now() < until; next++ ) {
			const { violations } = await simulation.play( draw( next ), until );
			if ( violations.length > 0 ) {
				return `seed ${ next }: ${ violations[ 0 ] }`;
			}
		}
		return null;
	} finally {
		await simulation.stop();
	}
}

async function main(): Promise< number > {
	const { values } = readOptions(
		{
			args: process.argv.slice( 2 ),
			options: {
				seed: { type: 'string', default: '1000' },
				seconds: { type: 'string', default: '180' },
				only: { type: 'string', default: '' },
				help: { type: 'boolean' },
			},
		},
		HELP
	);
	if ( values.help ) {
		process.stdout.write( `${ HELP }\n` );
		return 0;
	}
	await ensureSystemPackages( 'php', 'site', 'simulation' );
	await ensureComposerPackages();
	const chosen = MUTANTS.filter( ( { name } ) =>
		name.includes( values.only )
	);
	let found = 0;
	for ( const mutant of chosen ) {
		const seen = await find(
			mutant,
			Number( values.seed ),
			Number( values.seconds )
		);
		found += seen ? 1 : 0;
		say(
			seen
				? `✓ ${ mutant.name }: ${ seen }`
				: `✗ ${ mutant.name }: not found`
		);
	}
	say( `${ found } of ${ chosen.length } found` );
	return found === chosen.length ? 0 : 1;
}

runCommandLine( main );
