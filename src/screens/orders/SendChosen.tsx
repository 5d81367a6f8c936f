import { Notice } from '@wordpress/components';
import { __, _n, sprintf } from '@wordpress/i18n';
import type { SendOrders } from '../../contract/outbox';
import { ActionButton } from '../../ui/ActionButton';
import type { Action } from '../../ui/useAction';

type Props = { action: Action; count: number; onPress: () => Promise< void > };

export function SendChosen( { action, count, onPress }: Props ) {
	return (
		<div className="sors-buttons">
			<ActionButton
				action={ action }
				name="send chosen"
				variant="primary"
				onPress={ onPress }
				busyLabel={ __(
					'Putting in line…',
					'sors-api-for-woocommerce'
				) }
			>
				{ sprintf(
					/* translators: %d: number of orders */
					_n(
						'Send %d chosen order',
						'Send %d chosen orders',
						count,
						'sors-api-for-woocommerce'
					),
					count
				) }
			</ActionButton>
		</div>
	);
}

/** Chosen orders that could not be put in line, each with the reason. */
export function Refusals( { refused }: { refused: SendOrders[ 'refused' ] } ) {
	return refused.length === 0 ? null : (
		<Notice status="warning" isDismissible={ false }>
			<ul>
				{ refused.map( ( { orderId, reason } ) => (
					<li key={ orderId }>
						{ orderId }: { reason }
					</li>
				) ) }
			</ul>
		</Notice>
	);
}
