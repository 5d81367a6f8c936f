import { act, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { shopWith } from '../../testing/orders-shop';
import { renderHook } from '../../testing/render';
import { lineOf, orderOf } from '../../testing/samples';
import { goTo } from '../../ui/navigation';
import { useOrders } from './useOrders';

beforeEach( () => goTo( 'orders', { state: 'sent' } ) );
afterEach( () => void vi.useRealTimers() );

it( 'begins at the first page of a list that a link or the way back leads to, and keeps the page of its own', async () => {
	shopWith( [] );
	const { result } = renderHook( useOrders );
	const turnTo = ( page: number ) =>
		act( () =>
			result.current.setQuery( { ...result.current.query, page } )
		);
	turnTo( 3 );
	expect( result.current.query.page ).toBe( 3 );
	act( () => goTo( 'orders' ) );
	expect( result.current.query ).toMatchObject( { filters: {}, page: 1 } );
	turnTo( 2 );
	expect( result.current.query.page ).toBe( 2 );
	await waitFor( () => expect( result.current.isLoading ).toBe( false ) );
} );

it( 'keeps what is searched, and its page, when the filter is chosen in the list', () => {
	shopWith( [] );
	const { result } = renderHook( useOrders );
	act( () =>
		result.current.setQuery( {
			...result.current.query,
			search: '1042',
			filters: { state: 'rejected' },
			page: 2,
		} )
	);
	expect( result.current.query ).toMatchObject( {
		search: '1042',
		filters: { state: 'rejected' },
		page: 2,
	} );
} );

it( 'asks ever less often for orders that do not move, and soon again once something was done', async () => {
	vi.useFakeTimers();
	goTo( 'orders' );
	const queued = lineOf( { state: 'queued', label: 'Queued' } );
	const requests = shopWith( [ queued ] );
	const asked = () =>
		requests.filter( ( { route } ) => route === 'GET orders' ).length;
	const { result } = renderHook( useOrders );
	const wait = ( seconds: number ) =>
		act( () => vi.advanceTimersByTimeAsync( seconds * 1000 ) );
	await wait( 20 );
	expect( asked() ).toBeGreaterThanOrEqual( 4 );
	await wait( 600 );
	const before = asked();
	expect( before ).toBeLessThan( 30 );
	await wait( 600 );
	expect( asked() ).toBeLessThanOrEqual( before + 10 );

	act( () =>
		result.current.replace( orderOf( { ...queued, label: 'Waits' } ) )
	);
	const then = asked();
	await wait( 20 );
	expect( asked() ).toBeGreaterThanOrEqual( then + 3 );
} );
