import { TextControl } from '../../ui/controls';
import { useState } from 'react';
import { __ } from '@wordpress/i18n';
import { putApiKey, testConnection } from '../../api/connection';
import type { ConnectionTest } from '../../contract/rest/connection';
import { TestResult } from '../../settings/TestResult';
import {
	fieldProblems,
	isSaidAtFields,
	type StepProps,
} from '../../settings/useSettings';
import { ActionButton } from '../../ui/ActionButton';
import { Field, Problem, useFocusOnWrong } from '../../ui/Problem';
import { useAction } from '../../ui/useAction';
import { FIELDS } from './steps';

type Props = StepProps & { onTested: ( test: ConnectionTest | null ) => void };

export function KeyStep( { response, onKey, onDone, onTested }: Props ) {
	const { apiKey, mayChangeKey, settings } = response;
	const [ key, setKey ] = useState( '' );
	const [ warning, setWarning ] = useState< string | null >( null );
	const [ test, setTest ] = useState< ConnectionTest | null >( null );
	const action = useAction();
	const isFixed = apiKey.source === 'constant' || ! mayChangeKey;
	const form = useFocusOnWrong< HTMLFormElement >( action.error );

	const testNow = async () => {
		setWarning( null );
		const result = await testConnection();
		setTest( result );
		onTested( result );
		// Where SORS cannot list its databases, the key is tried together with one in the next step.
		if ( result.ok || result.problem?.code === 'no_database' ) {
			onDone();
		}
	};
	const saveAndTest = async () => {
		setTest( null );
		setWarning( null );
		// Refused or not tried yet, what was typed stays: it may have to be corrected.
		const saved = await putApiKey( key.trim() );
		onKey( saved.apiKey );
		if ( saved.warning === null ) {
			setKey( '' );
			await testNow();
		} else {
			setWarning( saved.warning );
			// What the former key brought says nothing of this one.
			onTested( null );
		}
	};

	return (
		<form
			ref={ form }
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
				<Field
					problems={
						warning
							? [ { severity: 'warning', message: warning } ]
							: fieldProblems( 'apiKey', action.error, response )
					}
				>
					<TextControl
						label={ __( 'API key', 'sors-api-for-woocommerce' ) }
						help={ keyHelp( apiKey.set, apiKey.readable ) }
						type="password"
						autoComplete="off"
						spellCheck={ false }
						value={ key }
						onChange={ setKey }
					/>
				</Field>
			) }
			<div className="sors-buttons">
				{ ! isFixed && (
					<ActionButton
						action={ action }
						name="save"
						type="submit"
						variant="primary"
						disabled={ key.trim() === '' }
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
			{ ! isSaidAtFields( action.error, FIELDS.key ) && (
				<Problem error={ action.error } />
			) }
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
				'You get it from Softkom, who made SORS. It is stored encrypted; afterwards only its last four characters are shown.',
				'sors-api-for-woocommerce'
			);
}
