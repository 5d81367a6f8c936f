/** Documents that are another order's, that SORS made from ours, or that nobody wants any more: faults that a reader found. */
import type { Mutant } from '../mutant';

export const OTHERS_DOCUMENTS: readonly Mutant[] = [
	{
		name: 'what was made from a document of ours by way of another is a double of it',
		edits: [
			{
				file: 'Outbox/DerivedDocuments.php',
				from: "if ( ( $ofReturns || 'return' !== $document->kind ) && ! isset( $known[ $key ] ) ) {",
				to: 'if ( false ) {',
			},
		],
		test: {
			file: 'Integration/Issues/SentDecisionTest.php',
			filter: 'testWhatWasMadeFromItsDocumentIsNeitherADoubleNorCancelled',
		},
	},
	{
		name: 'an answer about another document is taken for the order’s own',
		edits: [
			{
				file: 'Outbox/AnsweredDocument.php',
				from: 'if ( null !== $doubt ) {',
				to: 'if ( false ) {',
			},
		],
		test: {
			file: 'Integration/Outbox/AnsweredDocumentTest.php',
			filter: 'testTheReplyToAnotherOrderIsLookedUp',
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
		histories: true,
	},
	{
		name: 'a payment is recorded for a document that was invoiced meanwhile',
		edits: [
			{
				file: 'Outbox/DuePayments.php',
				from: "return true === $document->fiscalised || '' !== trim( (string) $document->fiscalNumber ) || ( true === $document->invoiced && ! $isInvoice );",
				to: 'return false;',
			},
		],
		test: {
			file: 'Integration/Outbox/LostPaymentTest.php',
			filter: 'testOneWhoseDocumentWasInvoicedMeanwhileIsLeftToAPerson',
		},
	},
];
