import { useQuery } from '@tanstack/react-query';
import { act } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { YearRehearsal } from '../contract/rest/year-change';
import { renderHook } from '../testing/render';
import { shop } from '../testing/shop';
import { rehearsalQuery } from './connection';

beforeEach( () => {
	vi.useFakeTimers();
} );
afterEach( () => {
	vi.useRealTimers();
} );

const underWay: YearRehearsal = {
	id: 4,
	database: 'Moja2027',
	state: 'reading',
	isActive: true,
	processed: 100,
	total: null,
	message: 'Waiting for SORS.',
	finishedAt: null,
	found: 0,
	findings: [],
};

/** How many steps of a rehearsal are asked for within a minute. */
async function stepsWithin( step: () => YearRehearsal ) {
	const requests = shop( {
		'GET year-change/rehearsal': () => underWay,
		'POST year-change/rehearsal/step': step,
	} );
	renderHook( () => useQuery( rehearsalQuery ) );
	await act( () => vi.advanceTimersByTimeAsync( 60_000 ) );
	return requests.filter( ( { route } ) => route.endsWith( '/step' ) ).length;
}

it( 'leaves a rehearsal in peace that waits for SORS, or that another process works on', async () => {
	const steps = await stepsWithin( () => underWay );
	expect( steps ).toBeGreaterThan( 1 );
	expect( steps ).toBeLessThanOrEqual( 15 );
} );

it( 'goes on at once with a rehearsal that gets on', async () => {
	let processed = 100;
	expect(
		await stepsWithin( () => ( { ...underWay, processed: ++processed } ) )
	).toBeGreaterThan( 100 );
} );
