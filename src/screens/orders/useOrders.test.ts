import { act, waitFor } from '@testing-library/react';
import { beforeEach, expect, it } from 'vitest';
import { shopWith } from '../../testing/orders-shop';
import { renderHook } from '../../testing/render';
import { goTo } from '../../ui/navigation';
import { useOrders } from './useOrders';

beforeEach( () => goTo( 'orders', { state: 'sent' } ) );

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
