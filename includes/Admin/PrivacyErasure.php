<?php
declare( strict_types=1 );

namespace SorsApi\Admin;

use SorsApi\Counterparts\CustomerTable;
use SorsApi\Counterparts\LinkedCustomers;
use SorsApi\Entries\Erasure;
use SorsApi\Entries\OutboxTable;
use SorsApi\Log\Log;

/** Erases what we keep of a buyer: at a request (Tools → Erase Personal Data), and whenever WooCommerce takes the buyer out of an order. */
final class PrivacyErasure {

	/**
	 * By hand, by the bulk action or by WooCommerce's own retention: the order still has everything, and is saved afterwards.
	 *
	 * @param mixed $order
	 */
	public static function eraseOrder( $order ): void {
		if ( ! $order instanceof \WC_Order ) {
			return;
		}
		// Each for itself: WooCommerce takes the buyer out in any case, and does not come again.
		Log::guard( 'Erasing what was sent of order ' . $order->get_id(), fn() => Erasure::ask( array_column( OutboxTable::ofOrder( $order->get_id() ), 'id' ) ) );
		Log::guard( 'Erasing the buyer of order ' . $order->get_id(), fn() => CustomerTable::erase( PersonalData::keysOf( $order ) ) );
		foreach ( array_merge( ...array_values( PersonalData::METAS ) ) as $meta ) {
			$order->delete_meta_data( $meta );
		}
	}

	/** @return array{items_removed: bool, items_retained: bool, messages: list<string>, done: bool} */
	public static function erase( string $email, int $page = 1 ): array {
		$data     = PersonalData::ofEmail( $email, $page );
		$outbox   = Erasure::ask( array_column( $data->entries, 'id' ) );
		$removed  = CustomerTable::erase( $data->keys ) > 0 || $outbox['removed'];
		$messages = [];
		if ( null !== $data->user ) {
			foreach ( array_merge( ...array_values( PersonalData::METAS ) ) as $meta ) {
				$removed = delete_user_meta( $data->user->ID, $meta ) || $removed;
			}
			$removed = LinkedCustomers::unlink( $data->user->ID ) || $removed;
		}
		if ( $outbox['waiting'] ) {
			$messages[] = __( 'Some orders are still on their way to SORS, or wait for a decision. What that needs of them is kept until then, and erased automatically afterwards.', 'sors-api-for-woocommerce' );
		}
		if ( [] !== CustomerTable::ofKeys( $data->keys ) ) {
			$messages[] = __( 'The buyer is being created as a customer in SORS, or SORS’ answer was lost. By what the buyer is recognised is kept until that is settled, so that no second customer is created, and erased automatically afterwards.', 'sors-api-for-woocommerce' );
		}
		if ( [] !== array_filter( array_column( $data->entries, 'documentId' ) ) ) {
			$messages[] = __( 'Documents and the customer in SORS itself belong to the books and were not touched. Look there whether anything may be erased.', 'sors-api-for-woocommerce' );
		}
		foreach ( $data->orders as $order ) {
			if ( [] !== PrivacyExport::company( $order ) ) {
				$messages[] = __( 'PIB, registration number and company stay on orders as long as WooCommerce keeps what these hold of the buyer.', 'sors-api-for-woocommerce' );
				break;
			}
		}
		return [
			'items_removed'  => $removed,
			'items_retained' => [] !== $messages,
			'messages'       => $messages,
			'done'           => $data->isLast,
		];
	}
}
