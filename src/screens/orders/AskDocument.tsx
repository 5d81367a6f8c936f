import { Button, TextControl } from '@wordpress/components';
import { useState } from 'react';
import { __ } from '@wordpress/i18n';

type Props = {
	onAnswer: ( documentNumber: string ) => void;
	onClose: () => void;
};

/** Which document of SORS it is. */
export function AskDocument( { onAnswer, onClose }: Props ) {
	const [ typed, setTyped ] = useState( '' );
	const documentNumber = typed.trim();
	return (
		<form
			className="sors-app sors-form"
			onSubmit={ ( event ) => {
				event.preventDefault();
				if ( documentNumber !== '' ) {
					onAnswer( documentNumber );
					onClose();
				}
			} }
		>
			<TextControl
				label={ __(
					'Number of the document',
					'sors-api-for-woocommerce'
				) }
				help={ __(
					'As it stands on the document in SORS. The order counts as sent under it; nothing is sent.',
					'sors-api-for-woocommerce'
				) }
				value={ typed }
				onChange={ setTyped }
				maxLength={ 64 }
				__next40pxDefaultSize
				__nextHasNoMarginBottom
			/>
			<div className="sors-buttons">
				<Button
					type="submit"
					variant="primary"
					disabled={ documentNumber === '' }
					accessibleWhenDisabled
					__next40pxDefaultSize
				>
					{ __( 'It is this document', 'sors-api-for-woocommerce' ) }
				</Button>
				<Button
					variant="tertiary"
					onClick={ onClose }
					__next40pxDefaultSize
				>
					{ __( 'Close', 'sors-api-for-woocommerce' ) }
				</Button>
			</div>
		</form>
	);
}
