/**
 * npm run simulate: the whole link between shop and SORS, played from seeds on
 * WooCommerce, against the model of tests/sors. See --help.
 */
import { readFile } from 'node:fs/promises';
import { runCommandLine } from '../tests/env/run/command-line';
import { ensureComposerPackages } from '../tests/env/run/composer';
import { readOptions, wholeNumber } from '../tests/env/run/options';
import { Problem } from '../tests/env/run/problem';
import { say } from '../tests/env/run/progress';
import { ensureSystemPackages } from '../tests/env/run/system-packages';
import { findShop } from '../tests/env/wordpress/find';
import {
	campaign,
	nothingPlayed,
	tell,
	writeKept,
} from '../tests/simulation/controller/campaign';
import { Simulation } from '../tests/simulation/controller/simulation';
import type { SiteName } from '../tests/simulation/controller/site';
import { draw } from '../tests/simulation/events/draw';
import type { History } from '../tests/simulation/events/types';
import { checkNames, playMatrix } from '../tests/simulation/matrix/matrix';
import { writeTables } from '../tests/simulation/report/tables';
import { playSoak } from '../tests/simulation/soak/soak';

const HELP = `npm run simulate -- [options]
  --minutes N     fresh seeds for so long, from where the last time stopped (default 3)
  --seed A,B      these seeds instead
  --replay X      a history's file, or a seed, and all of its lines
  --stand-in      on the stand-in for WooCommerce, which also plays where the real one cannot be had
  --matrix        every operation with every fault, those that were not played yet
  --operation X   of the matrix only those whose name has it
  --fault X       of the matrix only those faults whose name has it
  --soak          many orders and runs, one request in five failing
  --orders N      so many (default 10000)
  --runs N        so many (default 200)
  --shrink N      seconds for finding a shorter history that fails as well (default 60)
  --again         forgets what was counted or played, and starts over
  --write         puts all results into docs/reliability-tables.md (alone: plays nothing)`;

/** Undefined = it is a seed, of which a history is drawn. */
async function historyIn( wish: string ): Promise< History | undefined > {
	if ( /^\d+$/.test( wish ) ) {
		return undefined;
	}
	try {
		const history = JSON.parse( await readFile( wish, 'utf8' ) ) as History;
		if ( ! Array.isArray( history.events ) ) {
			throw new Error( 'it has no events.' );
		}
		return history;
	} catch ( error ) {
		throw new Problem(
			`--replay takes a seed or the file of a history. ${ wish } is neither: ${ ( error as Error ).message }`
		);
	}
}

async function seeds(
	simulation: Simulation,
	wanted: readonly number[],
	site: SiteName | undefined,
	shrinkSeconds: number
): Promise< number > {
	let violated = 0;
	for ( const seed of wanted ) {
		const began = Date.now();
		const { violations, events } = await tell(
			simulation,
			draw( seed, site ),
			shrinkSeconds
		);
		violated += violations.length > 0 ? 1 : 0;
		if ( violations.length === 0 ) {
			say(
				`✓ seed ${ seed }: ${ events } events in ${ ( ( Date.now() - began ) / 1000 ).toFixed( 1 ) } s`
			);
		}
	}
	return violated;
}

async function replay(
	simulation: Simulation,
	history: History
): Promise< number > {
	const { lines, violations } = await simulation.play( history );
	process.stdout.write(
		`${ [ ...lines, ...violations.map( ( each ) => `✗ ${ each }` ) ].join( '\n' ) }\n`
	);
	return violations.length;
}

async function main(): Promise< number > {
	const { values } = readOptions(
		{
			args: process.argv.slice( 2 ),
			options: {
				minutes: { type: 'string' },
				seed: { type: 'string' },
				replay: { type: 'string' },
				'stand-in': { type: 'boolean' },
				matrix: { type: 'boolean' },
				operation: { type: 'string', default: '' },
				fault: { type: 'string', default: '' },
				soak: { type: 'boolean' },
				orders: { type: 'string', default: '10000' },
				runs: { type: 'string', default: '200' },
				shrink: { type: 'string', default: '60' },
				again: { type: 'boolean' },
				write: { type: 'boolean' },
			},
		},
		HELP
	);
	const minutes = wholeNumber( '--minutes', values.minutes ?? '3' );
	const wanted = values.seed
		?.split( ',' )
		.map( ( seed ) => wholeNumber( '--seed', seed, 0 ) );
	const orders = wholeNumber( '--orders', values.orders );
	const runs = wholeNumber( '--runs', values.runs );
	const shrinkSeconds = wholeNumber( '--shrink', values.shrink, 0 );
	const kept = values.replay && ( await historyIn( values.replay ) );
	if ( values.matrix ) {
		checkNames( values.operation, values.fault );
	}
	if ( values.again && ! values.matrix && ! values.soak ) {
		await writeKept( nothingPlayed() );
	}
	const plays =
		values.minutes ??
		values.seed ??
		values.replay ??
		values.matrix ??
		values.soak;
	let violated = 0;
	if ( plays !== undefined || ! values.write ) {
		await ensureSystemPackages( 'php', 'site', 'simulation' );
		await ensureComposerPackages();
		const { store } = await findShop();
		const site: SiteName | undefined =
			values[ 'stand-in' ] || store.kind !== 'real'
				? 'stand-in'
				: undefined;
		const simulation = await Simulation.start( site );
		if ( values.replay !== undefined ) {
			violated = await replay(
				simulation,
				kept || draw( Number( values.replay ), site )
			);
		} else if ( values.matrix ) {
			violated = await playMatrix(
				simulation,
				values.operation,
				values.fault,
				values.again ?? false
			);
		} else if ( values.soak ) {
			violated = await playSoak( simulation, orders, runs );
		} else if ( wanted ) {
			violated = await seeds( simulation, wanted, site, shrinkSeconds );
		} else {
			violated = await campaign(
				simulation,
				minutes,
				site,
				shrinkSeconds
			);
		}
	}
	if ( values.write ) {
		await writeTables();
	}
	return violated > 0 ? 1 : 0;
}

runCommandLine( main );
