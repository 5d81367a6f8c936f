/** Faults that no issue lists, and that histories must find. */
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
				from: 'if ( self::isCancelling( $entries, $entry->revision ) ) {',
				to: 'if ( false ) {',
			},
		],
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
		histories: true,
	},
	{
		// To hold a lease that another process has is not enough: whoever works on an entry proves it again before it sends.
		name: 'two workers work on one entry, and neither looks whether it still has it',
		edits: [
			{
				file: 'Database/RowLease.php',
				from: 'WHERE id = %d AND lease_until < %d", $lease->owner, $lease->until, $id, $now )',
				to: 'WHERE id = %d", $lease->owner, $lease->until, $id )',
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
];
