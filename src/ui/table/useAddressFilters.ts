import { useCallback, useMemo, useState } from 'react';
import type { Params } from '../navigation';
import { firstQuery, type TableQuery } from './types';

/**
 * A question whose filters stand in the address, so that they can be linked to
 * and the way back finds them. Given are all that there are, as the address has
 * them, and how those that were chosen get there, which stays the same function.
 */
export function useAddressFilters(
	filters: Params,
	move: ( filters: Params ) => void,
	first: TableQuery = firstQuery
): [ TableQuery, ( to: TableQuery ) => void ] {
	const names = Object.keys( filters ).join();
	const address = keyOf( names, filters );
	const [ own, setOwn ] = useState( { ...first, of: address } );
	const query = useMemo( (): TableQuery => {
		const { of, ...asked } = own;
		return {
			...asked,
			filters: JSON.parse( address ) as TableQuery[ 'filters' ],
			// A link or the way back leads to another list, which has pages of its own.
			page: of === address ? asked.page : 1,
		};
	}, [ own, address ] );
	const setQuery = useCallback(
		( next: TableQuery ) => {
			const of = keyOf( names, next.filters );
			setOwn( { ...next, of } );
			if ( of !== address ) {
				move( next.filters );
			}
		},
		[ names, address, move ]
	);
	return [ query, setQuery ];
}

/** In the same order, whichever was chosen first. */
const keyOf = ( names: string, filters: Params ): string =>
	JSON.stringify( filters, names.split( ',' ) );
