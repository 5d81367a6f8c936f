import { CheckboxControl } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { Field } from './fields';
import { useDraft } from './useDraft';

/** At which statuses an order is sent. */
export function Statuses() {
	const { settings, set, response } = useDraft();
	const ticked = settings.exportStatuses;
	const names: Record< string, string > = {
		// A status of a plugin that is gone can still be unticked.
		...Object.fromEntries( ticked.map( ( status ) => [ status, status ] ) ),
		...response.shop.orderStatuses,
	};
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
				<div className="sors-grid">
					{ Object.entries( names ).map( ( [ status, name ] ) => (
						<CheckboxControl
							key={ status }
							label={ name }
							checked={ ticked.includes( status ) }
							onChange={ ( isOn ) =>
								set(
									'exportStatuses',
									isOn
										? [ ...ticked, status ]
										: ticked.filter(
												( other ) => other !== status
											)
								)
							}
							__nextHasNoMarginBottom
						/>
					) ) }
				</div>
			</fieldset>
		</Field>
	);
}
