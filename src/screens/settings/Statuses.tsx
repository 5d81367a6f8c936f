import { __ } from '@wordpress/i18n';
import { useState } from 'react';
import { CheckboxControl } from '../../ui/controls';
import { Field } from './fields';
import { settingLabel } from './labels';
import { useDraft } from './useDraft';

/** At which statuses an order is sent. */
export function Statuses() {
	const { settings, set, response } = useDraft();
	const ticked = settings.exportStatuses;
	const names = response.shop.orderStatuses;
	// One of a plugin that is gone can still be unticked, and stays until the page is left.
	const [ others ] = useState( () =>
		ticked.filter( ( status ) => ! ( status in names ) )
	);
	return (
		<Field name="exportStatuses" isGroup>
			<fieldset>
				<legend>{ settingLabel( 'exportStatuses' ) }</legend>
				<p className="sors-help">
					{ __(
						'Do not tick what is not going to be paid: pending payment, failed and cancelled orders. On hold is right: a bank transfer is on its way.',
						'sors-api-for-woocommerce'
					) }
				</p>
				<div className="sors-grid">
					{ [
						...Object.entries( names ),
						...others.map(
							( status ) => [ status, status ] as const
						),
					].map( ( [ status, name ] ) => (
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
						/>
					) ) }
				</div>
			</fieldset>
		</Field>
	);
}
