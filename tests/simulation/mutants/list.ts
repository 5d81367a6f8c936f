/** Faults that are put back on purpose, each another one to the eyes of the histories: documents, stock, buyers, edits, backups. */
import type { Mutant } from './mutant';

export const MUTANTS: readonly Mutant[] = [
	{
		name: 'a lost reply is sent again without a look-up',
		edits: [
			{
				file: 'Outbox/LookUp.php',
				from: '$found = DocumentSearch::find( $entry->database, $entry->reference, $api );',
				to: 'return true;',
			},
		],
	},
	{
		name: 'stock forgets what was sold and is not in SORS yet',
		edits: [
			{
				file: 'Ledger/Ledger.php',
				from: 'return $unsynced;',
				to: 'return [];',
			},
		],
		test: {
			file: 'Integration/Ledger/LedgerTest.php',
			filter: 'testASaleIsUnsyncedUntilItWasSent',
		},
	},
	{
		name: 'a document that is being cancelled still counts',
		edits: [
			{
				file: 'Ledger/AcknowledgedQuantities.php',
				from: '$counts( $entry ) && ! self::isCancelling( $entries, $entry->revision )',
				to: '$counts( $entry )',
			},
		],
		test: {
			file: 'Integration/Ledger/LedgerTest.php',
			filter: 'testASettledOrderIsUnsyncedFromTheMomentItsDocumentIsBeingCancelled',
		},
	},
	{
		name: 'an order that was cancelled, failed or trashed counts as sold in full',
		edits: [
			{
				file: 'Orders/SoldQuantities.php',
				from: 'if ( in_array( $status, self::AS_TAKEN, true ) ) {',
				to: 'if ( false ) {',
			},
		],
		test: {
			file: 'Integration/Ledger/LedgerTest.php',
			filter: 'testOnlyWhatWooCommerceReallyTookCounts',
		},
	},
	{
		name: 'a document that a person named is cancelled from here',
		edits: [
			{
				file: 'Outbox/Canceller.php',
				from: 'if ( OutboxEntry::NAMED === $sale->documentBy ) {',
				to: 'if ( false ) {',
			},
		],
		test: {
			file: 'Integration/Outbox/DecisionTest.php',
			filter: 'testADocumentThatAPersonNamedIsNeverCancelledFromHere',
		},
	},
	{
		name: 'a silent loss is repeated within minutes, without limit',
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
			file: 'Integration/Outbox/DoubtTest.php',
			filter: 'testAWriteThatMeetsWithSilenceIsRepeatedOnceAnHourLaterAndThenAPersonIsAsked',
		},
	},
	{
		name: 'what waits and may have arrived is sent again without a look-up',
		edits: [
			{
				file: 'Outbox/EntryHandler.php',
				from: '} elseif ( $entry->mayHaveArrived() || $entry->wasInDoubt() ) {\n\t\t\t\t$this->clear(',
				to: '} elseif ( OutboxEntry::SENDING === $entry->state ) {\n\t\t\t\t$this->clear(',
			},
		],
		test: {
			file: 'Integration/Outbox/DoubtTest.php',
			filter: 'testWhatWaitsAndMayHaveArrivedIsLookedUpBeforeItIsSentAgain',
		},
	},
	{
		name: 'an edit while the reply is lost is never compared',
		edits: [
			{
				file: 'Issues/ChangedOrders.php',
				from: 'r.compared_at IS NULL OR o.{$storage->modified} > DATE_SUB(r.compared_at, INTERVAL 2 MINUTE)',
				to: 'o.{$storage->modified} > DATE_SUB(r.updated_at, INTERVAL 2 MINUTE)',
			},
			{
				file: 'Issues/ChangedOrders.php',
				from: "r WHERE r.compared_at IS NULL', 5",
				to: "r WHERE 1 = 0', 5",
			},
		],
		test: {
			file: 'Integration/Issues/EditedOrdersTest.php',
			filter: 'testAnEditWhileTheReplyWasLostIsSeenOnceItIsFound',
		},
	},
	{
		name: 'what a deleted refund put back stays put back',
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
			file: 'Integration/Outbox/DeletedRefundTest.php',
			filter: 'testWhatARefundTookBackIsSoldAgainOnceTheRefundIsDeleted',
		},
	},
	{
		name: 'a document that has a return is cancelled',
		edits: [
			{
				file: 'Outbox/Canceller.php',
				from: 'self::checkReturns( $sale );',
				to: '',
			},
		],
		test: {
			file: 'Integration/Outbox/RefundTest.php',
			filter: 'testADocumentWithAReturnIsNotCancelledAndNothingOfItStaysUnsynced',
		},
	},
	{
		name: 'a document is made for an order that is no longer to be sent',
		edits: [
			{
				file: 'Outbox/EntryHandler.php',
				from: '} elseif ( OutboxEntry::ROLE_SALE !== $entry->role || null !== $this->filed(',
				to: '} elseif ( true || null !== $this->filed(',
			},
		],
		test: {
			file: 'Integration/Outbox/NotSentAgainTest.php',
			filter: 'testNothingIsMadeForAnOrderThatIsNoLongerToBeSent',
		},
	},
	{
		name: 'after a gap nobody looks for documents of a restored backup',
		edits: [
			{
				file: 'Outbox/RestoredBackup.php',
				from: 'public function allows( float $deadline ): bool {',
				to: 'public function allows( float $deadline ): bool { return true;',
			},
		],
		test: {
			file: 'Integration/Outbox/RestoredBackupTest.php',
			filter: 'testOrdersOfTheBackupAreNotSentAgain',
		},
	},
	{
		name: 'a lost request for a customer is repeated without limit',
		edits: [
			{
				file: 'Counterparts/Customers.php',
				from: 'if ( $record->isInDoubt() ) {',
				to: 'if ( false ) {',
			},
		],
		test: {
			file: 'Integration/Counterparts/CustomersTest.php',
			filter: 'testACustomerWhoseCreationMeetsWithSilenceIsCreatedOnceMoreAndThenAPersonIsAsked',
		},
	},
	{
		name: 'a line comes to what it was before WooCommerce rounded it',
		edits: [
			{
				file: 'Documents/Rounding.php',
				from: 'return $this->byLine ? Decimal::round( $amount, $this->decimals ) : $amount;',
				to: 'return $amount;',
			},
		],
	},
	{
		name: 'a price of SORS ends the owner’s sale',
		edits: [
			{
				file: 'Sync/Stock/StockPlanner.php',
				from: 'if ( null !== $sale && Decimal::compare( $price->value, $sale ) <= 0 ) {',
				to: 'if ( false ) {',
			},
		],
		test: { file: 'Sync/Stock/StockPlannerTest.php', filter: 'testPlan' },
	},
	{
		name: 'sizes that share an item get no price',
		edits: [
			{
				file: 'Sync/Stock/StockPlanner.php',
				from: '( $link->awaitsPrice && null === $current ) ) || [] === $state->variations ) {',
				to: '( $link->awaitsPrice && null === $current ) ) || null !== $state->variations ) {',
			},
		],
		test: { file: 'Sync/Stock/StockPlannerTest.php', filter: 'testPlan' },
	},
	{
		name: 'a level that cannot be read counts as none',
		edits: [
			{
				file: 'Sync/Stock/StockPlanner.php',
				from: "if ( '' !== $figure->unreadable ) {",
				to: 'if ( false ) {',
			},
			{
				file: 'Sync/Stock/StockRun.php',
				from: 'Levels::keep( $run->id, $found->kept );',
				to: '',
			},
		],
		test: {
			file: 'Integration/Sync/UnreadableRecordsTest.php',
			filter: 'testALevelThatCannotBeReadKeepsItsFigureAndItsMoment',
		},
	},
	{
		name: 'stock is raised though sizes keep stocks of their own',
		edits: [
			{
				file: 'Sync/Stock/StockPlanner.php',
				from: 'if ( [] !== $state->variationsWith( true ) && ! $this->isLowered( $plan, $target ) ) {',
				to: 'if ( false ) {',
			},
		],
		test: { file: 'Sync/Stock/StockPlannerTest.php', filter: 'testPlan' },
	},
	{
		name: 'a price that is written in bulk is not the price in force',
		edits: [
			{
				file: 'Store/BulkStockWriter.php',
				from: "[ '_regular_price', '_price' ], self::money(",
				to: "[ '_regular_price' ], self::money(",
			},
		],
		test: {
			file: 'Integration/Sync/Stock/SharedWithTranslationsTest.php',
			filter: 'testTheOtherLanguageGetsAPriceThatIsWrittenInBulk',
		},
	},
];
