<?php
declare( strict_types=1 );

namespace SorsApi\Orders;

/** Orders that a marketplace plugin splits off, one for each seller: they repeat lines of the order that the buyer placed. */
final class SubOrders {

	/** Marks on a line: of Dokan, the parent's item that it repeats; of what follows a deposit, the order with it. */
	private const REPEATS = [ '_dokan_parent_order_item_id', Deposits::ORIGINAL ];

	/** Seconds. A plugin splits an order as it is placed; one for goods exchanged later has the same lines, at the same price. */
	private const LONGEST_SPLIT = 3600;

	/**
	 * The order whose lines this one repeats by its marks, whatever became of either since; null = it has none.
	 *
	 * @throws \SorsApi\Database\StorageError
	 */
	public static function parentOf( \WC_Order $order ): ?\WC_Order {
		$parent = self::parent( $order );
		return null !== $parent && self::hasMarks( $order, self::REPEATS ) ? $parent : null;
	}

	/** Whether its marks name an order that is gone or in the trash: SORS may have the goods by that one's document. */
	public static function isOrphan( \WC_Order $order ): bool {
		return 0 !== $order->get_parent_id() && null === self::parent( $order ) && self::hasMarks( $order, self::REPEATS );
	}

	/** Whether it asks for the rest of a price of which a deposit was paid. */
	public static function isInstalment( \WC_Order $order ): bool {
		return self::hasMarks( $order, [ Deposits::ORIGINAL ] );
	}

	/** @param non-empty-list<string> $marks Each line has one of them. */
	private static function hasMarks( \WC_Order $order, array $marks ): bool {
		$lines = self::goods( $order );
		return [] !== $lines && [] === array_filter( $lines, static fn( \WC_Order_Item_Product $line ): bool => [] === array_filter( $marks, [ $line, 'meta_exists' ] ) );
	}

	/**
	 * The order in which all goods of this one stand as well, made with it or at other prices; null = there is none.
	 *
	 * @throws \SorsApi\Database\StorageError
	 */
	public static function mayRepeat( \WC_Order $order ): ?\WC_Order {
		$parent = self::parent( $order );
		$own    = null === $parent ? [] : self::goods( $order );
		if ( null === $parent || [] === $own || ! self::stand( $own, $parent, [ self::class, 'pieces' ] ) ) {
			return null;
		}
		$isLater = abs( self::created( $order ) - self::created( $parent ) ) > self::LONGEST_SPLIT;
		return $isLater && self::stand( $own, $parent, [ self::class, 'priced' ] ) ? null : $parent;
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

	/**
	 * @param array<\WC_Order_Item_Product>               $lines
	 * @param callable( \WC_Order_Item_Product ): string $mark By what two lines are the same.
	 */
	private static function stand( array $lines, \WC_Order $parent, callable $mark ): bool {
		return [] === array_diff( array_map( $mark, $lines ), array_map( $mark, self::goods( $parent ) ) );
	}

	private static function pieces( \WC_Order_Item_Product $line ): string {
		return implode( ' ', [ $line->get_product_id(), $line->get_variation_id(), OrderReader::decimal( $line->get_quantity() ) ] );
	}

	private static function priced( \WC_Order_Item_Product $line ): string {
		return self::pieces( $line ) . ' ' . OrderReader::decimal( $line->get_total() );
	}

	/** Unix timestamp. */
	private static function created( \WC_Order $order ): int {
		$created = $order->get_date_created();
		return null === $created ? 0 : $created->getTimestamp();
	}
}
