<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Entries\OutboxEntry;
use SorsApi\Sentence;
use SorsApi\Sors\Decimal;

/** What LookUp says of a payment; of documents it says it itself. */
final class PaymentWords {

	/** Code of one of which another amount is missing in SORS by now than was sent. */
	public const CHANGED = 'amount_changed';

	/** Of one that SORS shows for another document than the order's. */
	public const OTHER_DOCUMENT = 'other_document';

	/** Of one that is not sent again, although its fate is not known. */
	public static function unclear( OutboxEntry $entry, ?OutboxEntry $sale ): string {
		$amount = Sentence::amount( $entry->total ?? '0' );
		$name   = null === $sale ? '' : $sale->documentName();
		if ( null !== $sale && OutboxEntry::SENT === $sale->state && null !== $entry->paidAmount && Decimal::compare( $sale->paidByHand ?? '0', $entry->paidAmount ) >= 0 ) {
			/* translators: 1: amount, 2: number of a document. */
			return Sentence::__( 'SORS’ answer to the payment of %1$s was lost, and by now SORS shows %2$s as paid, so it is not sent again. Only if the payment stands there twice, take one of the two back.', 'sors-api-for-woocommerce', $amount, $name );
		}
		/* translators: 1: amount, 2: number of a document. */
		return Sentence::__( 'SORS’ answer to the payment of %1$s for %2$s was lost, and SORS need not have it any more: the document was cancelled, or is paid otherwise, or the order is not paid. It is not sent again. If it is in SORS all the same, take it back there.', 'sors-api-for-woocommerce', $amount, $name );
	}

	/** @param string $detail What SORS answered. */
	public static function ofLookUp( string $code, string $detail ): string {
		switch ( $code ) {
			case 'no_lookup':
				return Sentence::__( 'SORS’ answer was lost, and its interface offers no way to look the payment up. Look in SORS whether the payment is there, then say so here, or send it again.', 'sors-api-for-woocommerce' );
			case 'found_other':
				return Sentence::__( 'SORS’ answer was lost, and what SORS shows as paid is another amount. Compare it with the order, correct it in SORS, then say that it is there.', 'sors-api-for-woocommerce' );
			case self::OTHER_DOCUMENT:
				return Sentence::__( 'SORS has this payment for another document than the one that stands for the order by now. Enter it for that one in SORS and take it back from the other, then say that it is there.', 'sors-api-for-woocommerce' );
			case self::CHANGED:
				return Sentence::__( 'SORS’ answer was lost, and since then the order changed, somebody entered a part in SORS, or the document was invoiced there. It is not sent again. Enter in SORS what is missing there, then say that it is there.', 'sors-api-for-woocommerce' );
			case 'found_several':
				return Sentence::__( 'SORS has this payment several times. Remove all but one there, then say that it is there.', 'sors-api-for-woocommerce' );
			case 'shown':
				return Sentence::__( 'SORS had this payment, and shows it no more. Enter it in SORS by hand if it is missing there, then say that it is there.', 'sors-api-for-woocommerce' );
			case 'due_again':
				return Sentence::__( 'SORS’ answer to this payment was lost, and it is due again. Look in SORS whether the payment is there, then say so here, or send it again.', 'sors-api-for-woocommerce' );
			case 'missed':
				return Sentence::__( 'SORS was asked, and has no such payment. It is sent again.', 'sors-api-for-woocommerce' );
			case 'lost_again':
				return Sentence::__( 'SORS’ answers to this payment were lost again and again, and it shows no such payment. Sent once more, it might be there twice. Look in SORS whether the payment is there, then say so here, or send it again.', 'sors-api-for-woocommerce' );
			case 'reply_lost':
				return Sentence::__( 'SORS’ answer was lost, and SORS has no such payment so far. It is asked again before anything is sent, since a slow server may still record it.', 'sors-api-for-woocommerce' );
			case 'untrusted_yet':
				return Sentence::__( 'SORS’ answer was lost. SORS shows no such payment, but it has not yet been seen to show one of this shop, so that says nothing. It is asked again; after a day you will be asked to look in SORS.', 'sors-api-for-woocommerce' );
			case 'lookup_untrusted':
				return Sentence::__( 'SORS’ answer was lost. SORS shows no such payment, but it does not show others of this shop either, so that says nothing. Look in SORS whether the payment is there, then say so here, or send it again.', 'sors-api-for-woocommerce' );
			case 'other':
				return Sentence::__( 'SORS showed other payments than the one it was asked for.', 'sors-api-for-woocommerce' );
			default:
				/* translators: %s: what SORS answered. */
				return Sentence::__( 'SORS’ answer was lost, and the payment cannot be looked up: %s Look in SORS whether it is there, then say so here, or send it again.', 'sors-api-for-woocommerce', $detail );
		}
	}
}
