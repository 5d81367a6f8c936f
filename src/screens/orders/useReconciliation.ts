import { useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { pollWhile } from '../../api/client';
import { Refused } from '../../api/errors';
import { resolveOutboxRow, sendOrders, sendOutboxRow } from '../../api/outbox';
import {
	reconciliationQuery,
	startReconciliation,
} from '../../api/reconciliation';
import {
	findingKind,
	type Finding,
	type Reconciliation,
} from '../../contract/rest/reconciliation';
import { listParams, oneOf } from '../../ui/table/listParams';
import type { TableQuery } from '../../ui/table/types';
import { useTable } from '../../ui/table/useTable';
import { useAction } from '../../ui/useAction';

export type Mend = Finding[ 'mends' ][ number ];

const ask = ( query: TableQuery ) =>
	reconciliationQuery( {
		kind: oneOf( findingKind, query.filters.kind ),
		...listParams( query ),
	} );

const isBeingMade = ( { state }: Reconciliation ): boolean =>
	state === 'running';

const polling = pollWhile( isBeingMade, 2000 );

/** The report as things stand now; it is looked at again while it is being made. */
export function useReconciliation() {
	const table = useTable( ask, { polling } );
	const { value: report, reload, ...rest } = table;
	const action = useAction();
	const [ mended, setMended ] = useState( '' );
	const isRunning = report !== undefined && isBeingMade( report );

	return {
		...rest,
		report,
		reload,
		action,
		mended,
		isRunning,
		start: async () => {
			setMended( '' );
			await startReconciliation();
			// Its answer knows nothing of the filter.
			reload();
		},
		mend: ( finding: Finding, mend: Mend, documentNumber?: string ) =>
			action.run( nameOf( finding ), async () => {
				setMended( '' );
				await carryOut( finding, mend, documentNumber );
				setMended( done( finding, mend ) );
				reload();
			} ),
	};
}

/** Of all findings only one has this name. It becomes part of ids in the page: no blanks. */
export const nameOf = ( { kind, orderId, rowId }: Finding ): string =>
	`${ kind }-${ orderId }-${ rowId }`;

async function carryOut(
	{ rowId, orderId }: Finding,
	{ as }: Mend,
	documentNumber?: string
): Promise< void > {
	if ( as === 'send' && rowId === null ) {
		const { refused } = await sendOrders( [ orderId ] );
		if ( refused[ 0 ] ) {
			throw new Refused( refused[ 0 ].reason, 'refused', 409, {} );
		}
	} else if ( as === 'send' && rowId !== null ) {
		await sendOutboxRow( rowId );
	} else if ( as !== 'send' && rowId !== null ) {
		await resolveOutboxRow( rowId, { as, documentNumber } );
	}
}

const done = ( { orderNumber }: Finding, { label }: Mend ): string =>
	sprintf(
		/* translators: 1: number of an order, 2: what was done, as on the button */
		__( 'Order %1$s: done (%2$s).', 'sors-api-for-woocommerce' ),
		orderNumber,
		label
	);
