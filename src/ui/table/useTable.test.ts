import { queryOptions } from '@tanstack/react-query';
import { act, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import { renderHook } from '../../testing/render';
import { firstQuery, type TableQuery } from './types';
import { useTable } from './useTable';

type Answer = { items: string[]; total: number };

/** A list whose questions are answered when the test says so, by what is searched for. */
function list() {
	const waiting = new Map<
		string,
		{ answer: ( answer: Answer ) => void; fail: ( error: Error ) => void }
	>();
	const ask = ( { search }: TableQuery ) =>
		queryOptions( {
			queryKey: [ 'list', search ],
			queryFn: () =>
				new Promise< Answer >( ( answer, fail ) =>
					waiting.set( search, { answer, fail } )
				),
		} );
	const { result } = renderHook( () => useTable( ask ) );
	const table = () => result.current;
	return {
		table,
		search: ( search: string ) =>
			act( async () => table().setQuery( { ...table().query, search } ) ),
		answer: ( search: string, ...items: string[] ) =>
			act( async () =>
				waiting.get( search )?.answer( { items, total: items.length } )
			),
		fail: ( search: string ) =>
			act( async () =>
				waiting.get( search )?.fail( new Error( 'down' ) )
			),
	};
}

it( 'shows the last list while another question is asked', async () => {
	const { table, search, answer } = list();
	expect( table().data ).toBeUndefined();
	await answer( '', 'hammer', 'nail' );
	await search( 'nail' );
	expect( table() ).toMatchObject( {
		data: { items: [ 'hammer', 'nail' ] },
		isLoading: true,
	} );
	await answer( 'nail', 'nail' );
	expect( table() ).toMatchObject( {
		data: { items: [ 'nail' ] },
		isLoading: false,
	} );
} );

it( 'keeps the last list, and with it the search, when a question fails', async () => {
	const { table, search, answer, fail } = list();
	await answer( '', 'hammer' );
	await search( 'nail' );
	await fail( 'nail' );
	expect( table() ).toMatchObject( {
		data: { items: [ 'hammer' ] },
		error: new Error( 'down' ),
		// They answer an older question: their buttons must not work.
		isLoading: true,
	} );
	await search( '' );
	await answer( '', 'hammer', 'saw' );
	expect( table() ).toMatchObject( {
		data: { items: [ 'hammer', 'saw' ] },
		error: null,
	} );
} );

it( 'is not busy while the same is asked again', async () => {
	const { table, answer } = list();
	await answer( '', 'hammer' );
	await act( async () => void table().refetch() );
	expect( table().isLoading ).toBe( false );
} );

/** So many items, of which a page shows some; what is done with one takes it out. */
function pages( count: number, perPage: number, page: number ) {
	let left = Array.from( { length: count }, ( _, at ) => `item ${ at }` );
	const asked: number[] = [];
	const { result } = renderHook( () =>
		useTable(
			( query ) =>
				queryOptions( {
					queryKey: [ 'pages', query.page ],
					queryFn: async () => {
						asked.push( query.page );
						const first = ( query.page - 1 ) * perPage;
						return {
							items: left.slice( first, first + perPage ),
							total: left.length,
						};
					},
				} ),
			{ first: { ...firstQuery, perPage, page } }
		)
	);
	return {
		table: () => result.current,
		asked,
		leave: async ( some: number ) => {
			await waitFor( () => expect( result.current.data ).toBeDefined() );
			await act( async () => {
				left = left.slice( 0, some );
				await result.current.refetch();
			} );
		},
	};
}

it( 'goes back to the last page that there is, once what it showed is gone', async () => {
	const { table, leave } = pages( 5, 2, 3 );
	await leave( 4 );
	await waitFor( () =>
		expect( table() ).toMatchObject( {
			query: { page: 2 },
			data: { items: [ 'item 2', 'item 3' ] },
			isLoading: false,
		} )
	);
} );

it( 'stays on the first page when nothing is left, and asks no more', async () => {
	const { table, asked, leave } = pages( 3, 2, 2 );
	await leave( 0 );
	await waitFor( () =>
		expect( table() ).toMatchObject( {
			query: { page: 1 },
			data: { items: [], total: 0 },
			isLoading: false,
		} )
	);
	expect( asked ).toEqual( [ 2, 2, 1 ] );
} );
