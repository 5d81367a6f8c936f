import { useCallback, useState } from '@wordpress/element';
import { getOutbox } from '../../api/outbox';
import {
	outboxState,
	type OutboxRow,
	type OutboxState,
} from '../../contract/outbox';
import { goTo, useParam } from '../../ui/navigation';
import { useDebounced } from '../../ui/useDebounced';
import { useLoad } from '../../ui/useLoad';
import { usePolling } from '../../ui/usePolling';
import { isMoving } from './texts';

export const PER_PAGE = 20;

/** The list of orders as filtered; the state is kept in the address, so that it can be linked to. */
export function useOutbox() {
	const inAddress = useParam( 'state' );
	const state =
		outboxState.options.find( ( option ) => option === inAddress ) ?? '';
	const [ search, setSearch ] = useState( '' );
	const [ page, setPage ] = useState( 1 );
	const words = useDebounced( search.trim() );

	const load = useCallback(
		( signal: AbortSignal ) =>
			getOutbox(
				{
					state: state || undefined,
					search: words || undefined,
					page,
					per_page: PER_PAGE,
				},
				signal
			),
		[ state, words, page ]
	);
	const { value, error, isLoading, reload, setValue } = useLoad( load );
	usePolling( value?.items.some( isMoving ) ?? false, reload );

	/** What an action answered, shown in its place at once. */
	const replace = useCallback(
		( rows: OutboxRow[] ) => {
			if ( value ) {
				const items = value.items.map(
					( row ) => rows.find( ( { id } ) => id === row.id ) ?? row
				);
				setValue( { ...value, items } );
			}
		},
		[ value, setValue ]
	);

	return {
		list: value,
		error,
		isLoading,
		reload,
		replace,
		state,
		setState: ( next: OutboxState | '' ) => {
			setPage( 1 );
			goTo( 'orders', { state: next || undefined }, { replace: true } );
		},
		search,
		setSearch: ( next: string ) => {
			setPage( 1 );
			setSearch( next );
		},
		isFiltered: state !== '' || words !== '',
		page,
		setPage,
	};
}
