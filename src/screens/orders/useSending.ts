import { useState } from 'react';
import { __, _n, sprintf } from '@wordpress/i18n';
import { readOrder, sendOrders, sendOutboxEntry } from '../../api/orders';
import { Refused } from '../../api/errors';
import type { OrderDetails, OrderLine } from '../../contract/rest/orders';
import { orderText } from '../../orders/texts';
import { number } from '../../ui/format';
import { useAction } from '../../ui/useAction';
import type { useOrders } from './useOrders';

/** Sends one order at once, or queues several; the result is said and shown. */
export function useSending(
	{
		data,
		replace,
		refetch,
	}: Pick< ReturnType< typeof useOrders >, 'data' | 'replace' | 'refetch' >,
	isStopped = false
) {
	const action = useAction();
	const [ busy, setBusy ] = useState< number[] >( [] );
	const [ refused, setRefused ] = useState< string[] >( [] );
	const [ said, setSaid ] = useState< string | OrderLine >( '' );

	const tell = ( order: OrderDetails ) => {
		replace( order );
		setSaid( order );
	};
	const sendOne = async ( line: OrderLine ) => {
		await sendOutboxEntry( line.entryId );
		tell( await readOrder( line.id ) );
	};
	const sendMany = async ( lines: OrderLine[] ) => {
		const sales = lines.filter( ( { role } ) => role === 'sale' );
		const answer =
			sales.length > 0
				? await sendOrders( sales.map( ( { id } ) => id ) )
				: { items: [], refused: [] };
		const reasons = answer.refused.map( ( { orderId, reason } ) => {
			const line = lines.find( ( { id } ) => id === orderId );
			return `${ line ? orderText( line ) : orderId }: ${ reason }`;
		} );
		const before = answer.items.filter(
			( { state } ) => state === 'sent'
		).length;
		let count = answer.items.length - before;
		/** Nothing that one order is refused for: the next would meet it, too. */
		let trouble: unknown = null;
		// By its number an order is sent as a sale: a refund goes by its entry.
		for ( const line of lines.filter(
			( one ) => ! sales.includes( one )
		) ) {
			try {
				await sendOutboxEntry( line.entryId );
				count++;
			} catch ( error ) {
				if ( ! ( error instanceof Refused ) ) {
					trouble = error;
					break;
				}
				reasons.push( `${ orderText( line ) }: ${ error.message }` );
			}
		}
		setRefused( reasons );
		setSaid(
			[
				count > 0 &&
					( isStopped ? stoppedText( count ) : queuedText( count ) ),
				before > 0 && beforeText( before ),
			]
				.filter( Boolean )
				.join( ' ' )
		);
		if ( trouble !== null ) {
			throw trouble;
		}
		await refetch();
	};

	return {
		error: action.error,
		isUnderWay: action.busy !== null,
		refused,
		/** Of one order: as it is by now, also when it has moved on since. */
		said:
			typeof said === 'string'
				? said
				: sentence(
						data?.items.find( ( { id } ) => id === said.id ) ?? said
					),
		tell,
		isBusy: ( { id }: OrderLine ) => busy.includes( id ),
		/** One whose button was pressed is shown as being sent, before the server says so. */
		shown: ( line: OrderLine ): OrderLine =>
			busy.includes( line.id )
				? {
						...line,
						state: 'sending',
						label: __( 'Being sent', 'sors-api-for-woocommerce' ),
					}
				: line,
		/** False where it failed, or another is under way. */
		send: async ( lines: OrderLine[] ): Promise< boolean > => {
			const ready = lines.filter( ( { sendable } ) => sendable );
			const [ only ] = ready;
			if ( ! only ) {
				return false;
			}
			return action.run( 'send', async () => {
				setRefused( [] );
				setSaid( '' );
				setBusy( ready.map( ( { id } ) => id ) );
				try {
					await ( ready.length > 1
						? sendMany( ready )
						: sendOne( only ) );
				} catch ( error ) {
					// What the list says may be out of date.
					void refetch();
					throw error;
				} finally {
					setBusy( [] );
				}
			} );
		},
	};
}

const sentence = ( line: OrderLine ): string =>
	`${ orderText( line ) }: ${ line.label }`;

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

const stoppedText = ( count: number ): string =>
	sprintf(
		/* translators: %s: number of orders */
		_n(
			'%s order was queued.',
			'%s orders were queued.',
			count,
			'sors-api-for-woocommerce'
		),
		number( count )
	);

/** Sent meanwhile, by another person or by itself. */
const beforeText = ( count: number ): string =>
	sprintf(
		/* translators: %d: number of orders. */
		_n(
			'%d order is already in SORS and is not sent again.',
			'%d orders are already in SORS and are not sent again.',
			count,
			'sors-api-for-woocommerce'
		),
		count
	);
