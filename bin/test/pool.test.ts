import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { check } from './check';
import { runStages } from './pool';
import type { Stage } from './stage';

const stage = ( run: Stage[ 'run' ], seconds: number ): Stage => ( {
	id: 'trial',
	groups: [],
	title: 'A trial',
	needs: [],
	minutes: seconds / 60,
	run,
} );

const outcomeOf = async ( run: Stage[ 'run' ], seconds: number ) => {
	const [ finished ] = await runStages(
		[ stage( run, seconds ) ],
		{ filter: undefined, files: [] },
		500
	);
	return finished?.outcome;
};

beforeEach( () => {
	vi.spyOn( process.stdout, 'write' ).mockReturnValue( true );
	vi.spyOn( process.stderr, 'write' ).mockReturnValue( true );
} );
afterEach( () => vi.restoreAllMocks() );

it( 'ends a stage whose time is up, and goes on', async () => {
	const since = Date.now();
	const outcome = await outcomeOf(
		() => check( 'trial-limit', 'sleep', [ '600' ] ),
		0.5
	);
	expect( outcome ).toMatchObject( { failed: 1, note: 'took too long' } );
	expect( Date.now() - since ).toBeLessThan( 10_000 );
}, 15_000 );

it( 'fails a stage that leaves a process with its standard error open, ends that and names it', async () => {
	const outcome = await outcomeOf(
		() =>
			check( 'trial-left', 'sh', [
				'-c',
				'setsid sleep 601 >/dev/null & echo done',
			] ),
		60
	);
	expect( outcome ).toMatchObject( {
		failed: 1,
		note: 'left running, and ended: sleep 601',
	} );
}, 15_000 );

it( 'goes on without a stage that does not end at all', async () => {
	expect(
		await outcomeOf( () => new Promise( () => {} ), 0.1 )
	).toMatchObject( { failed: 1, note: 'did not end when its time was up' } );
} );
