<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Entries\OutboxEntry;
use SorsApi\Sentence;
use SorsApi\Sors\AuthFailed;
use SorsApi\Sors\SorsError;

/** What a person reads where the API key may do other things, and not this. */
final class MissingRight {

	/** Operations without which other documents are made all the same. */
	public const OF_ONE_ENTRY = [ 'cancelDocument', 'createReturn', 'createCustomer' ];

	/** Which right is missing and what to do by hand; of any other error, its own words. */
	public static function words( OutboxEntry $entry, SorsError $error ): string {
		if ( ! $error instanceof AuthFailed || ! $error->isRestricted() ) {
			return $error->getMessage();
		}
		$words = self::ofOperation( $entry, (string) $error->operation );
		/* translators: 1: whole sentences of ours, 2: what SORS said. */
		return '' === $error->said ? $words : Sentence::__( '%1$s SORS said: %2$s', 'sors-api-for-woocommerce', $words, $error->said );
	}

	private static function ofOperation( OutboxEntry $entry, string $operation ): string {
		switch ( $operation ) {
			case 'cancelDocument':
				/* translators: 1: name of a database, 2: number of a document. */
				return Sentence::__( 'SORS does not allow the API key to cancel documents in the database %1$s. Cancel %2$s in SORS by hand, then mark this as done. Or ask Softkom for that right: it is tried again each hour, or at once with the button.', 'sors-api-for-woocommerce', (string) $entry->database, $entry->documentName() );
			case 'createReturn':
				/* translators: %s: name of a database. */
				return Sentence::__( 'SORS does not allow the API key to make returns in the database %s. Enter the return in SORS by hand, then mark this as done. Or ask Softkom for that right, then send it again.', 'sors-api-for-woocommerce', (string) $entry->database );
			case 'createCustomer':
				return Sentence::__( 'SORS does not allow the API key to create customers, and the buyer is not a customer there yet. Create the customer in SORS by hand, or ask Softkom for that right: the order is checked again each hour, or at once when it is sent again.', 'sors-api-for-woocommerce' );
		}
		if ( 0 === strpos( $operation, 'create' ) ) {
			/* translators: %s: kind of document. */
			return Sentence::__( 'SORS does not allow the API key to make this kind of document: %s. Ask Softkom for that right, then send the order again. Or enter the document in SORS by hand, then press “SORS has it already”.', 'sors-api-for-woocommerce', OrderNotes::kindName( (string) $entry->kind ) );
		}
		/* translators: %s: our name of an operation of SORS' interface. */
		return Sentence::__( 'SORS does not allow the API key to read what is needed for this (%s). Ask Softkom for that right: it is checked again each hour, or at once when it is sent again.', 'sors-api-for-woocommerce', $operation );
	}
}
