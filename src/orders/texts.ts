import { __, _x, sprintf } from '@wordpress/i18n';
import type { OutboxEntry, OutboxState } from '../contract/rest/outbox';
import type { Tone } from '../ui/Badge';

type StateText = { tone: Tone; label: string; meaning: string };

/** Each state in two words, and what it means for the order. */
export function stateText( state: OutboxState ): StateText {
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
				label: __( 'Tried again later', 'sors-api-for-woocommerce' ),
				meaning: __(
					'SORS could not take it just now. It is tried again automatically; press Send to try at once.',
					'sors-api-for-woocommerce'
				),
			};
		case 'rejected':
			return {
				tone: 'bad',
				label: __( 'Refused', 'sors-api-for-woocommerce' ),
				meaning: __(
					'SORS does not have this order. Correct the problem below, then press Send; or say that it is in SORS already.',
					'sors-api-for-woocommerce'
				),
			};
		case 'uncertain':
			return {
				tone: 'bad',
				label: __( 'Needs your decision', 'sors-api-for-woocommerce' ),
				meaning: __(
					'The answer from SORS was lost, so it is not clear whether the document was made. Look for the order in SORS, then tell us below.',
					'sors-api-for-woocommerce'
				),
			};
		case 'skipped':
			return {
				tone: 'neutral',
				label: __( 'Not sent', 'sors-api-for-woocommerce' ),
				meaning: __(
					'This was left out on purpose, for the reason below.',
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
	}
}

/** What the row is, or will be, in SORS. */
export function documentText( { role, kind }: OutboxEntry ): string {
	if ( role === 'cancel' ) {
		return __( 'Cancelling', 'sors-api-for-woocommerce' );
	}
	switch ( kind ) {
		case 'reservation':
			return __( 'Reservation', 'sors-api-for-woocommerce' );
		case 'invoice':
			return __( 'Invoice', 'sors-api-for-woocommerce' );
		case 'invoiceDeliveryNote':
			return __( 'Invoice – delivery note', 'sors-api-for-woocommerce' );
		case 'deliveryNote':
			return __( 'Delivery note', 'sors-api-for-woocommerce' );
		case 'return':
			return __( 'Return', 'sors-api-for-woocommerce' );
		case null:
			return role === 'return'
				? __( 'Return', 'sors-api-for-woocommerce' )
				: '–';
	}
}

export const orderText = ( { orderNumber }: OutboxEntry ): string =>
	sprintf(
		/* translators: %s: number of an order */
		__( 'Order %s', 'sors-api-for-woocommerce' ),
		orderNumber
	);

export const canSend = ( { state, remedies }: OutboxEntry ): boolean =>
	[ 'queued', 'waiting', 'rejected' ].includes( state ) &&
	remedies[ 0 ]?.as === 'send';

/** Changes soon without a person: worth looking at again. */
export const isMoving = ( { state }: OutboxEntry ): boolean =>
	state === 'queued' || state === 'sending';
