import { __ } from '@wordpress/i18n';
import type { DocumentKind, Settings } from '../contract/rest/settings';

type Choice< Value > = { value: Value; label: string; description: string };

/** What each document does to stock and debt in SORS, in one sentence. */
export const documentKinds = (): Choice< DocumentKind >[] => [
	{
		value: 'reservation',
		label: __( 'Reservation', 'sors-api-for-woocommerce' ),
		description: __(
			'Sets the goods aside: less is available, stock on hand and debt stay as they are until you make the receipt or the invoice from it.',
			'sors-api-for-woocommerce'
		),
	},
	{
		value: 'invoiceDeliveryNote',
		label: __( 'Invoice-delivery note', 'sors-api-for-woocommerce' ),
		description: __(
			'Takes the goods off stock at once and adds the amount to what the customer owes. It cannot be copied into the till: no receipt can be made from it.',
			'sors-api-for-woocommerce'
		),
	},
	{
		value: 'invoice',
		label: __( 'Invoice', 'sors-api-for-woocommerce' ),
		description: __(
			'Adds the amount to what the customer owes; its goods leave stock only by a delivery note that you make from it in SORS. It cannot be copied into the till: no receipt can be made from it.',
			'sors-api-for-woocommerce'
		),
	},
	{
		value: 'deliveryNote',
		label: __( 'Delivery note', 'sors-api-for-woocommerce' ),
		description: __(
			'Takes the goods off stock at once and adds nothing to what the customer owes.',
			'sors-api-for-woocommerce'
		),
	},
];

/** The same for buyers with a PIB. */
export const companyKinds = () => [
	{
		value: '' as const,
		label: __( 'The same as for consumers', 'sors-api-for-woocommerce' ),
	},
	...documentKinds().map( ( { value, label } ) => ( { value, label } ) ),
];

export const companyKindHelp = (): string =>
	__(
		'For orders with a PIB. SORS sends invoices and invoice-delivery notes to companies as e-invoices (SEF).',
		'sors-api-for-woocommerce'
	);

export const priceTypes = (): Choice< Settings[ 'priceType' ] >[] => [
	{
		value: 'withVat',
		label: __( 'Prices with VAT', 'sors-api-for-woocommerce' ),
		description: __(
			'What a consumer pays, as on a price tag.',
			'sors-api-for-woocommerce'
		),
	},
	{
		value: 'withoutVat',
		label: __( 'Prices without VAT', 'sors-api-for-woocommerce' ),
		description: __(
			'For shops where WooCommerce adds the tax to the price.',
			'sors-api-for-woocommerce'
		),
	},
];

export const stockModes = (): Choice< Settings[ 'stockMode' ] >[] => [
	{
		value: 'available',
		label: __( 'Available', 'sors-api-for-woocommerce' ),
		description: __(
			'On hand less what is reserved: what can still be sold.',
			'sors-api-for-woocommerce'
		),
	},
	{
		value: 'onHand',
		label: __( 'On hand', 'sors-api-for-woocommerce' ),
		description: __(
			'Everything on the shelves, reserved goods included.',
			'sors-api-for-woocommerce'
		),
	},
];

export const labelOf = < Value extends string >(
	choices: Choice< Value >[],
	value: Value
): string =>
	choices.find( ( choice ) => choice.value === value )?.label ?? value;
