<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Sentence;

/** Writes on the order what became of it: its number in SORS, and order notes. */
final class OrderNotes {

	public const ID_META     = '_sors_document_id';
	public const NUMBER_META = '_sors_document_number';

	/** @param bool $again A worker died while it handled this entry: it may have got this far, or not. */
	public static function sent( OutboxEntry $entry, bool $again ): void {
		$order = wc_get_order( $entry->orderId );
		if ( ! $order instanceof \WC_Order || OutboxEntry::ROLE_CANCEL === $entry->role ) {
			return;
		}
		$number = $entry->documentName();
		if ( OutboxEntry::ROLE_SALE === $entry->role ) {
			$order->update_meta_data( self::ID_META, (string) $entry->documentId );
			$order->update_meta_data( self::NUMBER_META, (string) $entry->documentNumber );
			// Or WooCommerce saves the whole order for two metas, clears its reports, and calls it modified.
			add_filter( 'woocommerce_orders_table_datastore_should_save_after_meta_change', '__return_false', 99 );
			$order->save_meta_data();
			remove_filter( 'woocommerce_orders_table_datastore_should_save_after_meta_change', '__return_false', 99 );
		}
		if ( OutboxEntry::ROLE_RETURN === $entry->role ) {
			/* translators: %s: number of a document. */
			$note = Sentence::__( 'The return was entered in SORS: %s.', 'sors-api-for-woocommerce', $number );
			$sale = $entry->saleOf( OutboxTable::ofOrder( $entry->orderId ) );
			if ( null !== $sale && in_array( $sale->kind, OutboxEntry::INVOICES, true ) ) {
				/* translators: 1: a sentence, 2: number of a document. */
				$note = Sentence::__( '%1$s It puts the goods back. The buyer still owes for them by %2$s until you issue a credit note (knjižno odobrenje) in SORS.', 'sors-api-for-woocommerce', $note, $sale->documentName() );
			}
		} else {
			/* translators: 1: kind of document, 2: its number. */
			$note = Sentence::__( 'Sent to SORS: %1$s %2$s.', 'sors-api-for-woocommerce', self::kindName( (string) $entry->kind ), $number );
		}
		if ( $again ) {
			self::noteOnce( $order, $note );
		} else {
			$order->add_order_note( self::harmless( $note ) );
		}
	}

	/** Unless the order has that very note. */
	public static function noteOnce( \WC_Order $order, string $text ): void {
		$note = self::harmless( $text );
		foreach ( wc_get_order_notes( [ 'order_id' => $order->get_id() ] ) as $known ) {
			if ( is_object( $known ) && isset( $known->content ) && $known->content === $note ) {
				return;
			}
		}
		$order->add_order_note( $note );
	}

	/**
	 * A note is HTML, with words of SORS and of buyers in it. Escaped tags would come back where a plugin shows notes in tooltips.
	 *
	 * @psalm-taint-escape html
	 */
	public static function harmless( string $text ): string {
		return strtr(
			Sentence::shown( $text ),
			[
				'&' => '&amp;',
				'<' => '‹',
				'>' => '›',
			]
		);
	}

	public static function refused( OutboxEntry $entry, string $message ): void {
		/* translators: %s: the reason. */
		$note = Sentence::__( 'Not sent to SORS: %s', 'sors-api-for-woocommerce', $message );
		self::note( $entry->orderId, $note );
	}

	public static function uncertain( OutboxEntry $entry, string $message ): void {
		/* translators: %s: the reason, sentences. */
		$note = Sentence::__( 'It is uncertain what SORS has of this order. %s', 'sors-api-for-woocommerce', $message );
		self::note( $entry->orderId, $note );
	}

	public static function note( int $orderId, string $text ): void {
		$order = wc_get_order( $orderId );
		if ( $order instanceof \WC_Order ) {
			$order->add_order_note( self::harmless( $text ) );
		}
	}

	/** @param string $number Of the return in SORS. */
	public static function refundDiffers( string $number, string $refund, string $document ): string {
		/* translators: 1: number of a document, 2: amount, 3: amount. */
		return Sentence::__( 'The return %1$s in SORS is over %3$s, but %2$s was refunded: only goods that came back can be returned. Settle the difference in SORS by hand, then press “Leave it as it is”.', 'sors-api-for-woocommerce', $number, Sentence::amount( $refund ), Sentence::amount( $document ) );
	}

	/**
	 * @param array<mixed> $difference As Balance gives it, or an issue holds it.
	 * @return list<string> Sentences.
	 */
	public static function differences( OutboxEntry $entry, array $difference ): array {
		$text  = static fn( array $data, string $name ): string => is_string( $data[ $name ] ?? null ) ? $data[ $name ] : '';
		$parts = [];
		if ( isset( $difference['kind'] ) ) {
			/* translators: 1: kind of document, 2: kind of document. */
			$parts[] = Sentence::__( '%1$s instead of %2$s', 'sors-api-for-woocommerce', self::kindName( $text( $difference, 'kind' ) ), self::kindName( (string) $entry->kind ) );
		}
		if ( isset( $difference['date'] ) ) {
			$parts[] = Sentence::__( 'another date', 'sors-api-for-woocommerce' );
		}
		if ( isset( $difference['total'] ) ) {
			/* translators: 1: amount, 2: amount. */
			$parts[] = Sentence::__( 'total %1$s instead of %2$s', 'sors-api-for-woocommerce', Sentence::amount( $text( $difference, 'total' ) ), Sentence::amount( (string) $entry->total ) );
		}
		if ( isset( $difference['paid'] ) ) {
			/* translators: 1: amount, 2: amount. */
			$parts[] = Sentence::__( 'paid %1$s instead of %2$s', 'sors-api-for-woocommerce', Sentence::amount( $text( $difference, 'paid' ) ), Sentence::amount( (string) $entry->said() ) );
		}
		foreach ( (array) ( $difference['lines'] ?? [] ) as $line ) {
			$line    = (array) $line;
			$parts[] = 'quantity' === $text( $line, 'of' )
				/* translators: 1: name of a product, 2: quantity, 3: quantity. */
				? Sentence::__( '%1$s: quantity %2$s instead of %3$s', 'sors-api-for-woocommerce', $text( $line, 'item' ), Sentence::quantity( $text( $line, 'shown' ) ), Sentence::quantity( $text( $line, 'sent' ) ) )
				/* translators: 1: name of a line of the order, 2: amount, 3: amount. */
				: Sentence::__( '%1$s: %2$s instead of %3$s', 'sors-api-for-woocommerce', $text( $line, 'item' ), Sentence::amount( $text( $line, 'shown' ) ), Sentence::amount( $text( $line, 'sent' ) ) );
		}
		return $parts;
	}

	/** "Reservation", in the reader's language. */
	public static function kindTitle( string $kind ): string {
		return Sentence::shown( Sentence::capital( self::kindName( $kind ) ) );
	}

	public static function kindName( string $kind ): string {
		$names = [
			'reservation'         => Sentence::__( 'reservation', 'sors-api-for-woocommerce' ),
			'invoice'             => Sentence::__( 'invoice', 'sors-api-for-woocommerce' ),
			'invoiceDeliveryNote' => Sentence::__( 'invoice-delivery note', 'sors-api-for-woocommerce' ),
			'deliveryNote'        => Sentence::__( 'delivery note', 'sors-api-for-woocommerce' ),
			'return'              => Sentence::__( 'return', 'sors-api-for-woocommerce' ),
		];
		return $names[ $kind ] ?? Sentence::__( 'document', 'sors-api-for-woocommerce' );
	}
}
