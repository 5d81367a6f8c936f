import { __, sprintf } from '@wordpress/i18n';
import { priceTypes, stockModes } from '../../settings/choices';
import { SelectControl } from '../../ui/controls';
import { decimal } from '../../ui/format';
import type { Ownership, Settings } from '../../contract/rest/settings';
import { ChoiceField, NumberField, Field, Group, SwitchField } from './fields';
import {
	missingProducts,
	newProductStatuses,
	fieldName,
	brandOwnerships,
	ownerships,
} from './texts';
import { settingLabel } from './labels';
import { useDraft, vatRates, withEntry } from './useDraft';

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
				help={ __(
					'Only images that came from SORS and that nothing on the site uses any more. Otherwise they are taken off the product and stay in the media library.',
					'sors-api-for-woocommerce'
				) }
			/>
			<ChoiceField
				name="newProductStatus"
				options={ newProductStatuses() }
			/>
			<ChoiceField
				name="missingProducts"
				help={ __(
					'Only after it was missing in two complete syncs in a row. Nothing is ever deleted.',
					'sors-api-for-woocommerce'
				) }
				options={ missingProducts() }
			/>
			<ChoiceField name="priceType" options={ priceTypes() } />
			<SwitchField
				name="wholePrices"
				isCheckbox
				help={ __(
					'Only while the shop shows prices without decimals. Otherwise 116.60 is shown as 117, and three pieces cost 350.',
					'sors-api-for-woocommerce'
				) }
			/>
			<ChoiceField name="stockMode" options={ stockModes() } />
			<TaxClasses />
			<SwitchField
				name="latinSlugs"
				isCheckbox
				help={ __(
					'Products that have an address keep it.',
					'sors-api-for-woocommerce'
				) }
			/>
			<SwitchField name="latinCurrency" isCheckbox />
			<NumberField
				name="safetyLimitPercent"
				help={ __(
					'If a sync would take more of the products on sale out of stock, take them off sale or off a category, re-price them, make them services or remove all their images, or if a scheduled sync would publish more new ones, these changes wait for your approval; everything else is done. It protects the shop from a mistake in SORS. Fewer than 5 products wait only if they are all that is on sale. While a product has a sale price, its regular price waits if it changes by more than this percentage.',
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
	const names = Object.keys( fields ) as Name[];
	return (
		<Field name="fields" isGroup>
			<fieldset>
				<legend>{ settingLabel( 'fields' ) }</legend>
				<p className="sors-help">
					{ __(
						'What is always as in SORS overwrites what somebody changes here.',
						'sors-api-for-woocommerce'
					) }
				</p>
				<div className="sors-grid">
					{ names.map( ( name ) => (
						<SelectControl
							key={ name }
							label={ fieldName( name ) }
							value={ fields[ name ] }
							options={
								name === 'brand'
									? brandOwnerships()
									: ownerships()
							}
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

const BY_ITSELF = 'by-itself';

function TaxClasses() {
	const { settings, set, response } = useDraft();
	const { taxClasses, usualTaxClasses, taxesEnabled } = response.shop;
	const map = settings.taxClassByVatRate;
	if ( ! taxesEnabled && Object.keys( map ).length === 0 ) {
		return null;
	}
	const usual = ( rate: string ): string => {
		const name = taxClasses[ usualTaxClasses[ rate ] ?? 'none' ];
		return name
			? sprintf(
					/* translators: %s: name of a tax class */
					__( 'As usual: %s', 'sors-api-for-woocommerce' ),
					name
				)
			: __( 'As the product has it', 'sors-api-for-woocommerce' );
	};
	return (
		<Field name="taxClassByVatRate" isGroup>
			<fieldset>
				<legend>{ settingLabel( 'taxClassByVatRate' ) }</legend>
				<p className="sors-help">
					{ __(
						'WooCommerce works out the tax of an order by the tax class of its products.',
						'sors-api-for-woocommerce'
					) }
				</p>
				<div className="sors-grid">
					{ vatRates( settings, response.shop ).map( ( rate ) => (
						<SelectControl
							key={ rate }
							label={ sprintf(
								/* translators: %s: VAT rate, such as 20 */
								__( 'VAT %s %%', 'sors-api-for-woocommerce' ),
								decimal( rate )
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
