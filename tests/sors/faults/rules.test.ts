import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { SorsControl } from '../client';
import { yearly } from '../model/years';
import { startSorsServer } from '../server';
import { ask, call } from '../testing/caller';
import type { Asked } from '../testing/caller';
import type { RuleInput } from './rules';

const server = await startSorsServer( { items: 60 } );
const control = new SorsControl( server.controlUrl );
afterAll( () => server.close() );
beforeEach( () => control.reset() );

/** The raw answer to one request. */
const raw = ( asked: Asked = {} ) => ask( server, 'listBusinessUnits', asked );

describe( 'when it goes wrong', () => {
	const statuses = async ( times: number ) => {
		const found: number[] = [];
		for ( let n = 0; n < times; n++ ) {
			found.push( ( await raw() ).status );
		}
		return found;
	};
	const bad = { kind: 'status', status: 500 } as const;

	it( 'is by place and number', async () => {
		await control.faults( { from: 2, every: 3, times: 2, action: bad } );
		expect( await statuses( 9 ) ).toEqual( [
			200, 500, 200, 200, 500, 200, 200, 200, 200,
		] );
	} );

	it( 'is by chance, the same for the same seed', async () => {
		const rule: RuleInput = {
			chance: 0.3,
			seed: 9,
			action: [ bad, { kind: 'status', status: 503 } ],
		};
		await control.faults( rule );
		const first = await statuses( 40 );
		await control.faults( rule );
		expect( await statuses( 40 ) ).toEqual( first );
		const failed = first.filter( ( status ) => status !== 200 ).length;
		expect( failed ).toBeGreaterThan( 5 );
		expect( failed ).toBeLessThan( 20 );
		expect( new Set( first ) ).toEqual( new Set( [ 200, 500, 503 ] ) );
	} );

	it( 'is by operation and database', async () => {
		await control.faults( {
			operation: [ 'listProducts', 'listInventory' ],
			database: 'Demo2',
			action: bad,
		} );
		expect( ( await call( server, 'listBusinessUnits' ) ).status ).toBe(
			200
		);
		expect( ( await call( server, 'listInventory' ) ).status ).toBe( 500 );
		expect(
			(
				await call( server, 'listInventory', {
					database: yearly(),
				} )
			).status
		).toBe( 200 );
	} );

	it( 'is slower as well, and over when the rules are taken back', async () => {
		await control.faults(
			{ times: 1, action: { kind: 'latency', ms: 80 } },
			{ from: 2, action: bad }
		);
		const started = performance.now();
		expect( await statuses( 2 ) ).toEqual( [ 200, 500 ] );
		expect( performance.now() - started ).toBeGreaterThan( 75 );
		await control.clearFaults();
		expect( await statuses( 1 ) ).toEqual( [ 200 ] );
	} );

	it( 'is all of it', async () => {
		await control.settings( { down: '503' } );
		expect( await statuses( 1 ) ).toEqual( [ 503 ] );
		await control.settings( { down: 'cut' } );
		await expect( raw() ).rejects.toThrow();
		await control.settings( { down: 'hang' } );
		await expect(
			raw( { signal: AbortSignal.timeout( 50 ) } )
		).rejects.toThrow( /timeout/i );
	} );
} );
