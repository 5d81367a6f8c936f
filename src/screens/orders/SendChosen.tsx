import { Notice } from '@wordpress/components';
import { __, _n, sprintf } from '@wordpress/i18n';
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
export function Refusals( { sentences }: { sentences: string[] } ) {
	return sentences.length === 0 ? null : (
		<Notice status="warning" isDismissible={ false }>
			<ul>
				{ sentences.map( ( sentence ) => (
					<li key={ sentence }>{ sentence }</li>
				) ) }
			</ul>
		</Notice>
	);
}
