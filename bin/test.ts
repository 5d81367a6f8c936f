/**
 * npm test: sets up what it needs and runs everything, or what `--only` and
 * `--filter` leave of it. A stage that fails does not stop the others.
 */
import './test/as-new';
import { startDatabase } from '../tests/env/native/mariadb';
import { findDropIn } from '../tests/env/native/redis';
import { ensureBuild } from '../tests/env/run/build';
import { runCommandLine } from '../tests/env/run/command-line';
import { ensureComposerPackages } from '../tests/env/run/composer';
import { elapsed } from '../tests/env/run/progress';
import { ensureSystemPackages } from '../tests/env/run/system-packages';
import { findShop, underTest } from '../tests/env/wordpress/find';
import { runStages } from './test/pool';
import { writeTestReport } from './test/report';
import { choose } from './test/select';
import { siteStages } from './test/site-stages';
import type { Need, Stage } from './test/stage';
import { staticStages } from './test/static-stages';
import { summaryText, total } from './test/summary';

/** The longest first: of two side by side neither then ends long after the other. */
const allStages = (): Stage[] =>
	[ ...staticStages, ...siteStages ].sort(
		( a, b ) => b.minutes - a.minutes
	);

async function main(): Promise< number > {
	const all = allStages();
	const choice = choose( process.argv.slice( 2 ), all );
	const needs = new Set( choice.stages.flatMap( ( stage ) => stage.needs ) );
	// Before all that takes minutes: a folder that is none is told at once.
	const under = needs.has( 'site' ) ? await findShop() : undefined;
	if ( choice.stages.some( ( { id } ) => id === 'stand-in' ) ) {
		await findShop( 'stand-in' );
	}
	await setUp( needs );
	const setUpTook = elapsed().trim();
	const stages = choice.stages.filter(
		// Without the real WooCommerce the other two run on the stand-in already.
		( stage ) => stage.id !== 'stand-in' || under?.store.kind !== 'stand-in'
	);
	const finished = await runStages( stages, choice.selection );
	if ( choice.report ) {
		await writeTestReport( choice.report, finished, under );
	}
	const { passed, failed, skipped } = total( finished );
	const out = process.stdout;
	out.write( summaryText( finished ) );
	out.write(
		under
			? `\nUnder test: ${ underTest( under.wordpress, under.store ) }\n`
			: '\n'
	);
	out.write( `Time: ${ elapsed().trim() }, set-up ${ setUpTook }\n` );
	out.write(
		`\n${ passed } passed, ${ failed } failed, ${ skipped } skipped\n`
	);
	return failed > 0 || passed + skipped === 0 ? 1 : 0;
}

async function setUp( needs: Set< Need > ): Promise< void > {
	const groups = (
		[ 'php', 'site', 'browser', 'simulation', 'git' ] as const
	 ).filter( ( group ) => needs.has( group ) );
	await ensureSystemPackages( ...groups );
	if ( needs.has( 'redis' ) && ( await findDropIn() ) !== undefined ) {
		await ensureSystemPackages( 'redis' );
	}
	if ( needs.has( 'php' ) ) {
		await ensureComposerPackages();
	}
	if ( needs.has( 'build' ) ) {
		await ensureBuild();
	}
	if ( needs.has( 'site' ) ) {
		// One server for all sites; each stage would else start and stop it.
		await startDatabase();
	}
}

runCommandLine( main );
