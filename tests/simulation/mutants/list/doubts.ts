/** What may have reached SORS: faults that a reader found, each with its fix taken out. */
import type { Mutant } from '../mutant';

const OUTBOX = 'Integration/Outbox';

export const DOUBTS: readonly Mutant[] = [
	{
		name: 'a look-up takes a document without a reference for ours',
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
	},
	{
		name: 'the comparison takes a document without a reference for ours',
		edits: [
			{
				file: 'Issues/SentDocuments.php',
				from: '( null !== $entry->reference && $document->externalReference === $entry->reference )',
				to: 'in_array( $document->externalReference, [ null, $entry->reference ], true )',
			},
		],
		test: { file: 'Issues/ComparisonTest.php' },
	},
	{
		name: '“Cancel the others” cancels documents without a reference',
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
			file: `${ OUTBOX }/DecisionTest.php`,
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
			file: `${ OUTBOX }/DoubtTest.php`,
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
			file: `${ OUTBOX }/DoubtTest.php`,
			filter: 'testWhatWaitsAndMayHaveArrivedIsLookedUpBeforeItIsSentAgain',
		},
	},
	{
		name: 'what was delivered is cancelled and reserved again',
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
		name: 'a repeat relies on the morning’s proof alone',
		edits: [
			{
				file: 'Outbox/LookUp.php',
				from: '! $this->search->isUp(',
				to: 'false && ! $this->search->isUp(',
			},
		],
		test: {
			file: `${ OUTBOX }/LookUpTest.php`,
			filter: 'testASearchThatIsDownForAWhileDoublesNothing',
		},
	},
	{
		name: 'a repeat does not look at the list of the day',
		edits: [
			{
				file: 'Outbox/LookUp.php',
				from: '$this->search->findElsewhere( $entry, $api )',
				to: '[]',
			},
		],
		test: {
			file: `${ OUTBOX }/LookUpTest.php`,
			filter: 'testTwoEmptyAnswersAreNotBelievedWhereTheListOfTheDayShowsTheDocument',
		},
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
	},
];
