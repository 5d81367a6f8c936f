import { RadioControl, TextControl } from '@wordpress/components';
import { useState } from 'react';
import { __ } from '@wordpress/i18n';
import { resolveOutboxRow } from '../../api/outbox';
import type { OutboxRow, ResolveBody } from '../../contract/rest/outbox';
import { ActionButton } from '../../ui/ActionButton';
import { Problem } from '../../ui/Problem';
import { useAction } from '../../ui/useAction';
import { waysOut } from './decisions';

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
