import { RadioControl, TextControl } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { resolveOutboxRow } from '../../api/outbox';
import type { OutboxRow, ResolveBody } from '../../contract/outbox';
import { ActionButton } from '../../ui/ActionButton';
import { Problem } from '../../ui/Problem';
import { useAction } from '../../ui/useAction';

type Props = {
	row: OutboxRow;
	onResolved: ( row: OutboxRow ) => void;
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
		onResolved( await resolveOutboxRow( row.id, decision ) );
	};

	return (
		<div className="sors-form sors-resolve">
			<RadioControl
				label={ __(
					'What is true of this order?',
					'sors-api-for-woocommerce'
				) }
				selected={ as }
				options={ [
					{
						value: 'sent',
						label: __(
							'I found its document in SORS',
							'sors-api-for-woocommerce'
						),
						description: __(
							'It counts as sent, under the number you enter.',
							'sors-api-for-woocommerce'
						),
					},
					{
						value: 'known',
						label: __(
							'It is in SORS already, or need not be',
							'sors-api-for-woocommerce'
						),
						description: __(
							'For orders entered by hand: no document is sent, and SORS’ stock is trusted.',
							'sors-api-for-woocommerce'
						),
					},
					{
						value: 'resend',
						label: __(
							'It is not in SORS: send it again',
							'sors-api-for-woocommerce'
						),
						description: __(
							'If SORS has it after all, there will be two documents.',
							'sors-api-for-woocommerce'
						),
					},
				] }
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
					__next40pxDefaultSize
					__nextHasNoMarginBottom
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
