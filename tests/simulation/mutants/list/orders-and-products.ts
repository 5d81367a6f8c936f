/** Orders and products: faults that a reader found, each with its fix taken out. */
import type { Mutant } from '../mutant';

export const ORDERS_AND_PRODUCTS: readonly Mutant[] = [
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
		name: 'a cancelling that was left out can be pressed and marked as done',
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
			file: 'Integration/Outbox/CancellingTest.php',
			filter: 'testACancellingThatWasLeftOutOffersNothingAndTakesNothing',
		},
	},
	{
		name: 'a document that has a return is cancelled',
		edits: [
			{
				file: 'Outbox/Canceller.php',
				from: '$this->checkReturns( $sale );',
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
		name: 'first references are not looked up where SORS cannot list',
		edits: [
			{
				file: 'Outbox/RestoredBackup.php',
				from: 'public function checkFirst( OutboxEntry $entry, Prepared $prepared, bool $isAsked ): void {',
				to: 'public function checkFirst( OutboxEntry $entry, Prepared $prepared, bool $isAsked ): void { return;',
			},
		],
		test: {
			file: 'Integration/Outbox/RestoredBackupTest.php',
			filter: 'testWhereSorsCannotListEachFirstReferenceIsLookedUp',
		},
	},
	{
		name: 'a document is compared with the oldest figure of all units',
		edits: [
			{
				file: 'Ledger/AcknowledgedQuantities.php',
				from: '( ! $moments->contain( $unit ) || $entry->acknowledgedAt < $moments->of( $unit ) )',
				to: '$entry->acknowledgedAt < $moments->oldest',
			},
		],
		test: {
			file: 'Integration/Sync/Stock/StockChangesTest.php',
			filter: 'testASaleIsSubtractedOnceWhereOnlyItsUnitHasChanged',
		},
	},
	{
		name: 'a SORS that does not show its changes is believed',
		edits: [
			{
				file: 'Sync/Stock/ChangesWatch.php',
				from: 'public function isComplete( Run $run, int $from, int $full ): bool {',
				to: 'public function isComplete( Run $run, int $from, int $full ): bool { return true;',
			},
		],
		test: {
			file: 'Integration/Sync/Stock/StockChangesTest.php',
			filter: 'testAServerThatDoesNotShowItsChangesIsReadAsAWholeFromThenOn',
		},
	},
	{
		name: 'a reading of changes compares only what changed in SORS',
		edits: [
			{
				file: 'Sync/Stock/StockComparing.php',
				from: '$this->keepHeld( $run, $figures );\n',
				to: '$links = array_filter( $links, static fn( $link ): bool => $figures[ $link->code ]->readAt >= $run->cursor->readFrom ); $this->keepHeld( $run, $figures );\n',
			},
		],
		test: {
			file: 'Integration/Sync/Stock/StockChangesTest.php',
			filter: 'testWhatChangedInTheShopIsComparedThoughNothingChangedInSors',
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
];
