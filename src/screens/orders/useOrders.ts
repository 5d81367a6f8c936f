import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { pollWhile, tell, tellPart } from '../../api/client';
import { ORDER_LISTS, orderQuery, ordersQuery } from '../../api/orders';
import {
	orderFilter,
	type OrderDetails,
	type OrderFilter,
	type Orders,
} from '../../contract/rest/orders';
import { isMoving } from '../../orders/texts';
import { goTo, param, useParam } from '../../ui/navigation';
import {
	listParams,
	oneOf,
	firstQuery,
	type TableQuery,
} from '../../ui/table/types';
import { useTable } from '../../ui/table/useTable';

const ask = ( query: TableQuery ) =>
	ordersQuery( {
		state: stateOf( query.filters.state ),
		...listParams( query ),
	} );

const polling = pollWhile( ( { items }: Orders ) => items.some( isMoving ) );

const filtersOf = (
	state: OrderFilter | undefined
): Record< string, string > => ( state ? { state } : {} );

const stateOf = ( text: string | undefined ) => oneOf( orderFilter, text );

/** The list of orders as filtered; the state is kept in the address, so that it can be linked to. */
export function useOrders() {
	const state = stateOf( useParam( 'state' ) );
	const [ own, setOwn ] = useState( () => ( {
		...firstQuery,
		search: param( 'search' ),
		of: state,
	} ) );
	const query = useMemo( (): TableQuery => {
		const { of, ...asked } = own;
		return {
			...asked,
			filters: filtersOf( state ),
			// A link or the way back leads to another list, which has pages of its own.
			page: of === state ? asked.page : 1,
		};
	}, [ own, state ] );
	const setQuery = useCallback(
		( next: TableQuery ) => {
			const chosen = stateOf( next.filters.state );
			setOwn( { ...next, of: chosen } );
			if ( chosen !== state ) {
				goTo( 'orders', { state: chosen }, { replace: true } );
			}
		},
		[ state ]
	);
	const client = useQueryClient();
	const table = useTable( ask, { given: [ query, setQuery ], polling } );

	return {
		...table,
		isFiltered: state !== undefined || query.search !== '',
		/** What became of an order, shown in its place at once. */
		replace: useCallback(
			( order: OrderDetails ) => {
				const { story, asks, documents, events, ...line } = order;
				tell( client, orderQuery( line ), order );
				tellPart< Orders >( client, ORDER_LISTS, ( last ) => ( {
					...last,
					items: last.items.map( ( one ) =>
						one.id === line.id ? line : one
					),
				} ) );
				// How many need attention only the shop can count.
				void client.invalidateQueries( { queryKey: ORDER_LISTS } );
			},
			[ client ]
		),
	};
}
