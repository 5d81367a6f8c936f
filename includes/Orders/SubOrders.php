<?php
declare( strict_types=1 );

namespace SorsApi\Orders;

use SorsApi\Sors\Decimal;

/** Orders that a marketplace plugin splits off, one for each seller: they repeat lines of the order that the buyer placed. */
final class SubOrders {

	/** Seconds. The plugin splits the order as it is placed; an order for goods exchanged later is one of its own. */
	private const LONGEST_SPLIT = 3600;

	/**
	 * The order whose lines this one repeats; null = it repeats none.
	 *
	 * @throws \SorsApi\Database\StorageError
	 */
	public static function parentOf( \WC_Order $order ): ?\WC_Order {
		$parent = 0 === $order->get_parent_id() ? null : OrderStorage::read( $order->get_parent_id(), 'shop_order' );
		if ( ! $parent instanceof \WC_Order || 'trash' === $parent->get_status() || OrderStorage::isDraft( (string) $parent->get_status() ) ) {
			return null;
		}
		$apart = self::created( $order ) - self::created( $parent );
		$own   = self::pieces( $order );
		$whole = self::pieces( $parent );
		foreach ( $own as $objectId => $quantity ) {
			if ( Decimal::compare( $quantity, $whole[ $objectId ] ?? '0' ) > 0 ) {
				return null;
			}
		}
		return [] !== $own && abs( $apart ) <= self::LONGEST_SPLIT ? $parent : null;
	}

	/** @return array<int, string> Product or variation id => quantity. */
	private static function pieces( \WC_Order $order ): array {
		WholeRead::items( $order, 'line_item' );
		$pieces = [];
		foreach ( $order->get_items() as $item ) {
			if ( $item instanceof \WC_Order_Item_Product ) {
				$objectId            = 0 !== $item->get_variation_id() ? $item->get_variation_id() : $item->get_product_id();
				$pieces[ $objectId ] = Decimal::add( $pieces[ $objectId ] ?? '0', OrderReader::decimal( $item->get_quantity() ) );
			}
		}
		return $pieces;
	}

	/** Unix timestamp. */
	private static function created( \WC_Order $order ): int {
		$created = $order->get_date_created();
		return null === $created ? 0 : $created->getTimestamp();
	}
}
