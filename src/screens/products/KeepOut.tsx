import { __, sprintf } from '@wordpress/i18n';
import { useState, type FormEvent } from 'react';
import { LONGEST_CODE } from '../../contract/rest/scalars';
import { ActionButton } from '../../ui/ActionButton';
import { TextControl } from '../../ui/controls';
import { Problem } from '../../ui/Problem';
import { useAction } from '../../ui/useAction';

/** A field for the code of an item that is never to become a product. */
export function KeepOut( {
	onKeepOut,
}: {
	onKeepOut: ( code: string ) => Promise< void >;
} ) {
	const action = useAction();
	const [ typed, setTyped ] = useState( '' );
	const [ kept, setKept ] = useState( '' );
	const submit = ( event: FormEvent ) => {
		event.preventDefault();
		void action.run( 'keep-out', async () => {
			setKept( '' );
			await onKeepOut( typed );
			setKept( typed.trim() );
			// The next one may have been begun meanwhile.
			setTyped( ( last ) => ( last === typed ? '' : last ) );
		} );
	};
	return (
		<form className="sors-form sors-keep-out" onSubmit={ submit }>
			<TextControl
				label={ __(
					'Never bring in this code',
					'sors-api-for-woocommerce'
				) }
				help={ __(
					'The code of an item in SORS. No sync makes a product of it.',
					'sors-api-for-woocommerce'
				) }
				value={ typed }
				onChange={ setTyped }
				maxLength={ LONGEST_CODE }
			/>
			<Problem error={ action.error } />
			<div role="status">
				{ kept && (
					<p>
						{ sprintf(
							/* translators: %s: code of an item */
							__(
								'%s is not brought in.',
								'sors-api-for-woocommerce'
							),
							kept
						) }
					</p>
				) }
			</div>
			<div>
				<ActionButton
					action={ action }
					name="keep-out"
					type="submit"
					busyLabel={ __(
						'One moment…',
						'sors-api-for-woocommerce'
					) }
				>
					{ __( 'Never bring in', 'sors-api-for-woocommerce' ) }
				</ActionButton>
			</div>
		</form>
	);
}
