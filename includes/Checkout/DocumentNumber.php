<?php
declare( strict_types=1 );

namespace SorsApi\Checkout;

use SorsApi\Entries\OrderQueries;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxQueries;
use SorsApi\Log\Log;
use SorsApi\Outbox\OrderNotes;

/**
 * The number of the order's document for its buyer: in My Account, on the page that thanks for the order, and in mails.
 * Nothing waits for it: whatever is shown, or sent, before there is a document goes without.
 */
final class DocumentNumber {

	/** @param mixed $order */
	public static function show( $order ): void {
		$document = self::of( $order );
		if ( null !== $document ) {
			printf( '<p class="sors-document"><strong>%s:</strong> %s</p>', esc_html( OrderNotes::kindTitle( (string) $document->kind ) ), esc_html( (string) $document->documentNumber ) );
		}
	}

	/**
	 * @param mixed $fields
	 * @param mixed $sentToAdmin
	 * @param mixed $order
	 * @return mixed The same, and ours. WooCommerce takes the markup out of plain text.
	 */
	public static function addToMail( $fields, $sentToAdmin, $order ) {
		$document = is_array( $fields ) ? self::of( $order ) : null;
		if ( null !== $document ) {
			$fields['sors_document'] = [
				'label' => esc_html( OrderNotes::kindTitle( (string) $document->kind ) ),
				'value' => esc_html( (string) $document->documentNumber ),
			];
		}
		return $fields;
	}

	/** @param mixed $order An order that never had a document costs no query. */
	private static function of( $order ): ?OutboxEntry {
		if ( ! $order instanceof \WC_Order || in_array( $order->get_meta( OrderNotes::NUMBER_META ), [ '', null ], true ) ) {
			return null;
		}
		return Log::guard( 'The document\'s number for the buyer of order ' . $order->get_id(), static fn(): ?OutboxEntry => OrderQueries::openDocument( OutboxQueries::ofOrder( $order->get_id() ) ) );
	}
}
