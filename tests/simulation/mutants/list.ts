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
		from: '			$found = $api->findDocuments( $entry->database, $entry->reference );\n',
		to: '			return true;\n',
	},
	{
		name: 'stock forgets what was sold and is not in SORS yet',
		file: 'Ledger/Ledger.php',
		from: 'return array_intersect_key( $unsynced, array_flip( $productIds ) );',
		to: 'return [];',
	},
	{
		name: 'a document counts for figures that were asked for before it',
		file: 'Ledger/AcknowledgedQuantities.php',
		from: '$entry->acknowledgedAt < $readAt',
		to: '$entry->acknowledgedAt > 0',
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
		from: '! self::isCancelling( $entries, $entry->revision ) && ',
		to: '',
	},
	{
		name: 'an order that is completed, trashed or cancelled counts as sold in full',
		file: 'Orders/SoldQuantities.php',
		from: 'if ( in_array( $status, self::AS_TAKEN, true ) ) {',
		to: 'if ( false ) {',
	},
];
