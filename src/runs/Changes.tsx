import { __, sprintf } from '@wordpress/i18n';
import type { RunItem } from '../contract/rest/runs';
import { decimal, isDecimal, shopPrice } from '../ui/format';

/** Field by field from what to what; of a new product just what it gets. No list to a screen reader: on a phone it stands in a row, which may have none. */
export function Changes( {
	item,
}: {
	item: Pick< RunItem, 'action' | 'changes' >;
} ) {
	const isNew = item.action === 'create';
	const changes = item.changes.filter(
		// Its name stands beside it.
		( { field } ) => ! ( isNew && field === 'name' )
	);
	if ( changes.length === 0 ) {
		return null;
	}
	return (
		<div className={ isNew ? 'sors-changes is-new' : 'sors-changes' }>
			{ changes.map( ( { field, from, to }, at ) => (
				// A product may have several changes of pictures.
				<div key={ at }>
					{ isNew || field === 'link'
						? sprintf(
								/* translators: 1: a field, such as "Price"; 2: its value */
								__( '%1$s: %2$s', 'sors-api-for-woocommerce' ),
								fieldLabel( field ),
								valueLabel( field, to )
							)
						: sprintf(
								/* translators: 1: a field, such as "Price"; 2: from; 3: to */
								__(
									'%1$s: %2$s → %3$s',
									'sors-api-for-woocommerce'
								),
								fieldLabel( field ),
								valueLabel( field, from ),
								valueLabel( field, to )
							) }
				</div>
			) ) }
		</div>
	);
}

export function fieldLabel( field: string ): string {
	const labels: Record< string, string > = {
		name: __( 'Name', 'sors-api-for-woocommerce' ),
		description: __( 'Description', 'sors-api-for-woocommerce' ),
		categories: __( 'Categories', 'sors-api-for-woocommerce' ),
		brand: __( 'Brand', 'sors-api-for-woocommerce' ),
		unit: __( 'Unit', 'sors-api-for-woocommerce' ),
		price: __( 'Price', 'sors-api-for-woocommerce' ),
		paid: __( 'What buyers pay', 'sors-api-for-woocommerce' ),
		stock: __( 'Stock', 'sors-api-for-woocommerce' ),
		variationStock: __(
			'Stock of a variation',
			'sors-api-for-woocommerce'
		),
		stockStatus: __( 'Availability', 'sors-api-for-woocommerce' ),
		images: __( 'Images', 'sors-api-for-woocommerce' ),
		status: __( 'Status', 'sors-api-for-woocommerce' ),
		gtin: __( 'Bar code (GTIN)', 'sors-api-for-woocommerce' ),
		virtual: __( 'Service', 'sors-api-for-woocommerce' ),
		taxClass: __( 'Tax class', 'sors-api-for-woocommerce' ),
		vat: __( 'VAT', 'sors-api-for-woocommerce' ),
		link: __( 'Linked with SORS', 'sors-api-for-woocommerce' ),
	};
	return labels[ field ] ?? field;
}

function valueLabel( field: string, value: string | null ): string {
	if ( value === null ) {
		return __( 'none', 'sors-api-for-woocommerce' );
	}
	const figure = FIGURES[ field ];
	return figure && isDecimal( value )
		? figure( value )
		: valueWord( field, value );
}

/** WooCommerce's own words for what it stores in code. */
export function valueWord( field: string, value: string ): string {
	const labels: Record< string, Record< string, string > > = {
		status: {
			publish: __( 'Published', 'sors-api-for-woocommerce' ),
			draft: __( 'Draft', 'sors-api-for-woocommerce' ),
		},
		stockStatus: {
			instock: __( 'In stock', 'sors-api-for-woocommerce' ),
			outofstock: __( 'Out of stock', 'sors-api-for-woocommerce' ),
			onbackorder: __( 'On backorder', 'sors-api-for-woocommerce' ),
		},
		virtual: {
			yes: __( 'yes', 'sors-api-for-woocommerce' ),
			no: __( 'no', 'sors-api-for-woocommerce' ),
		},
	};
	return labels[ field ]?.[ value ] ?? value;
}

const FIGURES: Record< string, ( value: string ) => string > = {
	price: shopPrice,
	paid: shopPrice,
	stock: decimal,
	variationStock: decimal,
};
