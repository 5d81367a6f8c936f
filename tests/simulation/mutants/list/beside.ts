/** The ledger, workers and what else two processes share. */
import type { Mutant } from '../mutant';

export const BESIDE: readonly Mutant[] = [
	{
		name: 'a lost reply is sent again without a look-up',
		edits: [
			{
				file: 'Outbox/LookUp.php',
				from: '$found = $this->search->find( $entry->database, $entry->reference, $api );',
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
		name: 'a document counts for figures that were asked for before it',
		edits: [
			{
				file: 'Ledger/AcknowledgedQuantities.php',
				from: '( ! $moments->contain( $unit ) || $entry->acknowledgedAt < $moments->of( $unit ) )',
				to: 'true',
			},
		],
		test: { file: 'Integration/Ledger/ClockSetBackTest.php' },
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
		// To hold a lease that another process has is not enough: whoever works on an entry proves it again before it sends.
		name: 'two workers work on one entry, and neither looks whether it still has it',
		edits: [
			{
				file: 'Database/RowLease.php',
				from: 'WHERE id = %d AND (lease_until < %d", $lease->owner, $lease->until, $id, $now ) . "$ahead) $also"',
				to: 'WHERE id = %d", $lease->owner, $lease->until, $id ) . " $also"',
			},
			{
				file: 'Entries/OutboxTable.php',
				from: "null === $leaseOwner ? [] : [ 'lease_owner' => $leaseOwner ]",
				to: '[]',
			},
			{
				file: 'Outbox/EntryHandler.php',
				from: '$sending->leaseOwner !== $token || ',
				to: '',
			},
		],
		test: { file: 'Integration/Outbox/SeveralWorkersTest.php' },
	},
	{
		name: 'a revision that another one replaced holds goods',
		edits: [
			{
				file: 'Outbox/Transitions.php',
				from: "'next_attempt_at' => null ] + OutboxTable::NOT_ACKNOWLEDGED",
				to: "'next_attempt_at' => null ]",
			},
		],
		test: {
			file: 'Integration/Outbox/RestoredBackupTest.php',
			filter: 'testARevisionThatReplacedAnotherEndsIt',
		},
	},
	{
		name: 'an invoice counts as if it took its goods off stock',
		edits: [
			{
				file: 'Ledger/CountedDocuments.php',
				from: "&& ( 'invoice' !== $entry->kind || OutboxEntry::goodsLeft( $entry->made ) )",
				to: '',
			},
		],
		test: {
			file: 'Integration/Ledger/CountedDocumentsTest.php',
			filter: 'testTheGoodsOfAnInvoiceAreAcknowledgedByTheDeliveryNoteThatWasMadeFromIt',
		},
	},
	{
		name: 'a delivery note made from an invoice counts after it was cancelled',
		edits: [
			{
				file: 'Issues/MadeDocuments.php',
				from: "$known[ $at ] = 'cancelled' . substr( $known[ $at ], (int) strpos( $known[ $at ], ' ' ) );",
				to: '',
			},
		],
		test: {
			file: 'Integration/Ledger/CountedDocumentsTest.php',
			filter: 'testTheGoodsOfAnInvoiceAreAcknowledgedByTheDeliveryNoteThatWasMadeFromIt',
		},
	},
	{
		name: 'a document that was made in the old year’s books late counts as carried over',
		edits: [
			{
				file: 'Ledger/CountedDocuments.php',
				from: '[ $name => DatabaseClock::moment() ]',
				to: '[ $name => PHP_INT_MAX ]',
			},
		],
		test: {
			file: 'Integration/Ledger/CountedDocumentsTest.php',
			filter: 'testADocumentThatWasMadeInTheFormerDatabaseLaterWasNotCarriedOver',
		},
	},
	{
		name: 'a completed order counts although it is to be sent after all',
		edits: [
			{
				file: 'Ledger/AcknowledgedQuantities.php',
				from: '! in_array( $entry->state, self::AT_REST, true )',
				to: 'false',
			},
		],
		test: { file: 'Integration/Ledger/LedgerTest.php' },
	},
];
