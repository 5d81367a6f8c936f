import { __ } from '@wordpress/i18n';
import { priceTypes, stockModes } from '../../settings/choices';
import { FieldOwnership } from './FieldOwnership';
import { ChoiceField, NumberField } from './fields';
import { Group } from './Group';
import { TaxClasses } from './TaxClasses';
import { missingProducts, newProductStatuses } from './texts';

/** What a sync may do to products. */
export function ProductsGroup() {
	return (
		<Group
			id="products"
			title={ __( 'Products', 'sors-api-for-woocommerce' ) }
		>
			<FieldOwnership />
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
					'A sync that would take more products out of stock, hide or re-price them stops and waits for your approval. It protects the shop from a mistake in SORS. Fewer than 10 products never stop it.',
					'sors-api-for-woocommerce'
				) }
				min={ 1 }
				max={ 100 }
			/>
		</Group>
	);
}
