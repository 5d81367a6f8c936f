import { expect, it } from 'vitest';
import { FaultQueue } from './queue';
import { ruleShape, type RuleInput } from './rules';

const bad = { kind: 'status', status: 500 } as const;

/** Of so many requests, which are met: by the number of the action, or null. */
function met(
	rule: RuleInput,
	requests: number,
	operation: 'listProducts' | 'listInventory' = 'listProducts',
	database = 'Demo2'
) {
	const queue = new FaultQueue();
	queue.add( [ ruleShape.parse( rule ) ] );
	return Array.from( { length: requests }, () => {
		const { final } = queue.meet( operation, database );
		return final && 'status' in final ? final.status : null;
	} );
}

it( 'meets from one on, so many times', () => {
	expect( met( { from: 2, times: 2, action: bad }, 5 ) ).toEqual( [
		...[ null, 500, 500, null, null ],
	] );
} );

it( 'draws one of several, the same for the same seed', () => {
	const rule: RuleInput = {
		seed: 9,
		action: [ bad, { kind: 'status', status: 503 } ],
	};
	const first = met( rule, 40 );
	expect( met( rule, 40 ) ).toEqual( first );
	expect( new Set( first ) ).toEqual( new Set( [ 500, 503 ] ) );
} );

it( 'meets those of its operations and its database', () => {
	const rule: RuleInput = {
		...{ operation: [ 'listProducts' ], database: 'Demo2' },
		action: bad,
	};
	expect( met( rule, 1 ) ).toEqual( [ 500 ] );
	expect( met( rule, 1, 'listInventory' ) ).toEqual( [ null ] );
	expect( met( rule, 1, 'listProducts', 'Other' ) ).toEqual( [ null ] );
} );
