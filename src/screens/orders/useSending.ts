import { useState } from 'react';
import { _n, sprintf } from '@wordpress/i18n';
import { sendOrders, sendOutboxEntry } from '../../api/orders';
import type { OutboxEntry } from '../../contract/rest/outbox';
import { canSend, orderText, stateText } from '../../orders/texts';
import { number } from '../../ui/format';
import { useAction } from '../../ui/useAction';
import type { useOutbox } from './useOutbox';

/** Sends one order at once, or queues several; the result is said and shown. */
export function useSending( {
	data,
	replace,
	refetch,
}: Pick< ReturnType< typeof useOutbox >, 'data' | 'replace' | 'refetch' > ) {
	const action = useAction();
	const [ busy, setBusy ] = useState< number[] >( [] );
	const [ refused, setRefused ] = useState< string[] >( [] );
	const [ said, setSaid ] = useState< string | OutboxEntry >( '' );

	const tell = ( row: OutboxEntry ) => {
		replace( [ row ] );
		setSaid( row );
	};
	const sendOne = async ( row: OutboxEntry ) =>
		tell( await sendOutboxEntry( row.id ) );
	const sendMany = async ( rows: OutboxEntry[] ) => {
		const answer = await sendOrders( [
			...new Set( rows.map( ( { orderId } ) => orderId ) ),
		] );
		setRefused(
			answer.refused.map( ( { orderId, reason } ) => {
				const row = rows.find( ( one ) => one.orderId === orderId );
				return `${ row ? orderText( row ) : orderId }: ${ reason }`;
			} )
		);
		setSaid( queuedText( answer.items.length ) );
		replace( answer.items );
		void refetch();
	};

	return {
		error: action.error,
		refused,
		/** Of one order: as it is by now, also when it has moved on since. */
		said:
			typeof said === 'string'
				? said
				: sentence(
						data?.items.find( ( { id } ) => id === said.id ) ?? said
					),
		tell,
		isBusy: ( { id }: OutboxEntry ) => busy.includes( id ),
		/** A row whose button was pressed is shown as being sent, before the server says so. */
		shown: ( row: OutboxEntry ): OutboxEntry =>
			busy.includes( row.id ) ? { ...row, state: 'sending' } : row,
		send: async ( rows: OutboxEntry[] ) => {
			const ready = rows.filter( canSend );
			const [ only ] = ready;
			if ( ! only ) {
				return;
			}
			await action.run( 'send', async () => {
				setRefused( [] );
				setBusy( ready.map( ( { id } ) => id ) );
				try {
					await ( ready.length > 1
						? sendMany( ready )
						: sendOne( only ) );
				} finally {
					setBusy( [] );
				}
			} );
		},
	};
}

const sentence = ( row: OutboxEntry ): string =>
	`${ orderText( row ) }: ${ stateText( row.state ).label }`;

const queuedText = ( count: number ): string =>
	sprintf(
		/* translators: %s: number of orders */
		_n(
			'%s order was queued. It is sent within a minute or two.',
			'%s orders were queued. They are sent within a minute or two.',
			count,
			'sors-api-for-woocommerce'
		),
		number( count )
	);
