import { TextControl } from '../../ui/controls';
import { useState } from 'react';
import { __ } from '@wordpress/i18n';
import { putApiKey, testConnection } from '../../api/connection';
import type { ConnectionTest } from '../../contract/rest/connection';
import { TestResult } from '../../settings/TestResult';
import type { StepProps } from '../../settings/useSettings';
import { ActionButton } from '../../ui/ActionButton';
import { Problem } from '../../ui/Problem';
import { useAction } from '../../ui/useAction';

type Props = StepProps & { onTested: ( test: ConnectionTest ) => void };

export function KeyStep( { response, onKey, onDone, onTested }: Props ) {
	const { apiKey, mayChangeKey, settings } = response;
	const [ key, setKey ] = useState( '' );
	const [ test, setTest ] = useState< ConnectionTest | null >( null );
	const action = useAction();
	const isFixed = apiKey.source === 'constant' || ! mayChangeKey;

	const testNow = async () => {
		const result = await testConnection();
		setTest( result );
		onTested( result );
		if ( result.ok ) {
			onDone();
		}
	};
	const saveAndTest = async () => {
		setTest( null );
		onKey( await putApiKey( key.trim() ) );
		setKey( '' );
		await testNow();
	};

	return (
		<form
			className="sors-form"
			onSubmit={ ( event ) => {
				event.preventDefault();
				if ( key.trim() !== '' ) {
					void action.run( 'save', saveAndTest );
				}
			} }
		>
			{ isFixed ? (
				<p>
					{ apiKey.source === 'constant'
						? __(
								'The key is set in the configuration of the site (SORS_API_KEY) and can be changed only there.',
								'sors-api-for-woocommerce'
							)
						: __(
								'Only an administrator of this site can enter or change the API key. Ask one of them.',
								'sors-api-for-woocommerce'
							) }
				</p>
			) : (
				<TextControl
					label={ __( 'API key', 'sors-api-for-woocommerce' ) }
					help={ keyHelp( apiKey.set, apiKey.readable ) }
					type="password"
					autoComplete="off"
					spellCheck={ false }
					value={ key }
					onChange={ setKey }
				/>
			) }
			<div className="sors-buttons">
				{ ! isFixed && (
					<ActionButton
						action={ action }
						name="save"
						type="submit"
						variant="primary"
						disabled={ key.trim() === '' }
						onPress={ saveAndTest }
						busyLabel={ __(
							'Testing…',
							'sors-api-for-woocommerce'
						) }
					>
						{ __( 'Save and test', 'sors-api-for-woocommerce' ) }
					</ActionButton>
				) }
				{ apiKey.set && apiKey.readable && (
					<ActionButton
						action={ action }
						name="test"
						onPress={ testNow }
						busyLabel={ __(
							'Testing…',
							'sors-api-for-woocommerce'
						) }
					>
						{ settings.database
							? __( 'Test again', 'sors-api-for-woocommerce' )
							: __( 'Test the key', 'sors-api-for-woocommerce' ) }
					</ActionButton>
				) }
			</div>
			<Problem error={ action.error } />
			<TestResult test={ test } />
		</form>
	);
}

function keyHelp( isSet: boolean, isReadable: boolean ): string {
	if ( isSet && ! isReadable ) {
		return __(
			'The saved key can no longer be read, because the security keys of this site have changed. Enter it once more.',
			'sors-api-for-woocommerce'
		);
	}
	return isSet
		? __(
				'A key is saved. Enter another one to replace it.',
				'sors-api-for-woocommerce'
			)
		: __(
				'You get it from Softkom, who made SORS. It is stored encrypted and never shown again.',
				'sors-api-for-woocommerce'
			);
}
