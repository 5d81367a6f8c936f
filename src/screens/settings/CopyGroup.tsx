import { FormFileUpload } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { useState } from 'react';
import { compareSettings, downloadSettings } from '../../api/connection';
import { Refused } from '../../api/errors';
import type { SettingsDifference } from '../../contract/rest/settings';
import type { StepProps } from '../../settings/useSettings';
import { ActionButton } from '../../ui/ActionButton';
import { Confirm } from '../../ui/Confirm';
import { Button, Notice } from '../../ui/controls';
import { Problem } from '../../ui/Problem';
import { useAction } from '../../ui/useAction';
import { Difference } from './Difference';
import { Group } from './fields';
import { settingLabel } from './labels';
import { unsavedIsLost } from './texts';
import { difference, useDraft } from './useDraft';

/** What was said of the last file: another database mounts the form again, and that must stay. */
export type Copied = { said: string; onSaid: ( sentence: string ) => void };

/** For agencies: what was set up once is taken over elsewhere, as `wp sors settings` does it. */
export function CopyGroup( {
	save,
	said,
	onSaid: setSaid,
}: Pick< StepProps, 'save' > & Copied ) {
	const action = useAction();
	const { changed } = useDraft();
	const [ found, setFound ] = useState< SettingsDifference | null >( null );

	const compare = async ( file: File ) => {
		setSaid( '' );
		const answer = await compareSettings( await file.text() );
		if ( Object.keys( answer.after ).length > 0 ) {
			setFound( answer );
		} else {
			setSaid(
				[
					answer.leftOut,
					__(
						'The shop has these settings already.',
						'sors-api-for-woocommerce'
					),
				]
					.filter( Boolean )
					.join( ' ' )
			);
		}
	};
	const apply = async ( { before, after }: SettingsDifference ) => {
		await save( difference( before, after ) );
		setSaid(
			__( 'The settings are changed.', 'sors-api-for-woocommerce' )
		);
	};

	return (
		<Group
			id="copy"
			title={ __(
				'Copy settings to another shop',
				'sors-api-for-woocommerce'
			) }
		>
			<p className="sors-help">
				{ __(
					'The file holds all settings but the e-mail address above, whether orders are sent, and whether all data is removed with the plugin. The API key is not in it.',
					'sors-api-for-woocommerce'
				) }
			</p>
			<div>
				<WhatIsWrong error={ action.error } />
				<div role="status">
					{ said !== '' && <p className="sors-said">{ said }</p> }
				</div>
				<div className="sors-buttons">
					<ActionButton
						action={ action }
						name="export"
						busyLabel={ __(
							'Downloading…',
							'sors-api-for-woocommerce'
						) }
						onPress={ downloadSettings }
					>
						{ __(
							'Download the settings',
							'sors-api-for-woocommerce'
						) }
					</ActionButton>
					<FormFileUpload
						accept="application/json,.json"
						// The same file may be chosen again, once it was corrected.
						onClick={ ( { currentTarget } ) => {
							currentTarget.value = '';
						} }
						onChange={ ( { currentTarget } ) => {
							const file = currentTarget.files?.[ 0 ];
							if ( file ) {
								void action.run( 'compare', () =>
									compare( file )
								);
							}
						} }
						render={ ( { openFileDialog } ) => (
							<Button
								variant="secondary"
								isBusy={ action.busy === 'compare' }
								disabled={ action.busy !== null }
								accessibleWhenDisabled
								onClick={ openFileDialog }
							>
								{ __(
									'Take over settings from a file',
									'sors-api-for-woocommerce'
								) }
							</Button>
						) }
					/>
				</div>
			</div>
			{ found && (
				<Confirm
					title={ __(
						'Change these settings?',
						'sors-api-for-woocommerce'
					) }
					yes={ __(
						'Change the settings',
						'sors-api-for-woocommerce'
					) }
					onYes={ () =>
						void action.run( 'apply', () => apply( found ) )
					}
					onClose={ () => setFound( null ) }
				>
					{ 'database' in found.after && changed.length > 0 && (
						<p>{ unsavedIsLost() }</p>
					) }
					<Difference { ...found } />
				</Confirm>
			) }
		</Group>
	);
}

/** What the server has against single settings, which may have no field here. */
function WhatIsWrong( { error }: { error: unknown } ) {
	const fields = error instanceof Refused ? error.fields : {};
	const named = Object.entries( fields ).filter(
		( [ name ] ) => name !== ''
	);
	return named.length === 0 ? (
		<Problem error={ error } />
	) : (
		<Notice status="error" politeness="assertive">
			<p>{ __( 'Nothing was changed.', 'sors-api-for-woocommerce' ) }</p>
			<ul className="sors-difference">
				{ named.map( ( [ name, sentence ] ) => (
					<li key={ name }>
						{ settingLabel( name ) }: { sentence }
					</li>
				) ) }
			</ul>
		</Notice>
	);
}
