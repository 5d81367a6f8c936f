import { useCallback, useEffect, useState } from '@wordpress/element';
import { useLoad, type Loaded } from '../useLoad';
import { loadTable } from './DataTable';
import { firstQuery, type TableQuery } from './types';

export type List< Item > = { items: Item[]; total: number };

export type Table< Item, Answer extends List< Item > > = Omit<
	Loaded< Answer >,
	'isLoading' | 'setValue'
> & {
	query: TableQuery;
	setQuery: ( query: TableQuery ) => void;
	/** What is shown answers an older question; false while the same is asked again. */
	isLoading: boolean;
};

/**
 * A list that the server filters, searches and pages. `load` must be memoised.
 * A query from elsewhere, such as the address, may take the place of its own.
 */
export function useTable< Item, Answer extends List< Item > >(
	load: ( query: TableQuery, signal: AbortSignal ) => Promise< Answer >,
	{
		first = firstQuery,
		given,
		version,
	}: {
		first?: TableQuery;
		given?: [ TableQuery, ( to: TableQuery ) => void ];
		/** As useLoad() takes it. */
		version?: string;
	} = {}
): Table< Item, Answer > {
	useEffect( loadTable, [] );
	const own = useState( first );
	const [ query, setQuery ] = given ?? own;
	const asked = useCallback(
		async ( signal: AbortSignal ) => ( {
			query,
			answer: await load( query, signal ),
		} ),
		[ load, query ]
	);
	const { value, error, isLoading, reload, lookAgain, update } = useLoad(
		asked,
		version
	);
	return {
		query,
		setQuery,
		value: value?.answer,
		error,
		reload,
		lookAgain,
		update: useCallback(
			( change: ( answer: Answer ) => Answer ) =>
				update( ( last ) => ( {
					...last,
					answer: change( last.answer ),
				} ) ),
			[ update ]
		),
		isLoading: isLoading && value?.query !== query,
	};
}
