/** Faults 8 to 13 of issue 12: each with its fix taken out. */
import type { Mutant } from '../mutant';

const OUTBOX = 'Integration/Outbox';

export const ORDERS_OUT: readonly Mutant[] = [
	{
		name: '8 what a deleted refund put back stays put back',
		edits: [
			{
				file: 'Orders/SoldQuantities.php',
				from: 'self::withoutDeletedRefunds( self::metas( $chunk ) )',
				to: 'self::metas( $chunk )',
			},
			{
				file: 'Orders/LineReader.php',
				from: 'Decimal::min( OrderReader::decimal( $restocked ), Decimal::min( $back, $line->quantity ) )',
				to: 'Decimal::min( OrderReader::decimal( $restocked ), $line->quantity )',
			},
		],
		test: {
			file: `${ OUTBOX }/DeletedRefundTest.php`,
			filter: 'testWhatARefundTookBackIsSoldAgainOnceTheRefundIsDeleted',
		},
		histories: true,
	},
	{
		name: '9 a cancelling that was left out can be pressed and marked as done',
		edits: [
			{
				file: 'Issues/Remedies.php',
				from: "return OutboxEntry::ROLE_SALE === $entry->role ? [ self::send( __( 'Send now', 'sors-api-for-woocommerce' ) ), self::named(), $acknowledged ] : [];",
				to: "return [ self::send( 'Send now' ), self::named(), $acknowledged ];",
			},
			{
				file: 'Outbox/Resolution.php',
				from: 'if ( $nothing || $entry->isOfOriginal() ||',
				to: 'if ( $entry->isOfOriginal() ||',
			},
		],
		test: {
			file: `${ OUTBOX }/CancellingTest.php`,
			filter: 'testACancellingThatWasLeftOutOffersNothingAndTakesNothing',
		},
		histories: true,
	},
	{
		name: '10 a document that has a return is cancelled',
		edits: [
			{
				file: 'Outbox/Canceller.php',
				from: '$this->checkReturns( $sale );',
				to: '',
			},
		],
		test: {
			file: `${ OUTBOX }/RefundTest.php`,
			filter: 'testADocumentWithAReturnIsNotCancelledAndNothingOfItStaysUnsynced',
		},
		histories: true,
	},
	{
		name: '11 only total and quantities of an order are compared',
		edits: [
			{
				file: 'Issues/ChangedOrders.php',
				from: '$edits = null === $sale->contents ? [] : OrderContents::difference( $sale->contents, $order );',
				to: '$edits = [];',
			},
		],
		test: {
			file: 'Integration/Issues/EditedOrdersTest.php',
			filter: 'testAShiftOfPriceBetweenTwoLinesIsSeen',
		},
	},
	{
		name: '11 a product that was deleted makes an edit of each order with it',
		edits: [
			{
				file: 'Orders/LineReader.php',
				from: "$stored = get_metadata( 'order_item', $item->get_id(), $meta, true );",
				to: '$stored = 0;',
			},
		],
		test: {
			file: 'Integration/Issues/EditedOrdersTest.php',
			filter: 'testAProductThatWasDeletedIsNoEdit',
		},
	},
	{
		name: '12 the VAT that WooCommerce charged is not compared',
		edits: [
			{
				file: 'Documents/LineItems.php',
				from: 'self::checkVat( $drafts );',
				to: '',
			},
		],
		test: {
			file: `${ OUTBOX }/ChargedVatTest.php`,
			filter: 'testASaleAbroadWithoutVatIsPutBeforeTheOwner',
		},
	},
	{
		name: '12 tax numbers of all countries are judged by the Serbian rule',
		edits: [
			{
				file: 'Documents/TaxNumber.php',
				from: "if ( '' === $country || 'RS' === $country ) {",
				to: 'if ( true ) {',
			},
		],
		test: {
			file: 'Documents/TaxNumberTest.php',
			filter: 'testEachCountryHasItsOwnRule',
		},
	},
	{
		name: '12 the block checkout takes any tax number',
		edits: [
			{
				file: 'Checkout/BlockCompanyFields.php',
				from: "add_action( 'woocommerce_validate_additional_field', [ $this, 'validateField' ], 10, 3 );",
				to: '',
			},
		],
		test: {
			file: 'Integration/Checkout/CompanyFieldsTest.php',
			filter: 'testANumberOfAnotherCountryIsRefusedAndKeptNowhere',
		},
	},
	{
		name: '12 the block checkout judges a tax number by the country of before',
		edits: [
			{
				file: 'Checkout/BlockCompanyFields.php',
				from: "$this->country = '' !== $country ? strtoupper( $country ) : null;",
				to: '$this->country = null;',
			},
		],
		test: {
			file: 'Integration/Checkout/CompanyFieldsTest.php',
			filter: 'testACompanyAbroadEntersTheNumberOfItsCountry',
		},
	},
	{
		name: '12 the block checkout takes a tax number without a name in its address',
		edits: [
			{
				file: 'Checkout/BlockCompanyFields.php',
				from: "add_action( 'woocommerce_blocks_validate_location_address_fields', [ $this, 'validateName' ], 10, 3 );",
				to: '',
			},
		],
		test: {
			file: 'Integration/Checkout/BuyingForACompanyTest.php',
			filter: 'testAPibWithoutANameIsRefusedAtTheField',
		},
	},
	{
		name: '13 texts leave as the shop stores them',
		edits: [
			{
				file: 'Orders/OrderReader.php',
				from: 'trim( Text::plain( (string) $stored ) )',
				to: 'trim( (string) $stored )',
			},
		],
		test: {
			file: `${ OUTBOX }/SendingTest.php`,
			filter: 'testWhatLeavesIsPlainText',
		},
	},
	{
		name: '13 apostrophes are stored as entities',
		edits: [
			{
				file: 'Store/Text.php',
				from: 'ENT_COMPAT | ENT_SUBSTITUTE',
				to: 'ENT_QUOTES | ENT_SUBSTITUTE',
			},
		],
		test: {
			file: 'Integration/Sync/Catalog/CatalogRulesTest.php',
			filter: 'testAProductIsFoundByTheApostropheInItsName',
		},
	},
];
