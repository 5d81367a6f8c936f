/** Faults 8 to 18 of issue 12: each with its fix taken out. */
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
	{
		name: '14 a restored backup is not noticed',
		edits: [
			{
				file: 'Outbox/RestoredBackup.php',
				from: 'public function allows( float $deadline ): bool {',
				to: 'public function allows( float $deadline ): bool { return true;',
			},
			{
				file: 'Outbox/RestoredBackup.php',
				from: 'public function checkFirst( OutboxEntry $entry, Prepared $prepared ): void {',
				to: 'public function checkFirst( OutboxEntry $entry, Prepared $prepared ): void { return;',
			},
		],
		test: {
			file: `${ OUTBOX }/RestoredBackupTest.php`,
			filter: 'testOrdersOfTheBackupAreNotSentAgain',
		},
		histories: true,
	},
	{
		name: '14 orders of the time in which the plugin was off are sent unasked',
		edits: [
			{
				file: 'Orders/ExportPeriods.php',
				from: 'if ( self::isOpen() && ( 0 === $alive || time() - $alive < self::SILENCE ) ) {',
				to: 'if ( true ) {',
			},
		],
		test: {
			file: 'Integration/Lifecycle/SwitchedOffTest.php',
			filter: 'testSwitchedOffByItsFolderAloneThePeriodEndsWithTheLastSignOfLife',
		},
	},
	{
		name: '15 a code that is too long is not cut',
		edits: [
			{
				file: 'Outbox/Transitions.php',
				from: 'mb_substr( $code, 0, 64 )',
				to: '$code',
			},
		],
		test: {
			file: `${ OUTBOX }/LongValuesTest.php`,
			filter: 'testARefusalWithALongCodeAndManyWordsIsShown',
		},
	},
	{
		name: '15 an update that failed is taken for a lost lease',
		edits: [
			{
				file: 'Database/Sql.php',
				from: "$rows = $wpdb->update( $table, $values, [ 'id' => $id ] + $also );",
				to: "$rows = (int) $wpdb->update( $table, $values, [ 'id' => $id ] + $also );",
			},
		],
		test: { file: `${ OUTBOX }/FailedStatementsTest.php` },
	},
	{
		name: '16 a good test of the connection leaves the pause',
		edits: [
			{
				file: 'Outbox/Pause.php',
				from: "[ 'auth_failed', 'contract', 'unreachable', self::SILENT ]",
				to: "[ 'unreachable' ]",
			},
		],
		test: {
			file: `${ OUTBOX }/FailureTest.php`,
			filter: 'testAGoodTestOfTheConnectionEndsThePauseAtOnce',
		},
	},
	{
		name: '17 a route that is called without a body ends in a TypeError',
		edits: [
			{
				file: 'Rest/Controller.php',
				from: 'trim( (string) $request->get_body() )',
				to: 'trim( $request->get_body() )',
			},
		],
		test: {
			file: 'Integration/Rest/EveryRouteTest.php',
			filter: 'testCalledInsideThePhpWithoutABodyItAnswersInWords',
		},
	},
	{
		name: '18 "It is this document" posts to the form of the order, by one name for all',
		edits: [
			{
				file: 'Admin/OrderBox.php',
				from: 'name="sors_document_%1$d"',
				to: 'name="sors_document"',
			},
			{
				file: 'Admin/OrderBox.php',
				from: '<button class="button" type="button" data-typed>',
				to: '<button class="button" type="submit" data-typed>',
			},
		],
		test: {
			file: 'Integration/Admin/OrderBoxTest.php',
			filter: 'testEachUncertainEntryHasAFieldOfItsOwnThatDoesNotSubmitTheOrder',
		},
	},
];
