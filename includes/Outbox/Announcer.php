<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

/** Tells the order what became of it: its number in SORS, and notes for whoever looks at it. */
final class Announcer {

	public const ID_META = '_sors_document_id';
	public const NUMBER_META = '_sors_document_number';

	/** May be called twice for one row: the second time it finds the number there. */
	public function sent( OutboxRow $row ): void {
		$order = wc_get_order( $row->orderId );
		if ( ! $order instanceof \WC_Order || OutboxRow::ROLE_CANCEL === $row->role ) {
			return;
		}
		$number = (string) ( $row->documentNumber ?? $row->documentId );
		if ( OutboxRow::ROLE_RETURN === $row->role ) {
			/* translators: %s: number of a document. */
			$order->add_order_note( sprintf( __( 'The return was entered in SORS: %s.', 'sors-api-for-woocommerce' ), $number ) );
			return;
		}
		if ( $order->get_meta( self::ID_META ) === (string) $row->documentId && $order->get_meta( self::NUMBER_META ) === (string) $row->documentNumber ) {
			return;
		}
		$order->update_meta_data( self::ID_META, (string) $row->documentId );
		$order->update_meta_data( self::NUMBER_META, (string) $row->documentNumber );
		$order->save_meta_data();
		/* translators: 1: kind of document, 2: its number. */
		$order->add_order_note( sprintf( __( 'Sent to SORS: %1$s %2$s.', 'sors-api-for-woocommerce' ), self::kindName( (string) $row->kind ), $number ) );
	}

	public function refused( OutboxRow $row, string $message ): void {
		/* translators: %s: the reason. */
		$this->note( $row->orderId, sprintf( __( 'Not sent to SORS: %s', 'sors-api-for-woocommerce' ), $message ) );
	}

	public function uncertain( OutboxRow $row, string $message ): void {
		/* translators: %s: the reason. */
		$this->note( $row->orderId, sprintf( __( 'It is uncertain whether SORS has this order: %s', 'sors-api-for-woocommerce' ), $message ) );
	}

	public function note( int $orderId, string $text ): void {
		$order = wc_get_order( $orderId );
		if ( $order instanceof \WC_Order ) {
			$order->add_order_note( $text );
		}
	}

	public static function kindName( string $kind ): string {
		switch ( $kind ) {
			case 'reservation':
				return __( 'reservation', 'sors-api-for-woocommerce' );
			case 'invoice':
				return __( 'invoice', 'sors-api-for-woocommerce' );
			case 'invoiceDeliveryNote':
				return __( 'invoice-delivery note', 'sors-api-for-woocommerce' );
			case 'deliveryNote':
				return __( 'delivery note', 'sors-api-for-woocommerce' );
			case 'return':
				return __( 'return', 'sors-api-for-woocommerce' );
			default:
				return __( 'document', 'sors-api-for-woocommerce' );
		}
	}
}
