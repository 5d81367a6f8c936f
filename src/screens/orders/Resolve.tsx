import { RadioControl } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { useState } from 'react';
import { TextControl } from '../../ui/controls';
import { resolveOutboxEntry } from '../../api/orders';
import type { OutboxEntry, ResolveBody } from '../../contract/rest/outbox';
import { ActionButton } from '../../ui/ActionButton';
import { Problem } from '../../ui/Problem';
import { useAction } from '../../ui/useAction';

type Props = {
	row: OutboxEntry;
	onResolved: ( row: OutboxEntry ) => void;
};

/** A person decides what the machine may not guess. */
export function Resolve( { row, onResolved }: Props ) {
	const [ as, setAs ] = useState< ResolveBody[ 'as' ] | '' >( '' );
	const [ documentNumber, setNumber ] = useState( '' );
	const action = useAction();
	const isReady =
		as !== '' && ( as !== 'sent' || documentNumber.trim() !== '' );

	const decide = async () => {
		if ( as === '' ) {
			return;
		}
		const decision: ResolveBody =
			as === 'sent'
				? { as, documentNumber: documentNumber.trim() }
				: { as };
		onResolved( await resolveOutboxEntry( row.id, decision ) );
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
				onChange={ ( value ) => setAs( value as ResolveBody[ 'as' ] ) }
			/>
			{ as === 'sent' && (
				<TextControl
					label={ __(
						'Number of the document',
						'sors-api-for-woocommerce'
					) }
					value={ documentNumber }
					onChange={ setNumber }
					maxLength={ 64 }
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

type Way = { value: ResolveBody[ 'as' ]; label: string; description: string };

/** What a person may decide about a row as it stands, each with what comes of it; none = nothing is to be decided. */
export function waysOut( { state, issue, lastError }: OutboxEntry ): Way[] {
	switch ( state ) {
		case 'uncertain':
			switch ( lastError?.code ) {
				case 'found_several':
					return [ found(), acknowledged() ];
				case 'found_cancelled':
				case 'found_other':
					return [ found(), acknowledged(), newDocument() ];
				default:
					return [ found(), acknowledged(), resend() ];
			}
		case 'rejected':
		case 'skipped':
			return [ found(), acknowledged(), resend() ];
		case 'sent':
			if ( issue === null ) {
				return [];
			}
			switch ( issue.code ) {
				case 'doubled_in_sors':
					return [ cancelOthers(), accept() ];
				case 'order_trashed':
				case 'order_deleted':
					return [ cancelDocument(), accept() ];
				default:
					return [ accept(), replace() ];
			}
		default:
			return [];
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

const resend = (): Way => ( {
	value: 'resend',
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
