import { expect, it } from 'vitest';
import type { Outcome, Task } from '../controller/schedule';
import { broken } from './broken';

const seen = (
	outcome: Partial< Outcome >,
	task: Partial< Task > = {},
	together = false
) => {
	const given: Task = {
		...{ do: 'rest', args: { route: 'runs' }, faults: [], seed: 1 },
		...task,
	};
	const all = { statements: 0, requests: [], ...outcome };
	return together
		? broken( [ given, given ], [ all, { ...all, ok: undefined } ] )
		: broken( [ given ], [ all ] );
};

const error = 'TypeError: trim(): Argument #1 in Route.php:12';
const answer = ( status: number, code: string ) => ( {
	ok: true,
	result: { status, data: { code, message: 'So.' } },
} );

it( 'finds a process that broke off by itself', () => {
	expect( seen( { ok: false, error } ) ).toEqual( [
		`rest {"route":"runs"} broke off: ${ error }`,
	] );
	expect( seen( {} ) ).toEqual( [] );
	expect( seen( { ok: true, result: null } ) ).toEqual( [] );
	const listener = { hook: 'save_post', nth: 1, early: false } as const;
	expect(
		seen(
			{ ok: false, error },
			{ listener: { ...listener, does: 'throws' } }
		)
	).toEqual( [] );
	expect(
		seen(
			{ ok: false, error },
			{ listener: { ...listener, does: 'is slow' } }
		)
	).toHaveLength( 1 );
	expect( seen( { ok: false, error, databaseFailed: true } ) ).toEqual( [] );
	expect(
		seen( { ok: false, error }, { kill: { at: 'statement', nth: 900 } } )
	).toHaveLength( 1 );
} );

it( 'lets the simulation itself ask for what another process has just deleted', () => {
	const gone = 'Error: Call to a member function save() in Staff.php:90';
	expect( seen( { ok: false, error: gone }, {}, true ) ).toEqual( [] );
	expect( seen( { ok: false, error: gone } ) ).toHaveLength( 1 );
	expect( seen( { ok: false, error }, {}, true ) ).toHaveLength( 1 );
} );

it( 'finds what others than the stand-in lack', () => {
	const lacks = 'Error: Call to undefined method WC_Order::f() in ';
	expect(
		seen( { ok: false, error: `${ lacks }Outbox.php:40` } )
	).toHaveLength( 1 );
} );

it( 'finds an answer that is an error of the shop, but not one of SORS', () => {
	expect( seen( answer( 500, 'sors_not_stored' ) ) ).toEqual( [
		'rest {"route":"runs"} was answered with 500: sors_not_stored So.',
	] );
	expect( seen( answer( 424, 'sors_unreachable' ) ) ).toEqual( [] );
	expect( seen( answer( 502, 'bad_gateway' ) ) ).toHaveLength( 1 );
	expect( seen( answer( 409, 'sors_busy' ) ) ).toEqual( [] );
	const busy = answer( 503, 'sors_database_busy' );
	expect( seen( busy ) ).toHaveLength( 1 );
	expect( seen( busy, {}, true ) ).toEqual( [] );
} );
