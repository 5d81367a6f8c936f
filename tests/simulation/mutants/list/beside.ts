/** Faults that no issue lists, and that histories must find. */
import type { Mutant } from '../mutant';

export const BESIDE: readonly Mutant[] = [
	{
		name: 'a lost reply is sent again without a look-up',
		edits: [
			{
				file: 'Outbox/LookUp.php',
				from: '$found = $isPayment ? $this->paymentSearch->find( $entry, $api ) : $this->search->find( $entry->database, $entry->reference, $api );',
				to: 'return true;',
			},
		],
		histories: true,
	},
	{
		name: 'stock forgets what was sold and is not in SORS yet',
		edits: [
			{
				file: 'Ledger/Ledger.php',
				from: 'public function unsynced( array $moments ): array {',
				to: 'public function unsynced( array $moments ): array { return [];',
			},
		],
		test: {
			file: 'Integration/Ledger/LedgerTest.php',
			filter: 'testASaleIsUnsyncedUntilItWasSent',
		},
		histories: true,
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
		histories: true,
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
		histories: true,
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
		histories: true,
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
		histories: true,
	},
	{
		name: 'moments go back with the clock',
		edits: [
			{
				file: 'Database/DatabaseClock.php',
				from: 'CASE WHEN $last >= $now THEN $last + 1 ELSE $now END',
				to: '$now',
			},
		],
		test: { file: 'Integration/Ledger/ClockSetBackTest.php' },
	},
	{
		name: 'a document that SORS no longer has counts on',
		edits: [
			{
				file: 'Issues/Reconciliation.php',
				from: "[ 'acknowledged_by' => OutboxEntry::BY_COMPLETION ] : OutboxTable::NOT_ACKNOWLEDGED );",
				to: '[] : [] );',
			},
		],
		test: { file: 'Integration/Ledger/AcknowledgedTest.php' },
	},
	{
		name: 'a document that comes back is in figures of before',
		edits: [
			{
				file: 'Issues/Reconciliation.php',
				from: "'acknowledged_at' => DatabaseClock::moment(),",
				to: "'acknowledged_at' => 1,",
			},
		],
		test: {
			file: 'Integration/Ledger/AcknowledgedTest.php',
			filter: 'testADocumentThatComesBackIsNotInAFigureOfBefore',
		},
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
		histories: true,
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
		histories: true,
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
		histories: true,
	},
	{
		name: 'a backup of before the first work sends everything once more',
		edits: [
			{
				file: 'Plugin.php',
				from: 'if ( 0 === Heartbeat::last() ) {',
				to: 'if ( false ) {',
			},
		],
		test: {
			file: 'Integration/Lifecycle/SwitchedOffTest.php',
			filter: 'testItIsAtWorkFromTheMomentItIsSwitchedOn',
		},
	},
	{
		name: 'a payment that may have arrived and is due again is sent by guess',
		edits: [
			{
				file: 'Outbox/Payments.php',
				from: '$isUnclear = DuePayments::UNCLEAR === $entry->errorCode;',
				to: '$isUnclear = false;',
			},
		],
		test: {
			file: 'Integration/Outbox/LostPaymentTest.php',
			filter: 'testOneThatIsDueAgainIsNotSentByGuess',
		},
	},
	{
		name: 'a payment that somebody entered in SORS is recorded once more',
		edits: [
			{
				file: 'Outbox/PaymentPreparation.php',
				from: 'if ( PaymentSearch::readsBack( $api ) ) {',
				to: 'if ( false ) {',
			},
		],
		test: {
			file: 'Integration/Outbox/PaymentTest.php',
			filter: 'testWhatSomebodyEnteredInSorsIsNotRecordedAgain',
		},
	},
	{
		name: 'a payment is repeated although SORS lacks less by now',
		edits: [
			{
				file: 'Outbox/LookUp.php',
				from: 'if ( OutboxEntry::ROLE_PAYMENT === $entry->role && ! $this->ofPayment->mayRepeat( $entry, $token, $api ) ) {',
				to: 'if ( false ) {',
			},
		],
		test: {
			file: 'Integration/Outbox/PaymentLookUpTest.php',
			filter: 'testWhatSomebodyEnteredBetweenTheLossAndTheRepeatIsNotRecordedAgain',
		},
	},
	{
		name: 'a payment that a restored backup forgot is recorded once more',
		edits: [
			{
				file: 'Outbox/PaymentPreparation.php',
				from: 'if ( $this->isThere( $entry, $token, $columns, $api ) ) {',
				to: 'if ( false ) {',
			},
		],
		test: {
			file: 'Integration/Outbox/PaymentLookUpTest.php',
			filter: 'testARestoredBackupDoublesNoPayment',
		},
	},
	{
		name: 'what was paid before SORS took payments is recorded',
		edits: [
			{
				file: 'Outbox/DuePayments.php',
				from: 'return self::moments()[ $database ] ?? null;',
				to: 'return 1;',
			},
		],
		test: {
			file: 'Integration/Outbox/DuePaymentTest.php',
			filter: 'testWhatWasPaidBeforePaymentsWereRecordedIsLeftToAPerson',
		},
	},
	{
		name: 'what is wrong with payments stops documents',
		edits: [
			{
				file: 'Outbox/Failures.php',
				from: 'return OutboxEntry::ROLE_PAYMENT === $entry->role ? $this->ofPayments : $this->pause;',
				to: 'return $this->pause;',
			},
		],
		test: {
			file: 'Integration/Outbox/PaymentFailureTest.php',
			filter: 'testItStopsNoDocument',
		},
	},
	{
		name: 'a refused payment that is woken is sent again',
		edits: [
			{
				file: 'Outbox/EntryHandler.php',
				from: 'OutboxEntry::REJECTED === $entry->state && $this->ofPayment->isDue( $entry )',
				to: 'false',
			},
		],
		test: {
			file: 'Integration/Outbox/PaymentFailureTest.php',
			filter: 'testOneThatWasRefusedIsSentAgainByAPersonAlone',
		},
	},
	{
		name: 'a payment is recorded for a document over another amount',
		edits: [
			{
				file: 'Outbox/PaymentPreparation.php',
				from: 'if ( ! self::isOverTheSame( $sale, $document ) ) {',
				to: 'if ( false ) {',
			},
		],
		test: {
			file: 'Integration/Outbox/PaymentByHandTest.php',
			filter: 'testThatOfADocumentOverAnotherAmountIsLeftToAPerson',
		},
		histories: true,
	},
];
