/**
 * npm run test:versions: the tests on pairs of WordPress and WooCommerce, and
 * the main job on several versions of PHP. See --help.
 */
import { oneOf, readOptions } from '../tests/env/run/options';
import { runCommandLine } from '../tests/env/run/command-line';
import { say } from '../tests/env/run/progress';
import { havePair } from '../tests/env/wordpress/find';
import { pairs } from '../tests/env/wordpress/pairs';
import { runDemo, runTests } from './versions/children';
import { judgePair, judgePhp } from './versions/judge';
import { commitNow, keep, keptResults } from './versions/kept';
import { tables, writePages } from './versions/pages';
import { allRows, notRun, type Result, type Row } from './versions/rows';

const ids = allRows.map( ( { id } ) => id );

const HELP = `npm run test:versions [-- options]
  --only A,B     these alone: ${ ids.join( ', ' ) }
  --again        also what was green already at this commit
  --write        put the table into docs/versions.md and README.md`;

async function main(): Promise< number > {
	const { values } = readOptions(
		{
			options: {
				only: { type: 'string' },
				again: { type: 'boolean' },
				write: { type: 'boolean' },
			},
		},
		HELP
	);
	const named = values.only
		?.split( ',' )
		.map( ( id ) => oneOf( '--only', id, ids ) );
	const asked = allRows.filter( ( { id } ) => named?.includes( id ) ?? true );
	const commit = await commitNow();
	const seen = await keptResults( commit );
	for ( const row of asked ) {
		if ( ! values.again && seen.get( row.id )?.state === 'passed' ) {
			say( `✓ ${ row.name }: green already` );
			continue;
		}
		say( `▶ ${ row.name }` );
		seen.set( row.id, await tried( row ) );
		// What ran before an interruption need not run again.
		if ( ( await commitNow() ) === commit ) {
			await keep( commit, seen );
		}
	}
	const all = allRows.map( ( row ) => ( {
		row,
		result: seen.get( row.id ) ?? notRun( 'not asked for' ),
	} ) );
	process.stdout.write( `\n${ tables( all ) }\n` );
	if ( values.write ) {
		const isSame = ( await commitNow() ) === commit;
		await writePages(
			all,
			isSame ? commit : `${ commit }, changed while it ran`
		);
	}
	return asked.every( ( { id } ) => seen.get( id )?.state === 'passed' )
		? 0
		: 1;
}

/** What cannot be had is told as not run, never tried on something else. A PHP is tried on the newest pair. */
async function tried( row: Row ): Promise< Result > {
	const pair = row.kind === 'pair' ? row.pair : pairs.at( -1 )!;
	const shop = await havePair( pair );
	if ( typeof shop === 'string' ) {
		return notRun( shop );
	}
	const since = Date.now();
	const verdict =
		row.kind === 'pair'
			? judgePair( pair, await runTests( pair ) )
			: judgePhp( row.php, await runDemo( row.php, pair ) );
	return { ...verdict, ms: Date.now() - since, at: new Date().toISOString() };
}

runCommandLine( main );
