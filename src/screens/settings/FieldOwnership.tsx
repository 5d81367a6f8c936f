import { SelectControl } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import type { Ownership, Settings } from '../../contract/rest/settings';
import { Field } from './fields';
import { fieldName, ownerships } from './texts';
import { useDraft } from './useDraft';

type Name = keyof Settings[ 'fields' ];

/** Who has the last word on each part of a product. */
export function FieldOwnership() {
	const { settings, set } = useDraft();
	const { fields } = settings;
	return (
		<Field name="fields">
			<fieldset>
				<legend>
					{ __(
						'What a sync writes to products that are in the shop already',
						'sors-api-for-woocommerce'
					) }
				</legend>
				<p className="sors-help">
					{ __(
						'What is always as in SORS overwrites what somebody changes here.',
						'sors-api-for-woocommerce'
					) }
				</p>
				<div className="sors-grid">
					{ ( Object.keys( fields ) as Name[] ).map( ( name ) => (
						<SelectControl
							key={ name }
							label={ fieldName( name ) }
							value={ fields[ name ] }
							options={ ownerships() }
							onChange={ ( value ) =>
								set( 'fields', {
									...fields,
									[ name ]: value as Ownership,
								} )
							}
							__next40pxDefaultSize
							__nextHasNoMarginBottom
						/>
					) ) }
				</div>
			</fieldset>
		</Field>
	);
}
