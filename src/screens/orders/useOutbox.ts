import { useCallback, useMemo, useState } from '@wordpress/element';
import { getOutbox } from '../../api/outbox';
import {
	outboxState,
	type OutboxRow,
	type OutboxState,
} from '../../contract/rest/outbox';
import { isMoving } from '../../orders/texts';
import { goTo, param, useParam } from '../../ui/navigation';
import { asked, oneOf } from '../../ui/table/asked';
import { firstQuery, type TableQuery } from '../../ui/table/types';
import { useTable } from '../../ui/table/useTable';
import { usePolling } from '../../ui/usePolling';

const ask = ( query: TableQuery, signal: AbortSignal ) =>
	getOutbox(
		{ state: stateOf( query.filters.state ), ...asked( query ) },
		signal
	);

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
	const table = useTable( ask, { given: [ query, setQuery ] } );
	const { value, lookAgain, update } = table;
	usePolling( value?.items.some( isMoving ) ?? false, lookAgain );

	return {
		...table,
		isFiltered: state !== undefined || query.search !== '',
		/** What an action answered, shown in its place at once. */
		replace: useCallback(
			( rows: OutboxRow[] ) =>
				update( ( last ) => ( {
					...last,
					items: last.items.map(
						( row ) =>
							rows.find( ( { id } ) => id === row.id ) ?? row
					),
				} ) ),
			[ update ]
		),
	};
}
