<?php
declare( strict_types=1 );

namespace SorsApi\Orders;

/** Orders that a marketplace plugin splits off, one for each seller: they repeat lines of the order that the buyer placed. */
final class SubOrders {

	/** Dokan's mark on a line: the parent's item that it repeats. */
	private const REPEATS = '_dokan_parent_order_item_id';

	/** Seconds. A plugin splits an order as it is placed; one for goods exchanged later has the same lines. */
	private const LONGEST_SPLIT = 3600;

	/**
	 * The order whose lines this one repeats by its marks, whatever became of either since; null = it has none.
	 *
	 * @throws \SorsApi\Database\StorageError
	 */
	public static function parentOf( \WC_Order $order ): ?\WC_Order {
		$parent   = self::parent( $order );
		$lines    = null === $parent ? [] : self::goods( $order );
		$unmarked = array_filter( $lines, static fn( \WC_Order_Item_Product $line ): bool => ! $line->meta_exists( self::REPEATS ) );
		return [] !== $lines && [] === $unmarked ? $parent : null;
	}

	/**
	 * The order in which all lines of this one stand as well, made with it; null = there is none.
	 *
	 * @throws \SorsApi\Database\StorageError
	 */
	public static function mayRepeat( \WC_Order $order ): ?\WC_Order {
		$parent = self::parent( $order );
		if ( null === $parent || abs( self::created( $order ) - self::created( $parent ) ) > self::LONGEST_SPLIT ) {
			return null;
		}
		$own = array_map( [ self::class, 'mark' ], self::goods( $order ) );
		return [] !== $own && [] === array_diff( $own, array_map( [ self::class, 'mark' ], self::goods( $parent ) ) ) ? $parent : null;
	}

	private static function parent( \WC_Order $order ): ?\WC_Order {
		$parent = 0 === $order->get_parent_id() ? null : OrderStorage::read( $order->get_parent_id(), 'shop_order' );
		return $parent instanceof \WC_Order && 'trash' !== $parent->get_status() && ! OrderStorage::isDraft( (string) $parent->get_status() ) ? $parent : null;
	}

	/** @return array<\WC_Order_Item_Product> */
	private static function goods( \WC_Order $order ): array {
		WholeRead::items( $order, 'line_item' );
		return array_filter( $order->get_items(), static fn( \WC_Order_Item $item ): bool => $item instanceof \WC_Order_Item_Product );
	}

	private static function mark( \WC_Order_Item_Product $line ): string {
		return implode( ' ', [ $line->get_product_id(), $line->get_variation_id(), OrderReader::decimal( $line->get_quantity() ), OrderReader::decimal( $line->get_total() ) ] );
	}

	/** Unix timestamp. */
	private static function created( \WC_Order $order ): int {
		$created = $order->get_date_created();
		return null === $created ? 0 : $created->getTimestamp();
	}
}
