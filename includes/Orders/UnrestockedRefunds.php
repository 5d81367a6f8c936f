<?php
declare( strict_types=1 );

namespace SorsApi\Orders;

/**
 * Marks the lines of refunds that put nothing back on the shelf.
 *
 * WooCommerce keeps one sum for each line of an order, not which refund restocked what, and leaves it as it is when a
 * refund is deleted. What the refunds that are left have put back can then only be told by these marks.
 */
final class UnrestockedRefunds {

	public const META = '_sors_not_restocked';

	/**
	 * Just before a refund is stored.
	 *
	 * @param mixed $refund
	 * @param mixed $args   Of wc_create_refund().
	 */
	public static function mark( $refund, $args ): void {
		if ( ! $refund instanceof \WC_Order_Refund || ! is_array( $args ) || ! empty( $args['restock_items'] ) ) {
			return;
		}
		foreach ( $refund->get_items() as $item ) {
			$item->add_meta_data( self::META, '1', true );
		}
	}

	/**
	 * Whether it is known to have put nothing back.
	 *
	 * @throws \SorsApi\Database\StorageError
	 */
	public static function isOne( \WC_Order_Refund $refund ): bool {
		WholeRead::items( $refund, 'line_item' );
		foreach ( $refund->get_items() as $item ) {
			if ( $item->meta_exists( self::META ) ) {
				return true;
			}
		}
		return false;
	}
}
