/**
 * npm run test:versions: the tests on pairs of WordPress and WooCommerce, and
 * the main job on several versions of PHP. See --help.
 */
import { runCommandLine } from '../tests/env/run/command-line';
import { say } from '../tests/env/run/progress';
import { havePair } from '../tests/env/wordpress/find';
import { runDemo, runTests } from './versions/children';
import { HELP, readVersionsOptions } from './versions/options';
import { writePages } from './versions/pages';
import { allRows, nameOf, notRun, type Result } from './versions/rows';
import { runRow, type Tools } from './versions/run';
import { keep, keptResults, readState } from './versions/state';
import { exitCode, tableText, type Tried } from './versions/table';

async function main(): Promise< number > {
	const options = readVersionsOptions( process.argv.slice( 2 ) );
	if ( options === 'help' ) {
		process.stdout.write( `${ HELP }\n` );
		return 0;
	}
	const { named, filter } = options;
	const isPartial = filter !== undefined;
	const tools: Tools = {
		have: havePair,
		runTests: ( pair ) => runTests( pair, filter ),
		runDemo,
		isPartial,
		now: () => new Date(),
	};
	const state = await readState();
	const seen: Map< string, Result > = isPartial
		? new Map()
		: await keptResults( state.tree );
	for ( const row of allRows ) {
		const before = seen.get( row.id );
		if ( named && ! named.includes( row ) ) {
			continue;
		}
		if ( ! named && ! options.again && before?.state === 'passed' ) {
			say( `✓ ${ nameOf( row ) }: green already at ${ before.at }` );
			continue;
		}
		say( `▶ ${ nameOf( row ) }` );
		seen.set( row.id, await runRow( row, tools ) );
		// What ran before an interruption need not run again.
		if ( ! isPartial && ( await readState() ).tree === state.tree ) {
			await keep( state.tree, seen );
		}
	}
	const all = allRows.map( ( row ): Tried => ( {
		row,
		result: seen.get( row.id ) ?? notRun( row.id, 'not asked for' ),
	} ) );
	process.stdout.write( `\n${ tableText( all ) }\n` );
	if ( options.write ) {
		const after = await readState();
		const commit =
			after.tree === state.tree
				? state.commit
				: `${ state.commit }, changed while it ran`;
		await writePages(
			all,
			commit,
			new Date().toISOString().slice( 0, 10 )
		);
	}
	return exitCode( all, options.complete );
}

runCommandLine( main );
