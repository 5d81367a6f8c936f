import { useState } from 'react';
import { __, sprintf } from '@wordpress/i18n';
import { pollWhile } from '../../api/client';
import { Refused } from '../../api/errors';
import {
	resolveOutboxEntry,
	sendOrders,
	sendOutboxEntry,
	reconciliationQuery,
	startReconciliation,
} from '../../api/orders';
import {
	findingKind,
	type Finding,
	type Reconciliation,
} from '../../contract/rest/reconciliation';
import type { Remedy } from '../../contract/rest/outbox';
import { listParams, oneOf, type TableQuery } from '../../ui/table/types';
import { useTable } from '../../ui/table/useTable';
import { useAction } from '../../ui/useAction';

const ask = ( query: TableQuery ) =>
	reconciliationQuery( {
		kind: oneOf( findingKind, query.filters.kind ),
		...listParams( query ),
	} );

const isBeingMade = ( { state }: Reconciliation ): boolean =>
	state === 'running';

const polling = pollWhile( isBeingMade, 2000 );

/** The report as things stand now, read again while it is being made. */
export function useReconciliation() {
	const table = useTable( ask, { polling } );
	const { data: report, refetch } = table;
	const action = useAction();
	const [ done, setDone ] = useState( '' );
	const isRunning = report !== undefined && isBeingMade( report );

	return {
		table,
		report,
		action,
		done,
		isRunning,
		start: async () => {
			setDone( '' );
			await startReconciliation();
			// Its answer is not filtered.
			void refetch();
		},
		apply: ( finding: Finding, remedy: Remedy, documentNumber?: string ) =>
			action.run( nameOf( finding ), async () => {
				setDone( '' );
				await carryOut( finding, remedy, documentNumber );
				setDone( sentence( finding, remedy ) );
				void refetch();
			} ),
	};
}

/** Unique among the findings. It becomes part of ids in the page: no blanks. */
export const nameOf = ( { kind, orderId, entryId }: Finding ): string =>
	`${ kind }-${ orderId }-${ entryId }`;

async function carryOut(
	{ entryId, orderId }: Finding,
	{ as }: Remedy,
	documentNumber?: string
): Promise< void > {
	if ( as === 'send' && entryId === null ) {
		const { refused } = await sendOrders( [ orderId ] );
		if ( refused[ 0 ] ) {
			throw new Refused( refused[ 0 ].reason, 'refused', 409, {} );
		}
	} else if ( as === 'send' && entryId !== null ) {
		await sendOutboxEntry( entryId );
	} else if ( as !== 'send' && entryId !== null ) {
		await resolveOutboxEntry( entryId, { as, documentNumber } );
	}
}

const sentence = ( { orderNumber }: Finding, { label }: Remedy ): string =>
	sprintf(
		/* translators: 1: number of an order, 2: what was done, as on the button */
		__( 'Order %1$s: done (%2$s).', 'sors-api-for-woocommerce' ),
		orderNumber,
		label
	);
