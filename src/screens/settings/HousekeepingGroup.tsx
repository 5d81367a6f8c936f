import { __ } from '@wordpress/i18n';
import { NumberField, TextField } from './fields';
import { Group } from './Group';

export function HousekeepingGroup() {
	return (
		<Group
			id="housekeeping"
			title={ __( 'Housekeeping', 'sors-api-for-woocommerce' ) }
		>
			<NumberField
				name="retentionDays"
				label={ __(
					'Keep what was sent for this many days',
					'sors-api-for-woocommerce'
				) }
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
				label={ __(
					'Write to this e-mail when something needs me',
					'sors-api-for-woocommerce'
				) }
				help={ __(
					'Left empty, the administrator of the site is written to.',
					'sors-api-for-woocommerce'
				) }
				maxLength={ 254 }
			/>
		</Group>
	);
}
