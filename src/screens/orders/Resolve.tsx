import { RadioControl } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { useState } from 'react';
import { TextControl } from '../../ui/controls';
import { resolveOutboxEntry, sendOutboxEntry } from '../../api/orders';
import type { OutboxEntry, Remedy } from '../../contract/rest/outbox';
import { LONGEST_CODE } from '../../contract/rest/scalars';
import { canSend } from '../../orders/texts';
import { ActionButton } from '../../ui/ActionButton';
import { Problem } from '../../ui/Problem';
import { useAction } from '../../ui/useAction';

type Props = {
	row: OutboxEntry;
	onResolved: ( row: OutboxEntry ) => void;
};

/** A person decides what the machine may not guess. */
export function Resolve( { row, onResolved }: Props ) {
	const [ as, setAs ] = useState< Remedy[ 'as' ] | '' >( '' );
	const [ documentNumber, setNumber ] = useState( '' );
	const action = useAction();
	const isReady =
		as !== '' && ( as !== 'sent' || documentNumber.trim() !== '' );

	const decide = async () => {
		if ( as === '' ) {
			return;
		}
		onResolved(
			as === 'send'
				? await sendOutboxEntry( row.id )
				: await resolveOutboxEntry( row.id, {
						as,
						...( as === 'sent' && {
							documentNumber: documentNumber.trim(),
						} ),
					} )
		);
	};

	return (
		<div className="sors-form sors-resolve">
			<RadioControl
				label={ __(
					'What is true of this order?',
					'sors-api-for-woocommerce'
				) }
				selected={ as }
				options={ waysOut( row ) }
				onChange={ ( value ) => setAs( value as Remedy[ 'as' ] ) }
			/>
			{ as === 'sent' && (
				<TextControl
					label={ __(
						'Number of the document',
						'sors-api-for-woocommerce'
					) }
					value={ documentNumber }
					onChange={ setNumber }
					maxLength={ LONGEST_CODE }
				/>
			) }
			<div className="sors-buttons">
				<ActionButton
					action={ action }
					name="decide"
					variant="primary"
					disabled={ ! isReady }
					onPress={ decide }
					busyLabel={ __( 'Saving…', 'sors-api-for-woocommerce' ) }
				>
					{ __( 'Decide', 'sors-api-for-woocommerce' ) }
				</ActionButton>
			</div>
			<Problem error={ action.error } />
		</div>
	);
}

type Way = { value: Remedy[ 'as' ]; label: string; description?: string };

/** What a person may decide about a row as it stands; none = nothing is to be decided. What has a button of its own is not repeated. */
export function waysOut( row: OutboxEntry ): Way[] {
	return row.remedies
		.filter( ( { as } ) => as !== 'send' || ! canSend( row ) )
		.map(
			( { as, label } ) =>
				( row.role === 'sale' && ofSale( as, row ) ) || {
					value: as,
					label,
				}
		);
}

/** Each with what comes of it. */
function ofSale( as: Remedy[ 'as' ], { issue, lastError }: OutboxEntry ): Way {
	switch ( as ) {
		case 'sent':
			return found();
		case 'acknowledged':
			return acknowledged();
		case 'send':
		case 'resend':
			return lastError?.code === 'found_other' ||
				lastError?.code === 'found_cancelled'
				? newDocument()
				: resend( as );
		case 'cancelOthers':
			return cancelOthers();
		case 'accept':
			return accept();
		case 'replace':
			return issue?.code === 'order_trashed' ||
				issue?.code === 'order_deleted'
				? cancelDocument()
				: replace();
	}
}

const found = (): Way => ( {
	value: 'sent',
	label: __( 'I found its document in SORS', 'sors-api-for-woocommerce' ),
	description: __(
		'It counts as sent, under the number you enter.',
		'sors-api-for-woocommerce'
	),
} );

const acknowledged = (): Way => ( {
	value: 'acknowledged',
	label: __(
		'It is in SORS already, or need not be',
		'sors-api-for-woocommerce'
	),
	description: __(
		'For orders entered by hand: no document is sent, and SORS’ stock is trusted.',
		'sors-api-for-woocommerce'
	),
} );

const resend = ( value: 'send' | 'resend' ): Way => ( {
	value,
	label: __( 'It is not in SORS: send it again', 'sors-api-for-woocommerce' ),
	description: __(
		'If SORS has it after all, there will be two documents.',
		'sors-api-for-woocommerce'
	),
} );

const newDocument = (): Way => ( {
	value: 'resend',
	label: __(
		'That document is not the right one: make a new one',
		'sors-api-for-woocommerce'
	),
	description: __(
		'The order is sent as it is now, under a new reference. If the other document is still open, cancel it in SORS.',
		'sors-api-for-woocommerce'
	),
} );

const accept = (): Way => ( {
	value: 'accept',
	label: __( 'Leave it as it is', 'sors-api-for-woocommerce' ),
	description: __(
		'The document in SORS stays, and this difference is not shown again.',
		'sors-api-for-woocommerce'
	),
} );

const replace = (): Way => ( {
	value: 'replace',
	label: __(
		'Cancel the document and send the order again',
		'sors-api-for-woocommerce'
	),
	description: __(
		'SORS gets the order as it is now. The old document is cancelled first.',
		'sors-api-for-woocommerce'
	),
} );

const cancelDocument = (): Way => ( {
	value: 'replace',
	label: __( 'Cancel the document in SORS', 'sors-api-for-woocommerce' ),
	description: __(
		'The order is no longer in the shop, so nothing is sent in its place.',
		'sors-api-for-woocommerce'
	),
} );

const cancelOthers = (): Way => ( {
	value: 'cancelOthers',
	label: __(
		'Keep this document and cancel the others',
		'sors-api-for-woocommerce'
	),
	description: __(
		'Only documents that carry the reference of this order are cancelled.',
		'sors-api-for-woocommerce'
	),
} );
