import { __ } from '@wordpress/i18n';
import { downloadSupportFile } from '../../api/connection';
import { ActionButton } from '../../ui/ActionButton';
import { Problem } from '../../ui/Problem';
import { useAction } from '../../ui/useAction';
import {
	NumberField,
	SelectField,
	TextField,
	SwitchField,
	Group,
} from './fields';
import { serbianScripts } from './texts';

export function MaintenanceGroup() {
	return (
		<Group
			id="maintenance"
			title={ __( 'Maintenance', 'sors-api-for-woocommerce' ) }
		>
			<NumberField
				name="retentionDays"
				help={ __(
					'Afterwards the names and addresses in it are erased here. The documents in SORS stay.',
					'sors-api-for-woocommerce'
				) }
				min={ 1 }
				max={ 3650 }
			/>
			<TextField
				name="alertEmail"
				type="email"
				help={ __(
					'Left empty, the administrator of the site is written to.',
					'sors-api-for-woocommerce'
				) }
				maxLength={ 254 }
			/>
			<SelectField
				name="serbianScript"
				help={ __(
					'For this plugin’s own texts, also those that buyers see and those on documents in SORS. Reload the page to see it here.',
					'sors-api-for-woocommerce'
				) }
				options={ serbianScripts() }
			/>
			<SwitchField
				name="removeAllData"
				isCheckbox
				help={ __(
					'Left off, only the API key and the buyers’ data are removed: once it is installed again, the plugin goes on where it was. Products, orders and documents in SORS stay in any case.',
					'sors-api-for-woocommerce'
				) }
			/>
		</Group>
	);
}

export function SupportGroup() {
	const action = useAction();
	return (
		<Group
			id="support"
			title={ __( 'Support', 'sors-api-for-woocommerce' ) }
		>
			<SwitchField
				name="detailedLog"
				isCheckbox
				help={ __(
					'Each request to SORS is written to WooCommerce → Status → Logs, with the API key and all data of buyers masked. Switch it on only while you look for the cause of a problem.',
					'sors-api-for-woocommerce'
				) }
			/>
			<Problem error={ action.error } />
			<div className="sors-buttons">
				<ActionButton
					action={ action }
					name="support"
					busyLabel={ __(
						'Downloading…',
						'sors-api-for-woocommerce'
					) }
					onPress={ downloadSupportFile }
				>
					{ __(
						'Download the support file',
						'sors-api-for-woocommerce'
					) }
				</ActionButton>
				<p className="sors-help">
					{ __(
						'Read it, then send it to the person who helps you: it holds versions, settings and the last lines of the log. The plugin puts neither the API key nor data of buyers in; error messages of other plugins stand in it as they are.',
						'sors-api-for-woocommerce'
					) }
				</p>
			</div>
		</Group>
	);
}
