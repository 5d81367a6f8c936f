/**
 * Faults put back into the plugin on purpose: the simulation must find each. What stands in
 * `from` must be in the file exactly once, or the mutant no longer fits the code and says so.
 */
export interface Mutant {
	name: string;
	/** Below includes/. */
	file: string;
	from: string;
	to: string;
}

export const MUTANTS: readonly Mutant[] = [
	{
		name: 'a lost reply is sent again without a look-up',
		file: 'Outbox/LookUp.php',
		from: '$found = $this->search->find( $entry->database, $entry->reference, $api );',
		to: 'return true;',
	},
	{
		name: 'stock forgets what was sold and is not in SORS yet',
		file: 'Ledger/Ledger.php',
		from: 'public function unsynced( array $moments ): array {',
		to: 'public function unsynced( array $moments ): array { return [];',
	},
	{
		name: 'a document counts for figures that were asked for before it',
		file: 'Ledger/AcknowledgedQuantities.php',
		from: '( ! $moments->contain( $unit ) || $entry->acknowledgedAt < $moments->of( $unit ) )',
		to: 'true',
	},
	{
		name: 'every process holds every lease',
		file: 'Database/RowLease.php',
		from: 'return Sql::value( "SELECT lease_owner FROM {$this->table} WHERE id = %d", $this->id ) === $this->owner;',
		to: 'return true;',
	},
	{
		name: 'a document that is being cancelled still counts',
		file: 'Ledger/AcknowledgedQuantities.php',
		from: 'if ( self::isCancelling( $entries, $entry->revision ) ) {',
		to: 'if ( false ) {',
	},
	{
		name: 'an order that was cancelled, failed or trashed counts as sold in full',
		file: 'Orders/SoldQuantities.php',
		from: 'if ( in_array( $status, self::AS_TAKEN, true ) ) {',
		to: 'if ( false ) {',
	},
];
