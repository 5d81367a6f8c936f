/** Faults that are put back on purpose, each another one to the eyes of the histories: documents, stock, buyers, edits, backups. */
import type { Mutant } from './mutant';

/** Its name, the test that sees it where no history comes across it, and its edits: file, from, to. */
const put = (
	name: string,
	test: string | null,
	...edits: [ file: string, from: string, to: string ][]
): Mutant => {
	const [ tests = '', filter ] = test?.split( '::' ) ?? [];
	return {
		name,
		edits: edits.map( ( [ file, from, to ] ) => ( { file, from, to } ) ),
		...( test === null
			? {}
			: { test: { file: `${ tests }.php`, filter } } ),
	};
};

export const MUTANTS: readonly Mutant[] = [
	put( 'a lost reply is sent again without a look-up', null, [
		'Outbox/LookUp.php',
		'$found = DocumentSearch::find( $entry->database, $entry->reference, $api );',
		'return true;',
	] ),
	put(
		'stock forgets what was sold and is not in SORS yet',
		'Integration/Ledger/LedgerTest::testASaleIsUnsyncedUntilItWasSent',
		[ 'Ledger/Ledger.php', 'return $unsynced;', 'return [];' ]
	),
	put(
		'a document that is being cancelled still counts',
		'Integration/Ledger/LedgerTest::testASettledOrderIsUnsyncedFromTheMomentItsDocumentIsBeingCancelled',
		[
			'Ledger/AcknowledgedQuantities.php',
			'$counts( $entry ) && ! self::isCancelling( $entries, $entry->revision )',
			'$counts( $entry )',
		]
	),
	put(
		'an order that was cancelled, failed or trashed counts as sold in full',
		'Integration/Ledger/LedgerTest::testOnlyWhatWooCommerceReallyTookCounts',
		[
			'Orders/SoldQuantities.php',
			'if ( in_array( $status, self::AS_TAKEN, true ) ) {',
			'if ( false ) {',
		]
	),
	put(
		'a document that a person named is cancelled from here',
		'Integration/Outbox/DecisionTest::testADocumentThatAPersonNamedIsNeverCancelledFromHere',
		[
			'Outbox/Canceller.php',
			'if ( OutboxEntry::NAMED === $sale->documentBy ) {',
			'if ( false ) {',
		]
	),
	put(
		'a silent loss is repeated within minutes, without limit',
		'Integration/Outbox/DoubtTest::testAWriteThatMeetsWithSilenceIsRepeatedOnceAnHourLaterAndThenAPersonIsAsked',
		[
			'Sors/RepeatRule.php',
			'return $this->silent > self::SILENCES || $this->answered > count( self::REPEATS );',
			'return false;',
		],
		[
			'Sors/RepeatRule.php',
			'return ! $this->isOver() && $this->isMissing() && $this->age >= $this->delay();',
			'return $this->isMissing();',
		]
	),
	put(
		'what waits and may have arrived is sent again without a look-up',
		'Integration/Outbox/DoubtTest::testWhatWaitsAndMayHaveArrivedIsLookedUpBeforeItIsSentAgain',
		[
			'Outbox/EntryHandler.php',
			'} elseif ( $entry->mayHaveArrived() || $entry->wasInDoubt() ) {\n\t\t\t\t$this->clear(',
			'} elseif ( OutboxEntry::SENDING === $entry->state ) {\n\t\t\t\t$this->clear(',
		]
	),
	put(
		'an edit while the reply is lost is never compared',
		'Integration/Issues/EditedOrdersTest::testAnEditWhileTheReplyWasLostIsSeenOnceItIsFound',
		[
			'Issues/ChangedOrders.php',
			'r.compared_at IS NULL OR o.{$storage->modified} > DATE_SUB(r.compared_at, INTERVAL 2 MINUTE)',
			'o.{$storage->modified} > DATE_SUB(r.updated_at, INTERVAL 2 MINUTE)',
		],
		[
			'Issues/ChangedOrders.php',
			"r WHERE r.compared_at IS NULL', 5",
			"r WHERE 1 = 0', 5",
		]
	),
	put(
		'what a deleted refund put back stays put back',
		'Integration/Outbox/DeletedRefundTest::testWhatARefundTookBackIsSoldAgainOnceTheRefundIsDeleted',
		[
			'Orders/SoldQuantities.php',
			'self::withoutDeletedRefunds( self::metas( $chunk ) )',
			'self::metas( $chunk )',
		],
		[
			'Orders/LineReader.php',
			'Decimal::min( OrderReader::decimal( $restocked ), Decimal::min( $back, $line->quantity ) )',
			'Decimal::min( OrderReader::decimal( $restocked ), $line->quantity )',
		]
	),
	put(
		'a document that has a return is cancelled',
		'Integration/Outbox/RefundTest::testADocumentWithAReturnIsNotCancelledAndNothingOfItStaysUnsynced',
		[ 'Outbox/Canceller.php', 'self::checkReturns( $sale );', '' ]
	),
	put(
		'a document is made for an order that is no longer to be sent',
		'Integration/Outbox/NotSentAgainTest::testNothingIsMadeForAnOrderThatIsNoLongerToBeSent',
		[
			'Outbox/EntryHandler.php',
			'} elseif ( OutboxEntry::ROLE_SALE !== $entry->role || null !== $this->filed(',
			'} elseif ( true || null !== $this->filed(',
		]
	),
	put(
		'before the first request nobody looks whether SORS has the document',
		'Integration/Outbox/RestoredBackupTest::testAnOrderThatWasSentAfterTheBackupIsFoundAndNotSentAgain',
		[
			'Outbox/FirstLook.php',
			'$found   = $this->findIn( $prepared->database, $entry, $prepared, $api );',
			'return [];',
		]
	),
	put(
		'a reference does not tell orders apart that had the same id',
		'Integration/Outbox/RestoredBackupTest::testANewOrderThatGotTheIdOfALostOneIsSentUnderAnotherReference',
		[
			'Entries/Reference.php',
			'return null === $at ? null : self::inBase36( $at->getTimestamp() );',
			"return null === $at ? null : '1';",
		]
	),
	put(
		'an order keeps a cancelled document though a later revision is open',
		'Integration/Issues/DocumentsWithoutOrderTest::testAnOrderThatWasRevisedAfterTheBackupTakesTheLaterDocument',
		[
			'Issues/DocumentsWithoutOrder.php',
			'} elseif ( OutboxEntry::ROLE_SALE === $reference->role && null !== $sale && OutboxEntry::SENT === $sale->state ) {',
			'} elseif ( false ) {',
		]
	),
	put(
		'a document without an order is cancelled though others were made from it',
		'Integration/Issues/DocumentsWithoutOrderTest::testWhatIsNoLongerAsItWasListedIsNotCancelled',
		[
			'Issues/DocumentsWithoutOrder.php',
			'|| ( new DerivedDocuments( array_merge( [ $now ], $others ) ) )->isFollowed( $now )',
			'',
		]
	),
	put(
		'a lost request for a customer is repeated without limit',
		'Integration/Counterparts/CustomersTest::testACustomerWhoseCreationMeetsWithSilenceIsCreatedOnceMoreAndThenAPersonIsAsked',
		[
			'Counterparts/Customers.php',
			'if ( $record->isInDoubt() ) {',
			'if ( false ) {',
		]
	),
	put( 'a line comes to what it was before WooCommerce rounded it', null, [
		'Documents/Rounding.php',
		'return $this->byLine ? Decimal::round( $amount, $this->decimals ) : $amount;',
		'return $amount;',
	] ),
	put(
		'a price of SORS ends the owner’s sale',
		'Sync/Stock/StockPlannerTest::testPlan',
		[
			'Sync/Pending/Danger.php',
			'return null !== $sale && (',
			'return false && (',
		]
	),
	put(
		'different prices of variations become SORS’ price unasked',
		'Sync/Stock/StockPlannerTest::testPlan',
		[ 'Sync/Stock/StockPlanner.php', '$asked[] = Danger::SIZES;', '' ]
	),
	put(
		'sizes that share an item get no price',
		'Sync/Stock/StockPlannerTest::testPlan',
		[
			'Sync/Stock/StockPlanner.php',
			'( $link->awaitsPrice && null === $current ) ) || [] === $state->variations ) {',
			'( $link->awaitsPrice && null === $current ) ) || null !== $state->variations ) {',
		]
	),
	put(
		'a level that cannot be read counts as none',
		'Integration/Sync/UnreadableRecordsTest::testALevelThatCannotBeReadKeepsItsFigureAndItsMoment',
		[
			'Sync/Stock/StockPlanner.php',
			"if ( '' !== $figure->unreadable ) {",
			'if ( false ) {',
		],
		[
			'Sync/Stock/StockRun.php',
			'Levels::confirm( $run->id, $found->kept, null );',
			'',
		]
	),
	put(
		'stock is raised though sizes keep stocks of their own',
		'Sync/Stock/StockPlannerTest::testPlan',
		[
			'Sync/Stock/StockPlanner.php',
			'if ( [] !== $state->variationsWith( true ) && ! $this->isLowered( $plan, $target ) ) {',
			'if ( false ) {',
		]
	),
	put(
		'a price that is written in bulk is not the price in force',
		'Integration/Sync/Stock/SharedWithTranslationsTest::testTheOtherLanguageGetsAPriceThatIsWrittenInBulk',
		[
			'Store/BulkStockWriter.php',
			"$metas += array_fill_keys( [ '_regular_price', '_price' ],",
			"$metas += array_fill_keys( [ '_regular_price' ],",
		]
	),
];
