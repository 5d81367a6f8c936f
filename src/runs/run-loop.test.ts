import { describe, expect, it } from 'vitest';
import { Refused, Unreachable } from '../api/errors';
import type { Run } from '../contract/rest/runs';
import { runOf } from '../testing/samples';
import { runLoop } from './run-loop';

/**
 * A run whose steps answer what they are told to; time passes only in sleeps.
 */
function play( answers: ( Run | Error )[], from = runOf( { processed: 0 } ) ) {
	const controller = new AbortController();
	const seen: Run[] = [];
	const troubles: unknown[] = [];
	const pauses: number[] = [];
	let steps = 0;
	const done = runLoop( from, {
		step: async () => {
			const answer = answers[ steps ];
			steps += 1;
			if ( answer === undefined ) {
				controller.abort();
				throw new Error( 'more steps than expected' );
			}
			if ( answer instanceof Error ) {
				throw answer;
			}
			return answer;
		},
		read: async () => from,
		onRun: ( run ) => seen.push( run ),
		onTrouble: ( trouble ) => troubles.push( trouble ),
		// Reading waits a second; no step here lasts that long.
		sleep: async ( milliseconds, signal ) => {
			if ( milliseconds === 1000 ) {
				await new Promise( ( resolve ) =>
					signal.addEventListener( 'abort', resolve )
				);
				throw new Error( 'aborted' );
			}
			if ( milliseconds > 0 ) {
				pauses.push( milliseconds );
			}
		},
		visible: async () => {},
		now: () => Date.parse( '2026-11-24T15:00:00Z' ),
		signal: controller.signal,
	} );
	return { done, seen, troubles, pauses, controller, count: () => steps };
}

const finished = runOf( { state: 'succeeded', processed: 2000 } );

describe( 'a run driven from the page', () => {
	it( 'goes step by step to its end', async () => {
		const { done, seen, count } = play( [
			runOf( { processed: 200 } ),
			runOf( { processed: 900 } ),
			finished,
		] );
		await done;
		expect( seen.map( ( { processed } ) => processed ) ).toEqual( [
			200, 900, 2000,
		] );
		expect( count() ).toBe( 3 );
	} );

	it.each( [
		'awaiting_approval',
		'failed',
		'cancelled',
		'succeeded',
	] as const )( 'asks for no step once it is %s', async ( state ) => {
		const { done, count } = play( [], runOf( { state } ) );
		await done;
		expect( count() ).toBe( 0 );
	} );

	it( 'tries again after the server was away, ever later, and says so meanwhile', async () => {
		const away = new Unreachable();
		const { done, troubles, pauses } = play( [
			away,
			away,
			runOf( { processed: 1 } ),
			finished,
		] );
		await done;
		expect( troubles ).toEqual( [ away, away, null, null ] );
		expect( pauses ).toEqual( [ 2000, 4000 ] );
	} );

	it( 'gives up where asking again cannot help', async () => {
		const gone = new Refused( 'There is no such run.', 'x', 404, {} );
		const { done, troubles, count } = play( [ gone ] );
		await done;
		expect( troubles ).toEqual( [ gone ] );
		expect( count() ).toBe( 1 );
	} );

	it.each( [
		[ 'a broken answer of the server', 500 ],
		[ 'SORS failed', 424 ],
	] )( 'goes on after %s', async ( _what, status ) => {
		const broken = new Refused( 'Fatal', 'internal', status, {} );
		const { done, count } = play( [ broken, finished ] );
		await done;
		expect( count() ).toBe( 2 );
	} );

	it( 'waits while SORS asks for a pause', async () => {
		const { done, pauses } = play( [
			runOf( { processed: 3, resumesAt: '2026-11-24T15:00:12Z' } ),
			finished,
		] );
		await done;
		expect( pauses ).toEqual( [ 12000 ] );
	} );

	it( 'leaves a run alone that another process is working on', async () => {
		const same = runOf( { processed: 5 } );
		const { done, pauses } = play( [ same, finished ], same );
		await done;
		expect( pauses ).toEqual( [ 2000 ] );
	} );

	it( 'stops when the page is left', async () => {
		const { done, controller, seen } = play( [ finished ] );
		controller.abort();
		await done;
		expect( seen ).toEqual( [] );
	} );
} );
