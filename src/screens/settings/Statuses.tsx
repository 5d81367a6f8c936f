import { __ } from '@wordpress/i18n';
import { Field } from './fields';
import { StatusBoxes } from './StatusBoxes';
import { useDraft } from './useDraft';

/** At which statuses an order is sent. */
export function Statuses() {
	const { settings, set } = useDraft();
	return (
		<Field name="exportStatuses">
			<fieldset>
				<legend>
					{ __(
						'An order is sent once it is',
						'sors-api-for-woocommerce'
					) }
				</legend>
				<p className="sors-help">
					{ __(
						'Orders that were never paid or were cancelled should not be ticked.',
						'sors-api-for-woocommerce'
					) }
				</p>
				<StatusBoxes
					ticked={ settings.exportStatuses }
					onChange={ ( ticked ) => set( 'exportStatuses', ticked ) }
				/>
			</fieldset>
		</Field>
	);
}
