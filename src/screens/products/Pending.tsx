import { pendingClass } from '../../contract/rest/pending';
import { runKind } from '../../contract/rest/runs';
import { PendingChanges } from '../../runs/PendingChanges';
import { goTo, useParam, type Params } from '../../ui/navigation';
import { oneOf } from '../../ui/table/types';
import { useAddressFilters } from '../../ui/table/useAddressFilters';

/** What syncs hold until a person decides. */
export function Pending() {
	const given = useAddressFilters(
		{
			kind: oneOf( runKind, useParam( 'kind' ) ),
			class: oneOf( pendingClass, useParam( 'class' ) ),
		},
		showFiltered
	);
	return <PendingChanges given={ given } />;
}

const showFiltered = ( filters: Params ) =>
	goTo( 'products', { view: 'pending', ...filters }, { replace: true } );
