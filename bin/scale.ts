/**
 * npm run bench:scale: what big shops cost. See --help.
 */
import {
	benchScale,
	PARTS,
	type Wanted,
	WHOLE,
} from '../tests/bench/scale/bench';
import { STORAGES } from '../tests/bench/scale/reading-rows';
import { ensureBuild } from '../tests/env/run/build';
import { runCommandLine } from '../tests/env/run/command-line';
import { ensureComposerPackages } from '../tests/env/run/composer';
import { oneOf, readOptions, wholeNumber } from '../tests/env/run/options';
import { ensureSystemPackages } from '../tests/env/run/system-packages';

const HELP = `npm run bench:scale -- [options]
  --sizes N,N   lengths of the price list (default 1000,10000,100000);
                shops have twice as many orders
  --turns N     how often each is measured (default 5)
  --checkouts N while others work (default 200)
  --shift N     orders of one worker; four have four times as many (default 25)
  --storage S   HPOS or posts (default both)
  --only PART   catalogue, orders, load or pictures; several with commas
  --check       fail when a goal is missed
  --write       put the figures into docs/benchmarks.md`;

async function main(): Promise< number > {
	const { values } = readOptions(
		{
			options: {
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
			},
		},
		HELP
	);
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
	await ensureSystemPackages( 'php', 'site' );
	await ensureComposerPackages();
	if ( only.includes( 'load' ) ) {
		await ensureSystemPackages( 'browser' );
		await ensureBuild();
	}
	const isMet = await benchScale( wanted, values.write );
	return values.check && ! isMet ? 1 : 0;
}

runCommandLine( main );
