import { __, sprintf } from '@wordpress/i18n';
import type { RunKind } from '../../contract/rest/runs';
import {
	type paidBy,
	type paymentMethod,
	type BrandOwnership,
	type Ownership,
	type Settings,
	type SettingsResponse,
} from '../../contract/rest/settings';

/** The words for what a setting may be. */
export const ownerships = (): { value: Ownership; label: string }[] => [
	{
		value: 'always',
		label: __( 'Always as in SORS', 'sors-api-for-woocommerce' ),
	},
	{
		value: 'create',
		label: __( 'Only for new products', 'sors-api-for-woocommerce' ),
	},
	{
		value: 'never',
		label: __( 'Never: the shop decides', 'sors-api-for-woocommerce' ),
	},
];

export const brandOwnerships = (): {
	value: BrandOwnership;
	label: string;
}[] => [
	...ownerships(),
	{
		value: 'category',
		label: __( 'No brand: another category', 'sors-api-for-woocommerce' ),
	},
];

/** Asked before another database is chosen. */
export const unsavedIsLost = (): string =>
	__(
		'Your changes that are not saved yet will be lost: another database has other units.',
		'sors-api-for-woocommerce'
	);

export const fieldName = ( field: keyof Settings[ 'fields' ] ): string =>
	( {
		name: __( 'Name', 'sors-api-for-woocommerce' ),
		description: __( 'Description', 'sors-api-for-woocommerce' ),
		categories: __( 'Categories', 'sors-api-for-woocommerce' ),
		brand: __( 'Brand (second group in SORS)', 'sors-api-for-woocommerce' ),
		price: __( 'Price', 'sors-api-for-woocommerce' ),
		stock: __( 'Stock', 'sors-api-for-woocommerce' ),
		images: __( 'Images', 'sors-api-for-woocommerce' ),
		status: __( 'Draft or published', 'sors-api-for-woocommerce' ),
	} )[ field ];

export const newProductStatuses = () => [
	{
		value: 'draft' as const,
		label: __( 'Draft', 'sors-api-for-woocommerce' ),
		description: __(
			'Customers see a new product only after you publish it.',
			'sors-api-for-woocommerce'
		),
	},
	{
		value: 'publish' as const,
		label: __( 'Published', 'sors-api-for-woocommerce' ),
		description: __(
			'New products are for sale as soon as they have a price and stock. Services come in as drafts.',
			'sors-api-for-woocommerce'
		),
	},
];

export const missingProducts = () => [
	{
		value: 'outOfStock' as const,
		label: __( 'Out of stock', 'sors-api-for-woocommerce' ),
		description: __(
			'Its page stays, but it cannot be bought.',
			'sors-api-for-woocommerce'
		),
	},
	{
		value: 'draft' as const,
		label: __( 'Draft', 'sors-api-for-woocommerce' ),
		description: __(
			'It disappears from the shop; you can publish it again.',
			'sors-api-for-woocommerce'
		),
	},
	{
		value: 'leave' as const,
		label: __( 'Left as it is', 'sors-api-for-woocommerce' ),
		description: __(
			'It stays for sale with its last stock, though SORS no longer has it.',
			'sors-api-for-woocommerce'
		),
	},
];

export const customerModes = () => [
	{
		value: 'perBuyer' as const,
		label: __( 'A customer for each buyer', 'sors-api-for-woocommerce' ),
		description: __(
			'Found by PIB or e-mail, and created in SORS when missing.',
			'sors-api-for-woocommerce'
		),
	},
	{
		value: 'single' as const,
		label: __(
			'One fixed customer for all orders',
			'sors-api-for-woocommerce'
		),
		description: __(
			'For retail: no buyer is entered into SORS by name, and the debt of all is on one account.',
			'sors-api-for-woocommerce'
		),
	},
];

export const unmappedLines = () => [
	{
		value: 'refuse' as const,
		label: __( 'The order is refused', 'sors-api-for-woocommerce' ),
		description: __(
			'It waits until you have linked the product with an item of SORS.',
			'sors-api-for-woocommerce'
		),
	},
	{
		value: 'named' as const,
		label: __( 'It is sent by its name', 'sors-api-for-woocommerce' ),
		description: __(
			'The document has a line without an item: SORS takes nothing off stock for it, and may refuse it.',
			'sors-api-for-woocommerce'
		),
	},
];

export const paymentMethodName = (
	method: ( typeof paymentMethod.options )[ number ]
): string =>
	( {
		cashOnDelivery: __( 'Cash on delivery', 'sors-api-for-woocommerce' ),
		bankTransfer: __( 'Bank transfer', 'sors-api-for-woocommerce' ),
		card: __( 'Card', 'sors-api-for-woocommerce' ),
		cash: __( 'Cash', 'sors-api-for-woocommerce' ),
		cheque: __( 'Cheque', 'sors-api-for-woocommerce' ),
		other: __( 'Other', 'sors-api-for-woocommerce' ),
	} )[ method ] ?? method;

export const paidByName = ( by: ( typeof paidBy.options )[ number ] ): string =>
	( {
		payment: __( 'When WooCommerce says so', 'sors-api-for-woocommerce' ),
		completion: __(
			'Once the order is completed',
			'sors-api-for-woocommerce'
		),
		never: __( 'Never: on credit', 'sors-api-for-woocommerce' ),
	} )[ by ] ?? by;

/** Of one whose plugin is gone, WooCommerce tells no name. */
export function gatewayName(
	{ paymentGateways }: SettingsResponse[ 'shop' ],
	id: string,
	isOff = false
): string {
	const name = paymentGateways[ id ];
	if ( name === undefined ) {
		return sprintf(
			/* translators: %s: id of a way to pay, such as "bacs" */
			__( '%s (no longer there)', 'sors-api-for-woocommerce' ),
			id
		);
	}
	return isOff
		? sprintf(
				/* translators: %s: name of a way to pay */
				__( '%s (switched off)', 'sors-api-for-woocommerce' ),
				name
			)
		: name;
}

export const serbianScripts = () => [
	{
		value: 'site' as const,
		label: __( 'As the site', 'sors-api-for-woocommerce' ),
	},
	{
		value: 'latin' as const,
		label: __( 'Latin', 'sors-api-for-woocommerce' ),
	},
	{
		value: 'cyrillic' as const,
		label: __( 'Cyrillic', 'sors-api-for-woocommerce' ),
	},
];

export const scheduleLabel = ( kind: RunKind ): string =>
	( {
		catalog: __(
			'Catalogue: products and categories',
			'sors-api-for-woocommerce'
		),
		stock: __( 'Stock and prices', 'sors-api-for-woocommerce' ),
		images: __( 'Images', 'sors-api-for-woocommerce' ),
	} )[ kind ];

export const DAILY = 'daily';

export const rhythms = () => [
	{
		value: 'off',
		label: __( 'Never: only by hand', 'sors-api-for-woocommerce' ),
	},
	{
		value: '15min',
		label: __( 'Every 15 minutes', 'sors-api-for-woocommerce' ),
	},
	{
		value: 'hourly',
		label: __( 'Every hour', 'sors-api-for-woocommerce' ),
	},
	{
		value: 'twicedaily',
		label: __( 'Twice a day', 'sors-api-for-woocommerce' ),
	},
	{
		value: DAILY,
		label: __( 'Every day at…', 'sors-api-for-woocommerce' ),
	},
];
