import {
	useQuery,
	type QueryKey,
	type UseQueryOptions,
} from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { loadTable } from './DataTable';
import { firstQuery, lastPage, type TableQuery } from './types';

export type List< Item > = { items: Item[]; total: number };

export type Table< Answer > = {
	query: TableQuery;
	setQuery: ( query: TableQuery ) => void;
	/** Undefined until the first answer; kept while another question is asked, and when that fails. */
	data: Answer | undefined;
	error: unknown;
	refetch: () => unknown;
	/** What is shown answers an older question, also where the newer one failed; false while the same is asked again. */
	isLoading: boolean;
	/** Others may be left out by a search or filter: that nothing is shown says nothing of them. */
	isFiltered: boolean;
};

/**
 * A list that the server filters, searches and pages. A query from elsewhere,
 * such as the address, may take the place of its own.
 */
export function useTable<
	Answer extends List< unknown >,
	Key extends QueryKey,
>(
	ask: ( query: TableQuery ) => UseQueryOptions< Answer, Error, Answer, Key >,
	{
		first = firstQuery,
		given,
		polling,
	}: {
		first?: TableQuery;
		given?: [ TableQuery, ( to: TableQuery ) => void ];
		/** As pollWhile() makes it. */
		polling?: Pick<
			UseQueryOptions< Answer, Error, Answer, Key >,
			'refetchInterval' | 'refetchOnWindowFocus'
		>;
	} = {}
): Table< Answer > {
	useEffect( loadTable, [] );
	const own = useState( first );
	const [ query, setQuery ] = given ?? own;
	const asked = useQuery( {
		...ask( query ),
		...polling,
	} );
	// Also when a search fails: the field in which it can be changed must stay.
	const [ before, setBefore ] = useState( asked.data );
	const data = asked.data ?? before;
	const last = lastPage( asked.data?.total ?? 0, query );
	// What was done on the last page has emptied it: an empty page would say that nothing is left at all.
	const isBeyond = asked.data?.items.length === 0 && query.page > last;
	useEffect( () => {
		if ( isBeyond ) {
			setQuery( { ...query, page: last } );
		}
	}, [ isBeyond, last, query, setQuery ] );
	const isLoading = asked.data === undefined || isBeyond;
	return {
		query,
		setQuery: ( to ) => {
			setBefore( data );
			setQuery( to );
		},
		data,
		error: asked.error,
		refetch: asked.refetch,
		isLoading,
		isFiltered:
			// What is still shown may answer a search that was just cleared.
			isLoading ||
			query.search.trim() !== '' ||
			Object.keys( query.filters ).length > 0,
	};
}
