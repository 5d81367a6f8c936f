/** Faults 1 to 7 of issue 12: each with its fix taken out. */
import type { Mutant } from '../mutant';

const OUTBOX = 'Integration/Outbox';

export const DOUBTS: readonly Mutant[] = [
	{
		name: '1 a look-up takes a document without a reference for ours',
		edits: [
			{
				file: 'Outbox/DocumentSearch.php',
				from: 'bool => $document->externalReference === $reference',
				to: 'bool => in_array( $document->externalReference, [ null, $reference ], true )',
			},
		],
		test: {
			file: `${ OUTBOX }/DoubtTest.php`,
			filter: 'testADocumentWithoutOurReferenceIsNeverTakenForOurs',
		},
		histories: true,
	},
	{
		name: '1 the comparison takes a document without a reference for ours',
		edits: [
			{
				file: 'Issues/SentDocuments.php',
				from: '( null !== $entry->reference && $document->externalReference === $entry->reference )',
				to: 'in_array( $document->externalReference, [ null, $entry->reference ], true )',
			},
		],
		test: { file: 'Issues/ComparisonTest.php' },
		histories: true,
	},
	{
		name: '1 “Cancel the others” cancels documents without a reference',
		edits: [
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
		name: '1 all is missing where not one document was recognised',
		edits: [
			{
				file: 'Issues/Reconciliation.php',
				from: "$seen = $progress['recognised'] > 0;",
				to: '$seen = true;',
			},
		],
		test: {
			file: 'Integration/Rest/ReconciliationRouteTest.php',
			filter: 'testWhereNotOneDocumentIsRecognisedNoneIsCalledMissing',
		},
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
				from: 'if ( ! $search->isTrusted( (string) $entry->database, $api ) ) {',
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
		name: '2 what is uncertain is never looked up again',
		edits: [
			{
				file: 'Outbox/LookUp.php',
				from: 'self::words( $entry, $code, $message ), self::rule( $entry )->lateLookUp() );',
				to: 'self::words( $entry, $code, $message ), null );',
			},
		],
		test: {
			file: `${ OUTBOX }/DoubtTest.php`,
			filter: 'testWhatIsUncertainSettlesItselfWhenSorsShowsItLater',
		},
	},
	{
		name: '3 what waits and may have arrived is sent again without a look-up',
		edits: [
			{
				file: 'Outbox/EntryHandler.php',
				from: '} elseif ( $entry->mayHaveArrived() || $entry->wasInDoubt() ) {\n\t\t\t\t$this->clear(',
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
				from: '} elseif ( $isRefused && $entry->mayHaveArrived() && $entry->isInDoubt() ) {',
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
		name: '4 orders wait for a new year though the owner goes on in this database',
		edits: [
			{
				file: 'Settings/FinancialYear.php',
				from: 'return self::goesOn( $database ) ? null : self::told( $database );',
				to: 'return self::told( $database );',
			},
		],
		test: {
			file: 'Integration/YearChange/YearChangeTest.php',
			filter: 'testADatabaseThatGoesOnTakesTheOrdersOfEachYear',
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
				from: '$differs  = ReturnPreparation::refundDiffers( $entry );',
				to: '$differs = null;',
			},
		],
		test: {
			file: `${ OUTBOX }/RefundTest.php`,
			filter: 'testMoneyThatAReturnDoesNotCarryIsShown',
		},
	},
	{
		name: '7 of more edits than one sweep compares the others count as compared',
		edits: [
			{
				file: 'Entries/OutboxTable.php',
				from: "' SET compared_at = %s WHERE id = %d', $at, $id );",
				to: "' SET compared_at = %s WHERE id <> 0', $at );",
			},
		],
		test: {
			file: 'Integration/Issues/EditedOrdersTest.php',
			filter: 'testWhatASweepDidNotComeToIsSeenByTheNextOne',
		},
	},
	{
		name: '7 an edit while the reply is lost is never compared',
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
		histories: true,
	},
	{
		name: 'a repeat relies on the morning’s proof alone',
		edits: [
			{
				file: 'Outbox/LookUp.php',
				from: '! $search->isUp(',
				to: 'false && ! $search->isUp(',
			},
		],
		test: {
			file: `${ OUTBOX }/LookUpTest.php`,
			filter: 'testASearchThatIsDownForAWhileDoublesNothing',
		},
		histories: true,
	},
	{
		name: 'a repeat does not look at the list of the day',
		edits: [
			{
				file: 'Outbox/LookUp.php',
				from: 'OutboxEntry::ROLE_PAYMENT === $entry->role ? [] : $this->search->findElsewhere( $entry, $api )',
				to: '[]',
			},
		],
		test: {
			file: `${ OUTBOX }/LookUpTest.php`,
			filter: 'testTwoEmptyAnswersAreNotBelievedWhereTheListOfTheDayShowsTheDocument',
		},
		histories: true,
	},
	{
		name: 'a customer is created once more on the morning’s proof alone',
		edits: [
			{
				file: 'Counterparts/Customers.php',
				from: ' && $this->isUp( $key, $database, $api, $lease );',
				to: ';',
			},
		],
		test: {
			file: 'Integration/Counterparts/CustomersTest.php',
			filter: 'testASearchThatIsDownForAWhileHasNoCustomerCreatedTwice',
		},
		histories: true,
	},
];
