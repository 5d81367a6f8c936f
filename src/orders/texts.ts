import { __, _x, sprintf } from '@wordpress/i18n';
import type { OrderLine, OrderState } from '../contract/rest/orders';
import type { Tone } from '../ui/Badge';
import { day } from '../ui/format';

type StateText = { tone: Tone; label: string; meaning: string };

/** Each state in a word or two, and what it means for the order. */
export function stateText( state: OrderState ): StateText {
	switch ( state ) {
		case 'queued':
			return {
				tone: 'busy',
				label: __( 'Queued', 'sors-api-for-woocommerce' ),
				meaning: __(
					'It is sent automatically within a minute or two.',
					'sors-api-for-woocommerce'
				),
			};
		case 'sending':
			return {
				tone: 'busy',
				label: __( 'Being sent', 'sors-api-for-woocommerce' ),
				meaning: __(
					'SORS is working on it.',
					'sors-api-for-woocommerce'
				),
			};
		case 'sent':
			return {
				tone: 'good',
				label: __( 'In SORS', 'sors-api-for-woocommerce' ),
				meaning: __(
					'SORS has the document. Nothing is left to do.',
					'sors-api-for-woocommerce'
				),
			};
		case 'waiting':
			return {
				tone: 'warning',
				label: __( 'Will be retried', 'sors-api-for-woocommerce' ),
				meaning: __(
					'SORS could not take it just now. It is tried again automatically.',
					'sors-api-for-woocommerce'
				),
			};
		case 'rejected':
			return {
				tone: 'bad',
				label: __( 'Refused', 'sors-api-for-woocommerce' ),
				meaning: __(
					'SORS does not have this order. Correct the problem below and send it again, or say that it is in SORS already.',
					'sors-api-for-woocommerce'
				),
			};
		case 'uncertain':
			return {
				tone: 'bad',
				label: __( 'Uncertain', 'sors-api-for-woocommerce' ),
				meaning: __(
					'Say below which document in SORS belongs to it, or send it again.',
					'sors-api-for-woocommerce'
				),
			};
		case 'differs':
			return {
				tone: 'bad',
				label: __( 'Differs', 'sors-api-for-woocommerce' ),
				meaning: __(
					'The order and what SORS has of it no longer agree.',
					'sors-api-for-woocommerce'
				),
			};
		case 'skipped':
			return {
				tone: 'neutral',
				label: __( 'Not sent', 'sors-api-for-woocommerce' ),
				meaning: __(
					'It was not sent to SORS, for the reason below.',
					'sors-api-for-woocommerce'
				),
			};
		case 'cancelled':
			return {
				tone: 'neutral',
				label: _x(
					'Cancelled',
					'state of an order',
					'sors-api-for-woocommerce'
				),
				meaning: __(
					'There is no valid document in SORS for it.',
					'sors-api-for-woocommerce'
				),
			};
		default:
			return {
				tone: 'neutral',
				label: state satisfies never,
				meaning: '',
			};
	}
}

export const orderText = ( { number }: Pick< OrderLine, 'number' > ): string =>
	sprintf(
		/* translators: %s: number of an order */
		__( 'Order %s', 'sors-api-for-woocommerce' ),
		number
	);

/** What one press does about these: one is sent at once, as from its panel; several are put in line. */
export function sendLabel( rows: OrderLine[] ): string {
	const [ row, other ] = rows;
	if ( other ) {
		return __( 'Send', 'sors-api-for-woocommerce' );
	}
	return row?.state === 'rejected'
		? __( 'Send again', 'sors-api-for-woocommerce' )
		: __( 'Send now', 'sors-api-for-woocommerce' );
}

export const periodText = ( from: string, to: string ): string =>
	sprintf(
		/* translators: 1: first, 2: last day */
		__( 'Orders from %1$s to %2$s', 'sors-api-for-woocommerce' ),
		day( from ),
		day( to )
	);

/** Changes soon without a person: worth looking at again. */
export const isMoving = ( { state }: OrderLine ): boolean =>
	state === 'queued' || state === 'sending';
