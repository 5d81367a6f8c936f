import { __, sprintf } from '@wordpress/i18n';
import { priceTypes, stockModes } from '../../settings/choices';
import { SelectControl } from '../../ui/controls';
import type { Ownership, Settings } from '../../contract/rest/settings';
import { ChoiceField, NumberField, Field, Group, SwitchField } from './fields';
import {
	missingProducts,
	newProductStatuses,
	fieldName,
	ownerships,
} from './texts';
import { useDraft, withEntry } from './useDraft';

/** What a sync may do to products. */
export function ProductsGroup() {
	return (
		<Group
			id="products"
			title={ __( 'Products', 'sors-api-for-woocommerce' ) }
		>
			<FieldOwnership />
			<SwitchField
				name="deleteUnusedImages"
				isCheckbox
				label={ __(
					'Delete pictures that SORS no longer has from the media library',
					'sors-api-for-woocommerce'
				) }
				help={ __(
					'Only pictures that came from SORS and that nothing on the site uses any more. Otherwise they are taken off the product and stay in the media library.',
					'sors-api-for-woocommerce'
				) }
			/>
			<ChoiceField
				name="newProductStatus"
				label={ __( 'New products are', 'sors-api-for-woocommerce' ) }
				options={ newProductStatuses() }
			/>
			<ChoiceField
				name="missingProducts"
				label={ __(
					'A product that is gone from SORS becomes',
					'sors-api-for-woocommerce'
				) }
				help={ __(
					'Only after it was missing in two complete syncs in a row. Nothing is ever deleted.',
					'sors-api-for-woocommerce'
				) }
				options={ missingProducts() }
			/>
			<ChoiceField
				name="priceType"
				label={ __( 'Prices in the shop', 'sors-api-for-woocommerce' ) }
				options={ priceTypes() }
			/>
			<ChoiceField
				name="stockMode"
				label={ __( 'Stock in the shop', 'sors-api-for-woocommerce' ) }
				options={ stockModes() }
			/>
			<TaxClasses />
			<NumberField
				name="safetyLimitPercent"
				label={ __(
					'Ask me before more than this share of products changes (%)',
					'sors-api-for-woocommerce'
				) }
				help={ __(
					'If a sync would take more products out of stock, take them off sale, re-price them or remove all their pictures, these changes wait for your approval; everything else is done. It protects the shop from a mistake in SORS. Fewer than 10 products never wait.',
					'sors-api-for-woocommerce'
				) }
				min={ 1 }
				max={ 100 }
			/>
		</Group>
	);
}

type Name = keyof Settings[ 'fields' ];

/** Who has the last word on each part of a product. */
function FieldOwnership() {
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
						/>
					) ) }
				</div>
			</fieldset>
		</Field>
	);
}

/** What WooCommerce's own classes mean in Serbia: used for a rate that is not mapped here. */
const USUAL: Record< string, string > = {
	20: '',
	10: 'reduced-rate',
	0: 'zero-rate',
};
const RATES = [ '20', '10', '0' ];
const BY_ITSELF = 'by-itself';

function TaxClasses() {
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
						/>
					) ) }
				</div>
			</fieldset>
		</Field>
	);
}
