<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

'cli' === PHP_SAPI || exit;

/** Splits an order as Dokan does. */
trait SplitsOrders {

	/**
	 * @param list<int> $lines  Of the parent, by position.
	 * @param int       $seller Of which shipping.
	 */
	private function split( \WC_Order $parent, array $lines, bool $isMarked = true, int $seller = 0 ): \WC_Order {
		$order = new \WC_Order();
		self::saved( $order, [ 'created_via' => 'dokan', 'currency' => $parent->get_currency(), 'prices_include_tax' => $parent->get_prices_include_tax(), 'address' => $parent->get_address() ] );
		foreach ( $lines as $at ) {
			$line = self::lines( $parent )[ $at ];
			$copy = new \WC_Order_Item_Product();
			$copy->set_props( array_intersect_key( $line->get_data(), array_flip( [ 'name', 'product_id', 'variation_id', 'quantity', 'tax_class', 'subtotal', 'total', 'taxes' ] ) ) );
			if ( $isMarked ) {
				$copy->add_meta_data( '_dokan_parent_order_item_id', (string) $line->get_id() );
			}
			$order->add_item( $copy );
		}
		foreach ( $parent->get_items( 'shipping' ) as $shipping ) {
			if ( 0 !== $seller && (string) $seller === $shipping->get_meta( 'seller_id', true ) ) {
				$copy = clone $shipping;
				$copy->set_id( 0 );
				$order->add_item( $copy );
			}
		}
		$order->calculate_totals();
		self::saved( $order, [ 'status' => $parent->get_status(), 'parent_id' => $parent->get_id() ] );
		$parent->update_meta_data( 'has_sub_order', '1' );
		$parent->save();
		return $order;
	}
}
