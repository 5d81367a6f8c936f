/**
 * npm test: sets up what it needs and runs everything, or what `--only` and
 * `--filter` leave of it. A stage that fails does not stop the others.
 */
import { ensureComposerPackages } from '../tests/env/run/composer';
import { startDatabase } from '../tests/env/native/mariadb';
import { describeError } from '../tests/env/run/problem';
import { endEverything } from '../tests/env/run/processes';
import { elapsed, say } from '../tests/env/run/progress';
import { ensureSystemPackages } from '../tests/env/run/system-packages';
import {
	findStore,
	findWordpress,
	underTest,
} from '../tests/env/wordpress/find';
import { choose, HELP } from './test/select';
import { siteStages } from './test/site-stages';
import type { Finished, Outcome, Selection, Stage } from './test/stage';
import { staticStages } from './test/static-stages';
import { failureText, summaryText, total } from './test/summary';

async function main(): Promise< number > {
	const choice = choose( process.argv.slice( 2 ), [
		...staticStages,
		...siteStages,
	] );
	if ( choice === 'help' ) {
		process.stdout.write( `${ HELP }\n` );
		return 0;
	}
	const onSite = choice.stages.some( ( stage ) => stage.lane === 'site' );
	await setUp( choice.stages );
	const under = onSite ? await whatIsUnderTest() : undefined;
	const stages = choice.stages.filter(
		// Without the real WooCommerce the other two run on the stand-in already.
		( stage ) => stage.id !== 'stand-in' || under?.kind !== 'stand-in'
	);
	const lanes = [ 'checks', 'site' ].map( ( lane ) =>
		runLane(
			stages.filter( ( stage ) => stage.lane === lane ),
			choice.selection
		)
	);
	const finished = ( await Promise.all( lanes ) ).flat();
	const { passed, failed, skipped } = total( finished );
	const out = process.stdout;
	out.write( summaryText( finished ) );
	out.write( under ? `\nUnder test: ${ under.text }\n` : '\n' );
	out.write( `Time: ${ elapsed().trim() }\n` );
	out.write(
		`\n${ passed } passed, ${ failed } failed, ${ skipped } skipped\n`
	);
	return failed > 0 || passed + skipped === 0 ? 1 : 0;
}

async function setUp( stages: Stage[] ): Promise< void > {
	const has = ( ...ids: string[] ): boolean =>
		stages.some( ( { id } ) => ids.includes( id ) );
	const shop = has( 'store', 'renamed', 'stand-in', 'e2e' );
	await ensureSystemPackages(
		...( shop || has( 'phpcs', 'phpstan', 'pure' )
			? ( [ 'php' ] as const )
			: [] ),
		...( shop ? ( [ 'site' ] as const ) : [] ),
		...( has( 'e2e' ) ? ( [ 'browser' ] as const ) : [] )
	);
	if ( shop || has( 'phpcs', 'phpstan', 'pure' ) ) {
		await ensureComposerPackages();
	}
	if ( shop ) {
		// One server for all sites; each stage would else start and stop it.
		await startDatabase();
	}
}

async function whatIsUnderTest(): Promise< { kind: string; text: string } > {
	const wordpress = await findWordpress();
	const store = await findStore();
	return { kind: store.kind, text: underTest( wordpress, store ) };
}

async function runLane(
	stages: Stage[],
	selection: Selection
): Promise< Finished[] > {
	const finished: Finished[] = [];
	for ( const stage of stages ) {
		say( `▶ ${ stage.title }` );
		const since = Date.now();
		const reminder = setInterval(
			() => say( `… still: ${ stage.title }` ),
			30_000
		);
		const outcome = await stage.run( selection ).catch( crashed );
		clearInterval( reminder );
		const done = { stage, outcome, ms: Date.now() - since };
		finished.push( done );
		say(
			`${ outcome.failed > 0 ? '✗' : '✓' } ${ stage.title }: ${ outcome.passed } passed, ${ outcome.failed } failed, ${ outcome.skipped } skipped (${ elapsed( since ).trim() })`
		);
		if ( outcome.failed > 0 ) {
			process.stdout.write( failureText( done ) );
		}
	}
	return finished;
}

function crashed( error: unknown ): Outcome {
	return {
		passed: 0,
		failed: 1,
		skipped: 0,
		note: 'could not run',
		output: describeError( error ),
	};
}

main().then(
	async ( code ) => {
		await endEverything();
		process.exit( code );
	},
	async ( error ) => {
		process.stderr.write( `${ describeError( error ) }\n` );
		await endEverything();
		process.exit( 1 );
	}
);
