import { useState } from 'react';
import { _n, sprintf } from '@wordpress/i18n';
import { sendOrders, sendOutboxRow } from '../../api/outbox';
import type { OutboxRow } from '../../contract/rest/outbox';
import { canSend, orderText, stateText } from '../../orders/texts';
import { number } from '../../ui/format';
import { useAction } from '../../ui/useAction';
import type { useOutbox } from './useOutbox';

/** Sends one order at once, or puts several in line; what came of it is said and shown. */
export function useSending( {
	value,
	replace,
	reload,
}: Pick< ReturnType< typeof useOutbox >, 'value' | 'replace' | 'reload' > ) {
	const action = useAction();
	const [ busy, setBusy ] = useState< number[] >( [] );
	const [ refused, setRefused ] = useState< string[] >( [] );
	const [ said, setSaid ] = useState< string | OutboxRow >( '' );

	const tell = ( row: OutboxRow ) => {
		replace( [ row ] );
		setSaid( row );
	};
	const sendOne = async ( row: OutboxRow ) =>
		tell( await sendOutboxRow( row.id ) );
	const sendMany = async ( rows: OutboxRow[] ) => {
		const answer = await sendOrders( [
			...new Set( rows.map( ( { orderId } ) => orderId ) ),
		] );
		setRefused(
			answer.refused.map( ( { orderId, reason } ) => {
				const row = rows.find( ( one ) => one.orderId === orderId );
				return `${ row ? orderText( row ) : orderId }: ${ reason }`;
			} )
		);
		setSaid( inLine( answer.items.length ) );
		replace( answer.items );
		reload();
	};

	return {
		error: action.error,
		refused,
		/** Of one order: as it is by now, also when it has moved on since. */
		said:
			typeof said === 'string'
				? said
				: sentence(
						value?.items.find( ( { id } ) => id === said.id ) ??
							said
					),
		tell,
		isBusy: ( { id }: OutboxRow ) => busy.includes( id ),
		/** A row whose button was pressed is shown as being sent, before the server says so. */
		shown: ( row: OutboxRow ): OutboxRow =>
			busy.includes( row.id ) ? { ...row, state: 'sending' } : row,
		send: async ( rows: OutboxRow[] ) => {
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

const sentence = ( row: OutboxRow ): string =>
	`${ orderText( row ) }: ${ stateText( row.state ).label }`;

const inLine = ( count: number ): string =>
	sprintf(
		/* translators: %s: number of orders */
		_n(
			'%s order was put in line. It goes out within a minute or two.',
			'%s orders were put in line. They go out within a minute or two.',
			count,
			'sors-api-for-woocommerce'
		),
		number( count )
	);
