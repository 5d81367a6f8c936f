import { SelectControl } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import { withEntry } from './draft';
import { Field } from './fields';
import { useDraft } from './useDraft';

/** What WooCommerce's own classes mean in Serbia: used for a rate that is not mapped here. */
const USUAL: Record< string, string > = {
	20: '',
	10: 'reduced-rate',
	0: 'zero-rate',
};
const RATES = [ '20', '10', '0' ];
const BY_ITSELF = 'by-itself';

export function TaxClasses() {
	const { settings, set, response } = useDraft();
	const { taxClasses, taxesEnabled } = response.shop;
	const map = settings.taxClassByVatRate;
	const rates = [
		...RATES,
		...Object.keys( map ).filter( ( rate ) => ! RATES.includes( rate ) ),
	];
	if ( ! taxesEnabled && Object.keys( map ).length === 0 ) {
		return null;
	}
	const usual = ( rate: string ): string => {
		const name = taxClasses[ USUAL[ rate ] ?? 'none' ];
		return name
			? sprintf(
					/* translators: %s: name of a tax class */
					__( 'As usual: %s', 'sors-api-for-woocommerce' ),
					name
				)
			: __( 'As the product has it', 'sors-api-for-woocommerce' );
	};
	return (
		<Field name="taxClassByVatRate">
			<fieldset>
				<legend>
					{ __(
						'Tax class for each VAT rate of SORS',
						'sors-api-for-woocommerce'
					) }
				</legend>
				<p className="sors-help">
					{ __(
						'WooCommerce works out the tax of an order by the tax class of its products.',
						'sors-api-for-woocommerce'
					) }
				</p>
				<div className="sors-grid">
					{ rates.map( ( rate ) => (
						<SelectControl
							key={ rate }
							label={ sprintf(
								/* translators: %s: VAT rate, such as 20 */
								__( 'VAT %s %%', 'sors-api-for-woocommerce' ),
								rate
							) }
							value={ map[ rate ] ?? BY_ITSELF }
							options={ [
								{ value: BY_ITSELF, label: usual( rate ) },
								...Object.entries( taxClasses ).map(
									( [ value, label ] ) => ( { value, label } )
								),
							] }
							onChange={ ( value ) =>
								set(
									'taxClassByVatRate',
									withEntry(
										map,
										rate,
										value === BY_ITSELF ? undefined : value
									)
								)
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
