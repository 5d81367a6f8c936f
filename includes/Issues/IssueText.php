<?php
declare( strict_types=1 );

namespace SorsApi\Issues;

use SorsApi\Entries\Issue;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Outbox\DiscountedTwice;
use SorsApi\Outbox\OrderNotes;
use SorsApi\Sentence;

/**
 * An issue in words. Pure.
 *
 * | code | data |
 * | --- | --- |
 * | changed | total?: {order, document}; quantities?: list of {objectId, name, order, document}; amounts?: list of {name, line, order, document}; buyer?: what of taxId, buyer and delivery is another, with a mark of it |
 * | missing_in_sors, order_trashed, order_deleted | none |
 * | refund_differs | refund, document |
 * | discounted_twice | order, document |
 * | doubled_in_sors | documents: list of numbers; byHand?: true where none of the others is as it was sent |
 * | other_total | document; of kind, date, total, paid and lines what SORS shows otherwise than it was sent, see Balance |
 *
 * Amounts are in RSD, quantities in the shop's unit; both are decimal strings.
 */
final class IssueText {

	/** What is wrong with an entry, in the reader's language, or null: its issue, or else the error of its last attempt. */
	public static function problem( OutboxEntry $entry ): ?string {
		return null === $entry->issue ? $entry->why() : Sentence::shown( self::of( $entry, $entry->issue ) );
	}

	/** A Sentence. */
	public static function of( OutboxEntry $entry, Issue $issue ): string {
		$number = $entry->documentName();
		switch ( $issue->code ) {
			case ChangedOrders::CODE:
				/* translators: %s: list of differences. */
				return Sentence::__( 'The order was changed after it was sent: %s.', 'sors-api-for-woocommerce', implode( '; ', self::differences( $issue ) ) );
			case Issue::REFUND:
				return OrderNotes::refundDiffers( $number, self::text( $issue->data, 'refund' ), self::text( $issue->data, 'document' ) );
			case Issue::DISCOUNTED_TWICE:
				return DiscountedTwice::words( $number, $issue );
			case Issue::MISSING:
				/* translators: %s: number of a document. */
				return Sentence::__( 'SORS no longer has an open document %s. If it was cancelled or deleted there by mistake, send the order again; if that was intended, leave it as it is.', 'sors-api-for-woocommerce', $number );
			case Issue::DOUBLED:
				$numbers = implode( ', ', self::list( $issue, 'documents' ) );
				if ( isset( $issue->data['other'] ) ) {
					/* translators: %s: numbers of documents. */
					return Sentence::__( 'SORS has two open documents that were made of this order, one after the other, as after a restored backup: %s. Cancel the wrong one in SORS, or leave it as it is.', 'sors-api-for-woocommerce', $numbers );
				}
				return isset( $issue->data['byHand'] )
					/* translators: 1: numbers of documents, 2: number of the order's document. */
					? Sentence::__( 'SORS has several open documents for this order: %1$s. What is there beside %2$s was not made as it was sent from here, so it may be right. Cancel in SORS what is one too many, or leave it as it is.', 'sors-api-for-woocommerce', $numbers, $number )
					/* translators: %s: numbers of documents. */
					: Sentence::__( 'SORS has several open documents for this order: %s. Cancel all but one in SORS.', 'sors-api-for-woocommerce', $numbers );
			case Reconciliation::TOTAL:
				/* translators: 1: number of a document, 2: list of differences. */
				return Sentence::__( '%1$s is no longer as it was sent: %2$s.', 'sors-api-for-woocommerce', self::text( $issue->data, 'document' ), implode( '; ', OrderNotes::differences( $entry, $issue->data ) ) );
			case OrphanedDocuments::DELETED:
				/* translators: 1: number of a document, 2: sentences: what the document does to stock and debt. */
				return Sentence::__( 'The order was deleted from the shop, and its document %1$s is still in SORS. %2$s If nothing was sold, cancel the document in SORS; if it was sold, leave it as it is.', 'sors-api-for-woocommerce', $number, self::meaning( (string) $entry->kind ) );
			case OrphanedDocuments::TRASHED:
				/* translators: 1: number of a document, 2: sentences: what the document does to stock and debt. */
				return Sentence::__( 'The order is in the trash, and its document %1$s is still in SORS. %2$s If nothing was sold, cancel the document in SORS; if it was sold, restore the order, or leave it as it is.', 'sors-api-for-woocommerce', $number, self::meaning( (string) $entry->kind ) );
			default:
				// A code of another version of the plugin.
				return $issue->code;
		}
	}

	/** @return list<string> */
	private static function differences( Issue $issue ): array {
		$parts = [];
		$total = $issue->data['total'] ?? null;
		if ( is_array( $total ) ) {
			/* translators: 1: amount, 2: amount. */
			$parts[] = Sentence::__( 'total %1$s instead of %2$s', 'sors-api-for-woocommerce', self::amount( $total, 'order' ), self::amount( $total, 'document' ) );
		}
		$quantities = $issue->data['quantities'] ?? [];
		foreach ( is_array( $quantities ) ? $quantities : [] as $line ) {
			if ( is_array( $line ) ) {
				/* translators: 1: name of a product, 2: quantity, 3: quantity. */
				$parts[] = Sentence::__( '%1$s: quantity %2$s instead of %3$s', 'sors-api-for-woocommerce', self::text( $line, 'name' ), Sentence::quantity( self::text( $line, 'order' ) ), Sentence::quantity( self::text( $line, 'document' ) ) );
			}
		}
		$amounts = $issue->data['amounts'] ?? [];
		foreach ( is_array( $amounts ) ? $amounts : [] as $line ) {
			if ( is_array( $line ) ) {
				/* translators: 1: name of a line of the order, 2: amount, 3: amount. */
				$parts[] = Sentence::__( '%1$s: %2$s instead of %3$s', 'sors-api-for-woocommerce', self::text( $line, 'name' ), self::amount( $line, 'order' ), self::amount( $line, 'document' ) );
			}
		}
		$words = [
			'taxId'    => Sentence::__( 'the PIB or the registration number was added or changed', 'sors-api-for-woocommerce' ),
			'buyer'    => Sentence::__( 'the buyer’s name or address was changed', 'sors-api-for-woocommerce' ),
			'delivery' => Sentence::__( 'the delivery address was changed', 'sors-api-for-woocommerce' ),
		];
		$buyer = $issue->data['buyer'] ?? [];
		return array_merge( $parts, array_values( array_intersect_key( $words, is_array( $buyer ) ? $buyer : [] ) ) );
	}

	/** By its kind alone, not by settings: what is said of an order must not change while the order does not. */
	private static function meaning( string $kind ): string {
		switch ( $kind ) {
			case 'invoice':
				return Sentence::__( 'In SORS the buyer owes its amount. Its goods leave the stock by a delivery note.', 'sors-api-for-woocommerce' );
			case 'invoiceDeliveryNote':
				return Sentence::__( 'In SORS its goods have left the stock, and the buyer owes its amount.', 'sors-api-for-woocommerce' );
			case 'deliveryNote':
				return Sentence::__( 'In SORS its goods have left the stock. It creates no debt.', 'sors-api-for-woocommerce' );
			default:
				return Sentence::__( 'It keeps goods reserved without a buyer, so fewer can be sold. It creates no debt.', 'sors-api-for-woocommerce' );
		}
	}

	/** @param array<mixed> $data */
	private static function text( array $data, string $key ): string {
		return is_scalar( $data[ $key ] ?? null ) ? (string) $data[ $key ] : '';
	}

	/** @param array<mixed> $data */
	private static function amount( array $data, string $key ): string {
		return Sentence::amount( self::text( $data, $key ) );
	}

	/** @return list<string> */
	private static function list( Issue $issue, string $key ): array {
		$values = $issue->data[ $key ] ?? [];
		return array_values( array_map( 'strval', array_filter( is_array( $values ) ? $values : [], 'is_scalar' ) ) );
	}
}
