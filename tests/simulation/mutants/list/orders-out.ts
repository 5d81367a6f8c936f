/** Faults 1 to 18 of issue 12: each with its fix taken out. */
import type { Mutant } from '../mutant';

const OUTBOX = 'Integration/Outbox';

export const ORDERS_OUT: readonly Mutant[] = [
	{
		name: '1 a document without a reference counts as ours',
		edits: [
			{
				file: 'Outbox/DocumentSearch.php',
				from: 'bool => $document->externalReference === $reference',
				to: 'bool => in_array( $document->externalReference, [ null, $reference ], true )',
			},
			{
				file: 'Issues/SentDocuments.php',
				from: '( null !== $entry->reference && $document->externalReference === $entry->reference )',
				to: 'in_array( $document->externalReference, [ null, $entry->reference ], true )',
			},
			{
				file: 'Issues/SentDecision.php',
				from: 'null !== $entry->reference && $document->externalReference === $entry->reference',
				to: 'in_array( $document->externalReference, [ null, $entry->reference ], true )',
			},
		],
		test: {
			file: 'Integration/Rest/ReconciliationRouteTest.php',
			filter: 'testCancellingTheOthersTouchesNoDocumentThatIsNotOurs',
		},
		histories: true,
	},
	{
		name: '1 a document that a person named is cancelled from here',
		edits: [
			{
				file: 'Outbox/Canceller.php',
				from: 'if ( OutboxEntry::NAMED === $sale->documentBy ) {',
				to: 'if ( false ) {',
			},
		],
		test: {
			file: `${ OUTBOX }/DecisionTest.php`,
			filter: 'testADocumentThatAPersonNamedIsNeverCancelledFromHere',
		},
		histories: true,
	},
	{
		name: '1 a look-up is trusted before it has shown a document of ours',
		edits: [
			{
				file: 'Outbox/LookUp.php',
				from: 'if ( ! $this->search->isTrusted( (string) $entry->database, $api ) ) {',
				to: 'if ( false ) {',
			},
		],
		test: {
			file: `${ OUTBOX }/DoubtTest.php`,
			filter: 'testThatSorsShowsNothingSaysNothingBeforeItHasShownADocumentOfOurs',
		},
	},
	{
		name: '2 a silent loss is repeated within minutes, without limit',
		edits: [
			{
				file: 'Sors/RepeatRule.php',
				from: 'return $this->silent > self::SILENCES || $this->answered > count( self::REPEATS );',
				to: 'return false;',
			},
			{
				file: 'Sors/RepeatRule.php',
				from: 'return ! $this->isOver() && $this->isMissing() && $this->age >= $this->delay();',
				to: 'return $this->isMissing();',
			},
		],
		test: {
			file: `${ OUTBOX }/DoubtTest.php`,
			filter: 'testAWriteThatMeetsWithSilenceIsRepeatedOnceAnHourLaterAndThenAPersonIsAsked',
		},
		histories: true,
	},
	{
		name: '3 what waits and may have arrived is sent again without a look-up',
		edits: [
			{
				file: 'Outbox/EntryHandler.php',
				from: '} elseif ( $entry->mayHaveArrived() ) {\n\t\t\t\t$this->clear(',
				to: '} elseif ( OutboxEntry::SENDING === $entry->state ) {\n\t\t\t\t$this->clear(',
			},
		],
		test: {
			file: `${ OUTBOX }/DoubtTest.php`,
			filter: 'testWhatWaitsAndMayHaveArrivedIsLookedUpBeforeItIsSentAgain',
		},
		histories: true,
	},
	{
		name: '3 a refused repeat takes the lock off',
		edits: [
			{
				file: 'Outbox/Failures.php',
				from: '} elseif ( $error instanceof Rejected && $entry->mayHaveArrived() && $entry->isInDoubt() ) {',
				to: '} elseif ( false ) {',
			},
			{
				file: 'Outbox/Transitions.php',
				from: '$entry->mayHaveArrived() && $entry->isInDoubt() ? OutboxEntry::IN_DOUBT : OutboxEntry::UNLOCKED',
				to: 'OutboxEntry::UNLOCKED',
			},
		],
		test: {
			file: `${ OUTBOX }/DoubtTest.php`,
			filter: 'testARefusedRepeatIsLookedUpAgain',
		},
	},
	{
		name: '3 a cancelled document counts as found',
		edits: [
			{
				file: 'Outbox/LookUp.php',
				from: "bool => 'cancelled' !== $document->status",
				to: 'bool => true',
			},
		],
		test: {
			file: `${ OUTBOX }/DoubtTest.php`,
			filter: 'testACancelledDocumentIsNoHitAndItsReferenceIsNeverSentAgain',
		},
	},
	{
		name: '4 an order of the old year is dated into the closed books',
		edits: [
			{
				file: 'Outbox/SalePreparation.php',
				from: 'if ( null === $year || (int) $day === $year ) {',
				to: 'if ( true ) {',
			},
		],
		test: {
			file: 'Integration/YearChange/YearChangeTest.php',
			filter: 'testAnOrderOfTheOldYearIsDatedTheFirstDayOfTheNewOne',
		},
	},
	{
		name: '4 a reservation that was carried over is cancelled in the old books alone',
		edits: [
			{
				file: 'Outbox/Canceller.php',
				from: 'self::checkCarriedOver( $sale, $settings );',
				to: '',
			},
		],
		test: {
			file: 'Integration/YearChange/YearChangeTest.php',
			filter: 'testADocumentThatWasCarriedOverIsCancelledByHandAlone',
		},
	},
	{
		name: '5 what was delivered is cancelled and reserved again',
		edits: [
			{
				file: 'Outbox/ReturnPreparation.php',
				from: 'if ( ! $entry->confirmed && OrderReader::wasCompleted( $order ) ) {',
				to: 'if ( false ) {',
			},
			{
				file: 'Outbox/Canceller.php',
				from: 'if ( null !== $order && ! $entry->confirmed && OrderReader::wasCompleted( $order ) ) {',
				to: 'if ( false ) {',
			},
		],
		test: {
			file: `${ OUTBOX }/DeliveredTest.php`,
			filter: 'testARefundAfterDeliveryLeavesTheReservationAloneAndAsks',
		},
		histories: true,
	},
	{
		name: '6 a return drops money without a word',
		edits: [
			{
				file: 'Outbox/Transitions.php',
				from: '$differs  = self::refundDiffers( $entry );',
				to: '$differs = null;',
			},
		],
		test: {
			file: `${ OUTBOX }/RefundTest.php`,
			filter: 'testMoneyThatAReturnDoesNotCarryIsShown',
		},
	},
	{
		name: '7 an edit while the reply is lost is never compared',
		edits: [
			{
				file: 'Issues/ChangedOrders.php',
				from: '(r.compared_at IS NULL OR o.{$storage->modified} > DATE_SUB(r.compared_at, INTERVAL 2 MINUTE))',
				to: 'o.{$storage->modified} > DATE_SUB(r.updated_at, INTERVAL 2 MINUTE)',
			},
		],
		test: {
			file: 'Integration/Issues/EditedOrdersTest.php',
			filter: 'testAnEditWhileTheReplyWasLostIsSeenOnceItIsFound',
		},
		histories: true,
	},
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
				from: 'Decimal::min( OrderReader::decimal( $restocked ), Decimal::min( $line->refundedQuantity, $line->quantity ) )',
				to: 'Decimal::min( OrderReader::decimal( $restocked ), $line->quantity )',
			},
		],
		test: {
			file: `${ OUTBOX }/RefundTest.php`,
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
				from: 'if ( $nothing || ! in_array(',
				to: 'if ( ! in_array(',
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
				from: '<button class="button" type="button" data-entry="%1$d">',
				to: '<button class="button" type="submit" data-entry="%1$d">',
			},
		],
		test: {
			file: 'Integration/Admin/OrderBoxTest.php',
			filter: 'testEachUncertainEntryHasAFieldOfItsOwnThatDoesNotSubmitTheOrder',
		},
	},
];
