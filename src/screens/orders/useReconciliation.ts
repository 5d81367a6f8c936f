import { useState } from 'react';
import { __, sprintf } from '@wordpress/i18n';
import { pollWhile } from '../../api/client';
import { ApiError } from '../../api/errors';
import {
	carryOut,
	readOrder,
	sendOrders,
	reconciliationQuery,
	startReconciliation,
	type ChosenDocument,
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
import { questionOf } from './question';

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
	const [ asked, setAsked ] = useState< Asked | null >( null );
	const isRunning = report !== undefined && isBeingMade( report );

	/** Given what does it, or what it asks first. */
	const run = async (
		finding: Finding,
		work: () => Promise< Asked | null >
	) => {
		let question = null as Asked | null;
		await action.run( nameOf( finding ), async () => {
			setDone( '' );
			try {
				question = await work();
			} finally {
				// Also when it was refused: someone else may have decided. Until then its buttons are out of date.
				if ( question === null ) {
					await refetch();
				}
			}
		} );
		if ( question !== null ) {
			// Not before the action is over: a yes while it lasts would be ignored.
			setAsked( question );
		}
	};
	const perform = async (
		finding: Finding,
		remedy: Remedy,
		document?: ChosenDocument
	) => {
		await applyTo( finding, remedy, document );
		setDone( sentence( finding, remedy ) );
		return null;
	};

	return {
		table,
		report,
		action,
		done,
		isRunning,
		/** A button that was pressed, and what it would do. */
		asked,
		forget: () => setAsked( null ),
		confirm: async () =>
			asked &&
			run( asked.finding, () => perform( asked.finding, asked.remedy ) ),
		refetch,
		start: async () => {
			setDone( '' );
			await startReconciliation();
			// Its answer is not filtered.
			await refetch();
		},
		apply: (
			finding: Finding,
			remedy: Remedy,
			document?: ChosenDocument
		) =>
			run( finding, async () => {
				const text = await questionFor( finding, remedy );
				return text === null
					? perform( finding, remedy, document )
					: { finding, remedy, text };
			} ),
	};
}

type Asked = { finding: Finding; remedy: Remedy; text: string };

/** Unique among the findings. It becomes part of ids in the page: no blanks. */
export const nameOf = ( { kind, orderId, entryId }: Finding ): string =>
	`${ kind }-${ orderId }-${ entryId }`;

/** These only note what a person says; SORS is sent nothing. */
const NOTES: Remedy[ 'as' ][] = [ 'sent', 'accept', 'acknowledged' ];

/** What the panel and the order's own screen would ask first; null = nothing. */
async function questionFor(
	{ orderId, entryId }: Finding,
	{ as }: Remedy
): Promise< string | null > {
	if ( entryId === null || NOTES.includes( as ) ) {
		return null;
	}
	const { asks } = await readOrder( orderId );
	const button = asks
		.find( ( one ) => one.entryId === entryId )
		?.buttons.find( ( one ) => one.as === as );
	if ( ! button && as !== 'send' ) {
		throw new ApiError(
			__( 'There is nothing left to decide.', 'sors-api-for-woocommerce' )
		);
	}
	return button ? questionOf( button ) : null;
}

async function applyTo(
	{ entryId, orderId }: Finding,
	{ as }: Remedy,
	document?: ChosenDocument
): Promise< void > {
	if ( entryId !== null ) {
		await carryOut( entryId, as, document );
	} else if ( as === 'send' ) {
		const { refused } = await sendOrders( [ orderId ] );
		if ( refused[ 0 ] ) {
			throw new ApiError( refused[ 0 ].reason );
		}
	}
}

const sentence = ( { orderNumber }: Finding, { label }: Remedy ): string =>
	sprintf(
		/* translators: 1: number of an order, 2: what was done, as on the button */
		__( 'Order %1$s: done (%2$s).', 'sors-api-for-woocommerce' ),
		orderNumber,
		label
	);
