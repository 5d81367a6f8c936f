import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { tell, tellPart } from '../../api/client';
import { ORDER_LISTS, orderQuery, ordersQuery } from '../../api/orders';
import { pollWhileMoving } from '../../api/polling';
import {
	orderFilter,
	type OrderDetails,
	type Orders,
} from '../../contract/rest/orders';
import { isMoving } from '../../orders/texts';
import { goTo, param, useParam, type Params } from '../../ui/navigation';
import {
	listParams,
	oneOf,
	firstQuery,
	type TableQuery,
} from '../../ui/table/types';
import { useAddressFilters } from '../../ui/table/useAddressFilters';
import { useTable } from '../../ui/table/useTable';

const ask = ( query: TableQuery ) =>
	ordersQuery( {
		state: stateOf( query.filters.state ),
		...listParams( query ),
	} );

const polling = pollWhileMoving( ( { items }: Orders ) =>
	items.some( isMoving )
);

const stateOf = ( text: string | undefined ) => oneOf( orderFilter, text );

const showFiltered = ( filters: Params ) =>
	goTo( 'orders', filters, { replace: true } );

/** The list of orders as filtered; the state is kept in the address, so that it can be linked to. */
export function useOrders() {
	const state = stateOf( useParam( 'state' ) );
	const [ query, setQuery ] = useAddressFilters( { state }, showFiltered, {
		...firstQuery,
		search: param( 'search' ),
	} );
	const client = useQueryClient();
	const table = useTable( ask, { given: [ query, setQuery ], polling } );

	return {
		...table,
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
