/**
 * npm run test:scale: what takes too long for `npm test`. A list of 50,000 items
 * against a shop that lacks a tenth of them, and 3,000 orders to a server that
 * fails one request in five. With --bench (npm run bench:scale): what big shops
 * cost. See --help.
 */
import {
	benchScale,
	PARTS,
	type Wanted,
	WHOLE,
} from '../tests/bench/scale/bench';
import { STORAGES } from '../tests/bench/scale/reading-rows';
import { runSite, type RunningSite } from '../tests/env/native/running-site';
import { projectDir } from '../tests/env/paths';
import { ensureBuild } from '../tests/env/run/build';
import { tryCommand } from '../tests/env/run/command';
import { runCommandLine } from '../tests/env/run/command-line';
import { ensureComposerPackages } from '../tests/env/run/composer';
import { oneOf, readOptions, wholeNumber } from '../tests/env/run/options';
import { Problem } from '../tests/env/run/problem';
import { elapsed, say } from '../tests/env/run/progress';
import { ensureSystemPackages } from '../tests/env/run/system-packages';
import { underTest } from '../tests/env/wordpress/find';

const HELP = `npm run test:scale -- [options]
  --items N     length of the price list (default 50000), 0 to leave it out
  --orders N    orders to be sent (default 3000), 0 to leave them out
npm run bench:scale -- [options]
  --sizes N,N   lengths of the price list (default 1000,10000,100000);
                shops have twice as many orders
  --turns N     how often each is measured (default 5)
  --checkouts N while others work (default 200)
  --shift N     orders of one worker; four have four times as many (default 25)
  --storage S   HPOS or posts (default both)
  --only PART   catalogue, orders, load or pictures; several with commas
  --check       fail when a goal is missed
  --write       put the figures into docs/benchmarks.md`;

type Trial = {
	title: string;
	test: string;
	env: Record< string, string >;
	/** Far more than it takes, and less than anybody would wait. */
	limitMinutes: number;
};

function trials( items: number, orders: number ): Trial[] {
	const catalogue: Trial = {
		title: `${ items } items: what is new comes in, a second run writes nothing`,
		test: 'LargeCatalogueTest',
		env: { SORS_TEST_ITEMS: String( items ) },
		limitMinutes: 30,
	};
	const outbox: Trial = {
		title: `${ orders } orders, one request in five failing: exactly one document each`,
		test: 'RandomFailuresTest',
		env: { SORS_TEST_ORDERS: String( orders ) },
		limitMinutes: 40,
	};
	return [
		...( items > 0 ? [ catalogue ] : [] ),
		...( orders > 0 ? [ outbox ] : [] ),
	];
}

async function run( site: RunningSite, trial: Trial ): Promise< boolean > {
	say( `▶ ${ trial.title }` );
	const since = Date.now();
	const reminder = setInterval(
		() => say( `… still: ${ trial.title }` ),
		60_000
	);
	const result = await tryCommand(
		'vendor/bin/phpunit',
		[
			...[ '--testsuite', 'store', '--filter', trial.test ],
			...[ '--colors=never' ],
		],
		{
			cwd: projectDir,
			env: { ...process.env, ...site.env, ...trial.env },
			timeoutMs: trial.limitMinutes * 60_000,
			onLine: ( line ) => process.stdout.write( `${ line }\n` ),
		}
	).finally( () => clearInterval( reminder ) );
	// PHPUnit calls a run in which every test was skipped a success.
	const passed =
		result.code === 0 &&
		! result.timedOut &&
		/^OK \(\d+ tests?, /m.test( result.stdout );
	say(
		`${ passed ? '✓' : '✗' } ${ trial.title } (${ elapsed( since ).trim() }${ result.timedOut ? ', took too long' : '' })`
	);
	return passed;
}

async function main(): Promise< number > {
	const { values } = readOptions(
		{
			options: {
				items: { type: 'string', default: '50000' },
				orders: { type: 'string', default: '3000' },
				bench: { type: 'boolean' },
				sizes: { type: 'string', default: WHOLE.sizes.join( ',' ) },
				turns: { type: 'string', default: String( WHOLE.turns ) },
				checkouts: {
					type: 'string',
					default: String( WHOLE.checkouts ),
				},
				shift: { type: 'string', default: String( WHOLE.orders ) },
				storage: { type: 'string' },
				only: { type: 'string', default: PARTS.join( ',' ) },
				check: { type: 'boolean' },
				write: { type: 'boolean', default: false },
				help: { type: 'boolean' },
			},
		},
		HELP
	);
	if ( values.help ) {
		process.stdout.write( `${ HELP }\n` );
		return 0;
	}
	const only = values.only
		.split( ',' )
		.map( ( part ) => oneOf( '--only', part, PARTS ) );
	const wanted: Wanted = {
		sizes: values.sizes
			.split( ',' )
			.map( ( size ) => wholeNumber( '--sizes', size ) ),
		turns: wholeNumber( '--turns', values.turns ),
		checkouts: wholeNumber( '--checkouts', values.checkouts ),
		orders: wholeNumber( '--shift', values.shift ),
		storages: values.storage
			? [ oneOf( '--storage', values.storage, STORAGES ) ]
			: STORAGES,
		parts: PARTS.filter( ( part ) => only.includes( part ) ),
	};
	const tried = trials(
		wholeNumber( '--items', values.items, 0 ),
		wholeNumber( '--orders', values.orders, 0 )
	);
	if ( tried.length === 0 ) {
		throw new Problem( 'Nothing is left to try: no items, no orders.' );
	}
	await ensureSystemPackages( 'php', 'site' );
	await ensureComposerPackages();
	if ( values.bench ) {
		if ( only.includes( 'load' ) ) {
			await ensureSystemPackages( 'browser' );
			await ensureBuild();
		}
		const isMet = await benchScale( wanted, values.write );
		return values.check && ! isMet ? 1 : 0;
	}
	const site = await runSite( { name: 'scale', store: 'real' } );
	let failed = 0;
	for ( const trial of tried ) {
		failed += ( await run( site, trial ) ) ? 0 : 1;
	}
	say( `On ${ underTest( site.wordpress, site.store ) }` );
	return failed > 0 ? 1 : 0;
}

runCommandLine( main );
