import type { Settings } from '../../contract/rest/settings';

export type Page = '' | 'products' | 'orders' | 'maintenance';

/** Settings that are not on the page of the connection, which comes first. */
const ON_OTHER_PAGES: Record< Exclude< Page, '' >, ( keyof Settings )[] > = {
	products: [
		'priceType',
		'wholePrices',
		'stockMode',
		'newProductStatus',
		'missingProducts',
		'fields',
		'deleteUnusedImages',
		'taxClassByVatRate',
		'latinSlugs',
		'latinCurrency',
		'safetyLimitPercent',
		'schedule',
		'fullStockHours',
	],
	orders: [
		'exportOrders',
		'sendToTestDatabase',
		'exportStatuses',
		'documentKind',
		'documentKindCompany',
		'paymentMethodMap',
		'paidByGateway',
		'customerMode',
		'singleCustomerCode',
		'vatFieldKey',
		'shippingItemCode',
		'feeItemCode',
		'shippingItemByVatRate',
		'feeItemByVatRate',
		'unmappedLines',
		'discountOnSaleItems',
	],
	maintenance: [
		'retentionDays',
		'alertEmail',
		'serbianScript',
		'detailedLog',
		'removeAllData',
	],
};

const OTHERS = Object.keys( ON_OTHER_PAGES ) as Exclude< Page, '' >[];

export const pageNamed = ( name: string ): Page =>
	OTHERS.find( ( page ) => page === name ) ?? '';

/** The page that a setting is on. */
export const pageOf = ( setting: string ): Page =>
	OTHERS.find( ( page ) =>
		ON_OTHER_PAGES[ page ].some( ( name ) => name === setting )
	) ?? '';
