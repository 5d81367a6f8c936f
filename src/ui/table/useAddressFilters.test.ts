import { act, waitFor } from '@testing-library/react';
import { beforeEach, expect, it } from 'vitest';
import { renderHook } from '../../testing/render';
import { goTo, useParam, type Params } from '../navigation';
import { useAddressFilters } from './useAddressFilters';

const move = ( filters: Params ) =>
	goTo( 'products', filters, { replace: true } );

/** A list that is filtered by kind and state. */
const list = () => {
	const { result } = renderHook( () =>
		useAddressFilters(
			{
				kind: useParam( 'kind' ) || undefined,
				state: useParam( 'state' ) || undefined,
			},
			move
		)
	);
	return {
		query: () => result.current[ 0 ],
		choose: ( parts: object ) =>
			act( () =>
				result.current[ 1 ]( { ...result.current[ 0 ], ...parts } )
			),
	};
};

beforeEach( () => goTo( 'products', { kind: 'stock' } ) );

it( 'writes what is chosen into the address, without a place more on the way back', async () => {
	const { query, choose } = list();
	act( () => goTo( 'products' ) );
	choose( { filters: { state: 'failed', kind: 'images' }, page: 1 } );
	expect( window.location.search ).toContain( 'state=failed&kind=images' );
	expect( query().filters ).toEqual( { kind: 'images', state: 'failed' } );
	act( () => window.history.back() );
	await waitFor( () =>
		expect( query().filters ).toEqual( { kind: 'stock' } )
	);
	act( () => window.history.forward() );
	await waitFor( () =>
		expect( query().filters ).toEqual( {
			kind: 'images',
			state: 'failed',
		} )
	);
} );

it( 'keeps its page, whichever filter was chosen first, and begins another list at the first', () => {
	const { query, choose } = list();
	choose( { filters: { state: 'failed', kind: 'stock' }, page: 1 } );
	choose( { page: 3 } );
	expect( query().page ).toBe( 3 );
	act( () => goTo( 'products', { kind: 'stock' } ) );
	expect( query() ).toMatchObject( { filters: { kind: 'stock' }, page: 1 } );
} );

it( 'takes a filter out of the address', () => {
	const { query, choose } = list();
	choose( { filters: {} } );
	expect( window.location.search ).not.toContain( 'kind' );
	expect( query().filters ).toEqual( {} );
} );
