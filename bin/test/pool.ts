import { setTimeout as sleep } from 'node:timers/promises';
import { describeError } from '../../tests/env/run/problem';
import { elapsed, say } from '../../tests/env/run/progress';
import { withLimit } from './limit';
import type { Finished, Outcome, Selection, Stage } from './stage';
import { failureText } from './summary';

/** On two cores: more would only make each other wait. */
const SIDE_BY_SIDE = 2;

/** When its time is up a stage ends what it started: how long that may take. */
const ENDS_WITHIN_MS = 30_000;

/** Runs all stages, whatever becomes of each; answers in the order in which they stand. */
export async function runStages(
	stages: Stage[],
	selection: Selection,
	endsWithinMs = ENDS_WITHIN_MS
): Promise< Finished[] > {
	const finished = new Map< Stage, Finished >();
	const workOff = async ( queue: Stage[] ): Promise< void > => {
		for ( let stage = queue.shift(); stage; stage = queue.shift() ) {
			finished.set(
				stage,
				await runStage( stage, selection, endsWithinMs )
			);
		}
	};
	const queue = [ ...stages ];
	await Promise.all(
		Array.from( { length: SIDE_BY_SIDE }, () => workOff( queue ) )
	);
	return stages.flatMap( ( stage ) => finished.get( stage ) ?? [] );
}

async function runStage(
	stage: Stage,
	selection: Selection,
	endsWithinMs: number
): Promise< Finished > {
	say( `▶ ${ stage.title }` );
	const since = Date.now();
	const remind = () => say( `… still: ${ stage.title }` );
	const reminder = setInterval( remind, 30_000 );
	const limitMs = stage.minutes * 60_000;
	const overdue = new AbortController();
	const outcome = await Promise.race( [
		withLimit( limitMs, () => stage.run( selection ) ).catch( crashed ),
		sleep( limitMs + endsWithinMs, undefined, {
			signal: overdue.signal,
		} ).then( neverEnded ),
	] ).finally( () => {
		clearInterval( reminder );
		overdue.abort();
	} );
	const done = { stage, outcome, ms: Date.now() - since };
	const { passed, failed, skipped } = outcome;
	say(
		`${ failed > 0 ? '✗' : '✓' } ${ stage.title }: ${ passed } passed, ${ failed } failed, ${ skipped } skipped (${ elapsed( since ).trim() })`
	);
	if ( failed > 0 ) {
		process.stdout.write( failureText( done ) );
	}
	return done;
}

const crashed = ( error: unknown ): Outcome => ( {
	...{ passed: 0, failed: 1, skipped: 0 },
	note: 'could not run',
	output: describeError( error ),
} );

const neverEnded = (): Outcome => ( {
	...{ passed: 0, failed: 1, skipped: 0 },
	note: 'did not end when its time was up',
	output: '',
} );
