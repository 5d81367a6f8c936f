/**
 * Mutants that change nothing, by their keys (generate.ts), each with the reason: they count apart. Only what was read
 * and understood comes in here, never what merely was not found.
 */

const MORE_AT_ONCE =
	'Only how many rows one query takes: the loop goes on until one brings fewer than it asked for.';

const LATER =
	'Only how many are taken at once: the next step takes what is left.';

const KEY_ALONE = 'Only its key is asked for.';

const NO_CODE =
	'Without a code nothing stands still, so until when it does is not read.';

const NEVER_DELETED =
	'No entry is ever deleted, so the one that was just read or written is there.';

const OF_A_SALE =
	'A cancelling is made for a sale alone, and no entry is ever deleted.';

const IN_DOUBT =
	'What may have arrived was stored with its reference and database before it left.';

const MICROSECOND = 'A lease that ends in this very microsecond.';

const HELD_NOTHING =
	'What holds nothing is not changed, and only what was changed is counted.';

const OWN_LEASE = 'The lease was taken just before, for this entry alone.';

const FORGETS =
	'Only when it forgets that it has noted an order: at worst that is noted once more.';

const BY_WHICH_INDEX =
	'Only by which index SKUs are looked up, where both have all; and a limited run looks for none.';

export const EQUIVALENT: Readonly< Record< string, string > > = {
	'Ledger/OpenOrders.php : 1000 → 2000': MORE_AT_ONCE,
	'Ledger/OpenOrders.php : 200 → 400':
		'Only how many rows one INSERT writes, of a list that is written to its end.',
	'Sync/Stock/ChangesWatch.php : 500 → 1000': MORE_AT_ONCE,
	'Sync/Stock/StockComparing.php : 500 → 1000': MORE_AT_ONCE,
	'Outbox/RestoredBackup.php allows: 1 → 2':
		'A LIMIT of a query of which only is asked whether it brings anything.',
	'Sync/Stock/StockApplying.php : 100 → 200': LATER,
	'Sync/Stock/StockFollowUp.php : 100 → 200': LATER,
	'Issues/LatePayments.php : 500 → 1000': LATER,
	'Issues/OrphanedDocuments.php : 1000 → 2000': LATER,
	'Issues/Reconciliation.php : 5 → 6': LATER,
	'Issues/ChangedOrders.php sweep: 100 → 200': LATER,
	'Ledger/Ledger.php settle: 500 → 1000': LATER,
	'Outbox/Worker.php : 16 → 32':
		'Only among how many due entries the next one is drawn.',
	'Sync/Stock/StockBatch.php sort: true → false': KEY_ALONE,
	'Sync/Stock/StockComparing.php adoptable: true → false': KEY_ALONE,
	'Issues/ChangedOrders.php difference: true → false': KEY_ALONE,
	'Ledger/AcknowledgedQuantities.php sum: true → false': KEY_ALONE,
	'Ledger/CountedDocuments.php isPresent: 0 → 1': KEY_ALONE,
	'Outbox/Capture.php beforeDeletingRefund: true → false': KEY_ALONE,
	'Outbox/RestoredBackup.php begin: 0 → 1': KEY_ALONE,
	'Outbox/RestoredBackup.php begin: 0 → 1 (2)': KEY_ALONE,
	'Ledger/AcknowledgedQuantities.php sum: null === $only → true':
		'Who asks for one product reads that one alone: it only takes longer.',
	'Sync/Stock/LevelPage.php : 0 → 1':
		'read() sets it before anybody reads it.',
	'Sync/Stock/LevelPage.php : 0 → 1 (2)':
		'read() sets it before anybody reads it.',
	'Sync/Stock/StockComparing.php linked: && → || in ! $run->limited && $this->products->hasUnlistedSkus()':
		BY_WHICH_INDEX,
	'Sync/Stock/StockComparing.php linked: ! $run->limited → true (2)':
		BY_WHICH_INDEX,
	'Sync/Stock/StockComparing.php linked: $this->products->hasUnlistedSkus() → true':
		BY_WHICH_INDEX,
	'Sync/Stock/StockShop.php plan: $filtered → true':
		'Where nobody listens, a filter answers what it is given.',
	'Outbox/SalePreparation.php dated: < → <= in (int) $day < $year':
		'Of the same year it has been answered above.',
	'Outbox/OrderNotes.php hasNote: is_object( $note ) && isset( $note->content ) → true':
		'Each note that WooCommerce answers is an object with its content.',
	'Outbox/OrderNotes.php hasNote: && → || in is_object( $note ) && isset( $note->content )':
		'Each note that WooCommerce answers is an object with its content.',
	'Outbox/Outbox.php reasonToWait: null === $entry->nextAttemptAt → false':
		'To PHP null comes before any date.',
	'Outbox/Resolution.php cancelledByHand: null !== $sale → true': OF_A_SALE,
	'Outbox/Canceller.php finish: null !== $sale → true': OF_A_SALE,
	'Outbox/Canceller.php saleOf: null === $sale → false': OF_A_SALE,
	'Outbox/Canceller.php begin: null === $begun → false': NEVER_DELETED,
	'Outbox/EntryHandler.php begin: null === $sending → false': NEVER_DELETED,
	'Outbox/Transitions.php died: null === $now → false': NEVER_DELETED,
	'Outbox/Transitions.php sent: null !== $sent → true': NEVER_DELETED,
	'Outbox/Adoption.php take: null === $taken → false': NEVER_DELETED,
	'Outbox/Resolution.php asSent: null !== $sent → true': NEVER_DELETED,
	'Outbox/Intake.php cancel: null !== $now → true': NEVER_DELETED,
	'Outbox/Outbox.php queue: null === $entry → false (3)': NEVER_DELETED,
	'Outbox/Outbox.php queue: null === $entry → false (4)': NEVER_DELETED,
	'Issues/SentDocuments.php nextDay: null === $next → false':
		'Of no day there is no entry: it only costs one more query.',
	'Issues/SentDecision.php cancelOthers: $document !== $own → true':
		'An entry knows its own document, and what any entry knows is not cancelled.',
	'Issues/SentDecision.php mayCancel: null !== $entry->reference → true':
		'Without a reference its own document alone is found.',
	'Issues/SentDecision.php keep: null === $kept → false': NEVER_DELETED,
	'Issues/Reconciliation.php note: null !== $now → true': NEVER_DELETED,
	'Issues/Reconciliation.php finish: null !== $entry → true': NEVER_DELETED,
	'Issues/Reconciliation.php finish: null !== $entry → true (2)':
		NEVER_DELETED,
	'Outbox/LookUp.php permits: null === $entry->reference → false': IN_DOUBT,
	'Outbox/LookUp.php permits: null === $entry->database → false': IN_DOUBT,
	'Outbox/OrderNotes.php sent: OutboxEntry::ROLE_CANCEL === $entry->role → false':
		'Of a cancelling nobody asks for it.',
	'Entries/OutboxQueries.php due: < → <= in lease_until < %d': MICROSECOND,
	'Entries/OutboxTable.php askErasure: < → <= in lease_until < %d':
		MICROSECOND,
	'Entries/OutboxTable.php claim: id = %d → ( id = %d OR 1 = 1 )': OWN_LEASE,
	'Entries/OutboxTable.php claim: lease_owner = %s → ( lease_owner = %s OR 1 = 1 )':
		OWN_LEASE,
	'Entries/OutboxTable.php erase: body IS NOT NULL → ( body IS NOT NULL OR 1 = 1 )':
		HELD_NOTHING,
	'Entries/OutboxTable.php erase: contents IS NOT NULL → ( contents IS NOT NULL OR 1 = 1 )':
		HELD_NOTHING,
	'Entries/OutboxTable.php erase: refusal IS NOT NULL → ( refusal IS NOT NULL OR 1 = 1 )':
		HELD_NOTHING,
	'Entries/OutboxTable.php disown: r.acknowledged_at IS NOT NULL → ( r.acknowledged_at IS NOT NULL OR 1 = 1 )':
		'What was not acknowledged is not once more.',
	'Outbox/Failures.php ofSending: $entry->mayHaveArrived() → true':
		'Only sales and returns are sent, and of those what is in doubt may have arrived.',
	'Outbox/Failures.php retryAfter: 0 → 1': 'The least of what is random.',
	'Outbox/Failures.php delay: 10 → 20':
		'The longest wait is reached with the eighth attempt.',
	'Outbox/Failures.php seconds: 1 → 0':
		'delay() takes none for the first attempt, too.',
	'Outbox/Pause.php unreachable: 0 → 1 (2)': NO_CODE,
	'Outbox/Pause.php silence: 0 → 1 (2)': NO_CODE,
	'Outbox/Pause.php answered: 0 → 1 (3)': NO_CODE,
	'Outbox/Pause.php unreachable: 6 → 7':
		'The longest wait is reached before that.',
	'Outbox/Pause.php silence: 6 → 7':
		'The longest wait is reached before that.',
	'Outbox/Pause.php endSilence: 0 → 1':
		'Where nothing is stored there is nothing to end.',
	"Outbox/Pause.php answered: 0 === $stored['silences'] → false":
		'Stored without code and counts it says the same as nothing stored.',
	"Outbox/Pause.php answered: '' !== $stored['code'] || $stored['failures'] > 0 → true":
		'It writes what is stored already.',
	"Outbox/Pause.php answered: > → >= in $stored['failures'] > 0":
		'It writes what is stored already.',
	'Outbox/Pause.php end: null !== $this->stored() → true':
		'It deletes an option that there is not.',
	'Outbox/Capture.php remember: 3 → 4': FORGETS,
	'Outbox/Capture.php note: 1000 → 2000': FORGETS,
	'Outbox/Capture.php note: > → >= in count( $this->noted ) > 1000': FORGETS,
	'Outbox/Capture.php note: count( $this->noted ) > 1000 → false': FORGETS,
	'Outbox/Adoption.php take: 0 → 1 (3)':
		'Of what SORS has, nobody reads the misses, and a lost reply begins with none.',
	'Outbox/ChangedSettings.php apply: [ $after->database, $after->stockMode ] !== [ $before->database, $before->stockMode ] → true':
		'What does not count is settled where nothing was sold, and is settled again.',
};
