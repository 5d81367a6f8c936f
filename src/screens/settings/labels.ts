import { __ } from '@wordpress/i18n';
import type { Settings } from '../../contract/rest/settings';

/** What a setting is called on this screen; one that it does not know keeps its name. */
export function settingLabel( name: string ): string {
	const labels: Record< keyof Settings, string > = {
		database: __( 'Database', 'sors-api-for-woocommerce' ),
		businessUnitIds: __( 'Business units', 'sors-api-for-woocommerce' ),
		priceBusinessUnitId: __(
			'Prices come from',
			'sors-api-for-woocommerce'
		),
		documentBusinessUnitId: __(
			'Orders are booked to',
			'sors-api-for-woocommerce'
		),
		documentKind: __(
			'In SORS, an order becomes',
			'sors-api-for-woocommerce'
		),
		documentKindCompany: __(
			'An order of a company becomes',
			'sors-api-for-woocommerce'
		),
		exportOrders: __( 'Send orders to SORS', 'sors-api-for-woocommerce' ),
		sendToTestDatabase: __(
			'All buyers of this test site are invented: send its orders to the test database',
			'sors-api-for-woocommerce'
		),
		exportStatuses: __(
			'An order is sent once it is',
			'sors-api-for-woocommerce'
		),
		priceType: __( 'Prices in the shop', 'sors-api-for-woocommerce' ),
		wholePrices: __(
			'Round prices from SORS to whole dinars',
			'sors-api-for-woocommerce'
		),
		stockMode: __( 'Stock in the shop', 'sors-api-for-woocommerce' ),
		newProductStatus: __( 'New products are', 'sors-api-for-woocommerce' ),
		missingProducts: __(
			'A product that is gone from SORS becomes',
			'sors-api-for-woocommerce'
		),
		fields: __(
			'What a sync writes to products that are in the shop already',
			'sors-api-for-woocommerce'
		),
		deleteUnusedImages: __(
			'Delete images that SORS no longer has from the media library',
			'sors-api-for-woocommerce'
		),
		taxClassByVatRate: __(
			'Tax class for each VAT rate of SORS',
			'sors-api-for-woocommerce'
		),
		customerMode: __(
			'The customer on the document is',
			'sors-api-for-woocommerce'
		),
		singleCustomerCode: __(
			'SORS code of the fixed customer',
			'sors-api-for-woocommerce'
		),
		vatFieldKey: __(
			'Field of the order with the PIB',
			'sors-api-for-woocommerce'
		),
		shippingItemCode: __(
			'Service in SORS for shipping',
			'sors-api-for-woocommerce'
		),
		feeItemCode: __(
			'Service in SORS for fees',
			'sors-api-for-woocommerce'
		),
		shippingItemByVatRate: __(
			'Services for shipping by VAT rate',
			'sors-api-for-woocommerce'
		),
		feeItemByVatRate: __(
			'Services for fees by VAT rate',
			'sors-api-for-woocommerce'
		),
		unmappedLines: __(
			'If a product of an order has no item in SORS',
			'sors-api-for-woocommerce'
		),
		schedule: __(
			'A sync starts automatically',
			'sors-api-for-woocommerce'
		),
		fullStockHours: __(
			'Read the whole stock at least every so many hours',
			'sors-api-for-woocommerce'
		),
		safetyLimitPercent: __(
			'Ask me before more than this share of products changes (%)',
			'sors-api-for-woocommerce'
		),
		retentionDays: __(
			'Keep what was sent for this many days',
			'sors-api-for-woocommerce'
		),
		alertEmail: __(
			'Write to this e-mail when something needs me',
			'sors-api-for-woocommerce'
		),
		serbianScript: __( 'Serbian script', 'sors-api-for-woocommerce' ),
		latinCurrency: __(
			'Write RSD instead of рсд',
			'sors-api-for-woocommerce'
		),
		latinSlugs: __(
			'Latin addresses for new products with Cyrillic names',
			'sors-api-for-woocommerce'
		),
		detailedLog: __( 'Detailed log', 'sors-api-for-woocommerce' ),
		removeAllData: __(
			'Remove all data when the plugin is deleted',
			'sors-api-for-woocommerce'
		),
		discountOnSaleItems: __(
			'Standing discounts also on goods that are on sale',
			'sors-api-for-woocommerce'
		),
		paymentMethodMap: __(
			'Payment method in SORS',
			'sors-api-for-woocommerce'
		),
		paidByGateway: __( 'Counts as paid', 'sors-api-for-woocommerce' ),
	};
	return labels[ name as keyof Settings ] ?? name;
}
