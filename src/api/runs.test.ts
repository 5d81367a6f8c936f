import { expect, it } from 'vitest';
import type { Run } from '../contract/rest/runs';
import { runOf } from '../testing/samples';
import { newProductsQuery, runItemsQuery } from './runs';

it( 'asks again for what a run waits with once it was read again, but not with each step of its work', () => {
	const later = '2026-11-24T15:30:00Z';
	for ( const keyOf of [
		( run: Run ) => runItemsQuery( run, {} ).queryKey,
		( run: Run ) => newProductsQuery( run ).queryKey,
	] ) {
		const waits = runOf( { state: 'awaiting_approval' } );
		expect( keyOf( { ...waits, updatedAt: later } ) ).not.toEqual(
			keyOf( waits )
		);
		const works = runOf( { state: 'applying' } );
		expect( keyOf( { ...works, updatedAt: later } ) ).toEqual(
			keyOf( works )
		);
	}
} );
