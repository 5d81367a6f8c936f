import { __ } from '@wordpress/i18n';
import { CheckboxControl } from '../../ui/controls';
import { Field } from './fields';
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

type Props = { ticked: string[]; onChange: ( ticked: string[] ) => void };

/** The statuses that an order of this shop may have, to be ticked. */
export function StatusBoxes( { ticked, onChange }: Props ) {
	const { response } = useDraft();
	const names: Record< string, string > = {
		// A status of a plugin that is gone can still be unticked.
		...Object.fromEntries( ticked.map( ( status ) => [ status, status ] ) ),
		...response.shop.orderStatuses,
	};
	return (
		<div className="sors-grid">
			{ Object.entries( names ).map( ( [ status, name ] ) => (
				<CheckboxControl
					key={ status }
					label={ name }
					checked={ ticked.includes( status ) }
					onChange={ ( isOn ) =>
						onChange(
							isOn
								? [ ...ticked, status ]
								: ticked.filter( ( other ) => other !== status )
						)
					}
				/>
			) ) }
		</div>
	);
}
