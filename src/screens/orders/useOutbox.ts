import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { pollWhile, tellPart } from '../../api/client';
import { OUTBOX_LISTS, outboxQuery } from '../../api/orders';
import {
	outboxState,
	type OutboxEntry,
	type OutboxState,
} from '../../contract/rest/outbox';
import { isMoving } from '../../orders/texts';
import { goTo, param, useParam } from '../../ui/navigation';
import {
	listParams,
	oneOf,
	firstQuery,
	type TableQuery,
} from '../../ui/table/types';
import { useTable } from '../../ui/table/useTable';

type List = { items: OutboxEntry[]; total: number };

const ask = ( query: TableQuery ) =>
	outboxQuery( {
		state: stateOf( query.filters.state ),
		...listParams( query ),
	} );

const polling = pollWhile( ( { items }: List ) => items.some( isMoving ) );

const filtersOf = (
	state: OutboxState | undefined
): Record< string, string > => ( state ? { state } : {} );

const stateOf = ( text: string | undefined ) => oneOf( outboxState, text );

/** The list of orders as filtered; the state is kept in the address, so that it can be linked to. */
export function useOutbox() {
	const state = stateOf( useParam( 'state' ) );
	const [ own, setOwn ] = useState( () => ( {
		...firstQuery,
		search: param( 'search' ),
	} ) );
	const query = useMemo(
		(): TableQuery => ( { ...own, filters: filtersOf( state ) } ),
		[ own, state ]
	);
	const setQuery = useCallback(
		( next: TableQuery ) => {
			setOwn( next );
			const chosen = stateOf( next.filters.state );
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
		/** What an action answered, shown in its place at once. */
		replace: useCallback(
			( rows: OutboxEntry[] ) =>
				tellPart< List >( client, OUTBOX_LISTS, ( last ) => ( {
					...last,
					items: last.items.map(
						( row ) =>
							rows.find( ( { id } ) => id === row.id ) ?? row
					),
				} ) ),
			[ client ]
		),
	};
}
