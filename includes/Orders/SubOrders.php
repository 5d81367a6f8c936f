<?php
declare( strict_types=1 );

namespace SorsApi\Orders;

use SorsApi\Database\IndexHint;
use SorsApi\Database\Sql;
use SorsApi\Documents\Apportion;
use SorsApi\Documents\OrderLine;
use SorsApi\Documents\OrderSnapshot;
use SorsApi\Settings\Settings;
use SorsApi\Sors\Decimal;

/** Orders that a marketplace plugin splits off, one for each seller: they repeat lines of the order that the buyer placed. */
final class SubOrders {

	/** Dokan's mark on a line: the parent's item that it repeats. */
	public const REPEATS = '_dokan_parent_order_item_id';

	/** Of one that a person sent all the same, and which then is an order of its own. */
	private const HAS_DOCUMENT = '_sors_document_id';

	/** Seconds. A plugin splits an order as it is placed; one for goods exchanged later has the same lines, at the same price. */
	private const LONGEST_SPLIT = 3600;

	/**
	 * Whether it belongs to another order by its marks.
	 *
	 * @param non-empty-list<string> $marks Each line has one of them.
	 */
	public static function isPart( \WC_Order $order, array $marks = [ self::REPEATS, Deposits::ORIGINAL ] ): bool {
		$lines = 0 === $order->get_parent_id() ? [] : self::goods( $order );
		return [] !== $lines && [] === array_filter( $lines, static fn( \WC_Order_Item_Product $line ): bool => [] === array_filter( $marks, [ $line, 'meta_exists' ] ) );
	}

	/** The order that it belongs to, whatever became of either since; null = there is none, or it is in the trash. */
	public static function parent( \WC_Order $order ): ?\WC_Order {
		$parent = 0 === $order->get_parent_id() ? null : OrderReader::load( $order->get_parent_id() );
		return null !== $parent && 'trash' !== $parent->get_status() && ! OrderStorage::isDraft( (string) $parent->get_status() ) ? $parent : null;
	}

	/** Whether all goods of an order without marks also stand in the one that it belongs to, made with it or at other prices. */
	public static function mayRepeat( \WC_Order $order, \WC_Order $parent ): bool {
		$own = self::goods( $order );
		if ( [] === $own || ! self::stand( $own, $parent, [ self::class, 'pieces' ] ) ) {
			return false;
		}
		$isLater = abs( self::moment( $order ) - self::moment( $parent ) ) > self::LONGEST_SPLIT;
		return ! $isLater || ! self::stand( $own, $parent, [ self::class, 'priced' ] );
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

	/** Unix timestamp of when it was made. */
	private static function moment( \WC_Abstract_Order $order ): int {
		$created = $order->get_date_created();
		return null === $created ? 0 : $created->getTimestamp();
	}

	/** @return array<int, int> Id of an item of the order => that of the parent's item that it repeats; none where the parent has not all of them. */
	public static function repeated( \WC_Order $order, \WC_Order $parent ): array {
		WholeRead::items( $order, 'line_item', 'shipping', 'fee' );
		WholeRead::items( $parent, 'line_item', 'shipping', 'fee' );
		$charge  = static fn( \WC_Order_Item $item ): array => [ $item->get_name(), $item->get_data()['total'] ?? '', $item->get_meta( 'seller_id', true ) ];
		$charges = array_map( $charge, $parent->get_items( [ 'shipping', 'fee' ] ) );
		$items   = [];
		foreach ( $order->get_items( [ 'line_item', 'shipping', 'fee' ] ) as $id => $item ) {
			$of = $item instanceof \WC_Order_Item_Product ? $item->get_meta( self::REPEATS, true ) : array_search( $charge( $item ), $charges, true );
			$of = is_numeric( $of ) ? (int) $of : 0;
			if ( false === $parent->get_item( $of, false ) ) {
				return [];
			}
			$items[ (int) $id ] = $of;
		}
		return $items;
	}

	/**
	 * @param array<int> $orderIds
	 * @return array<int, int> Id of an item of their parts => that of the order's item that it repeats.
	 */
	public static function goodsOf( array $orderIds ): array {
		global $wpdb;
		$items = "{$wpdb->prefix}woocommerce_order_item";
		$rows  = [] === $orderIds ? [] : Sql::rows( "SELECT m.order_item_id AS part, m.meta_value AS item FROM {$items}s i JOIN {$items}meta m ON m.order_item_id = i.order_item_id AND m.meta_key = '" . self::REPEATS . "' WHERE i.order_id IN (SELECT c." . OrderStorage::current()->id . ' ' . self::from( $orderIds ) . ')' );
		return array_combine( array_map( 'intval', array_column( $rows, 'part' ) ), array_map( 'intval', array_column( $rows, 'item' ) ) ) ?: [];
	}

	/** @param array<int> $orderIds */
	private static function from( array $orderIds ): string {
		$storage = OrderStorage::current();
		return "FROM {$storage->table} c" . IndexHint::on( $storage->table, $storage->parent ) . " LEFT JOIN {$storage->meta} d ON d.{$storage->metaId} = c.{$storage->id} AND d.meta_key = '" . self::HAS_DOCUMENT . "'
			WHERE c.{$storage->parent} IN (" . implode( ', ', $orderIds ) . ") AND c.{$storage->type} = 'shop_order' AND d.meta_key IS NULL";
	}

	/**
	 * Takes off an order what refunds of its parts took off theirs: nobody refunds that once more.
	 *
	 * @param list<\WC_Order_Refund> $own Refunds of the order itself, which the snapshot has.
	 */
	public static function complete( \WC_Order $order, array $own, OrderSnapshot $snapshot, Settings $settings ): void {
		$parts = [];
		foreach ( $order->meta_exists( 'has_sub_order' ) ? Sql::ids( 'SELECT c.' . OrderStorage::current()->id . ' ' . self::from( [ $order->get_id() ] ) ) : [] as $id ) {
			$part    = OrderReader::load( $id );
			$refunds = RefundReader::of( $id );
			$items   = null === $part || [] === $refunds ? [] : self::repeated( $part, $order );
			foreach ( [] === $items ? [] : $refunds as $refund ) {
				self::leaveOutTwin( $refund, $items, $own, $snapshot );
			}
			if ( null !== $part && [] !== $items ) {
				$parts[] = [ OrderReader::snapshot( $part, $settings ), $items ];
			}
		}
		// Dokan sets the parts of an order that was refunded in full to Refunded, and WooCommerce refunds each of them as well.
		$inFull = Decimal::compare( $snapshot->refunded, $snapshot->total ) >= 0;
		foreach ( $parts as [ $part, $items ] ) {
			self::take( $part, $items, $snapshot, $inFull );
		}
	}

	/**
	 * Dokan Pro refunds the parent as well, without lines; a person may, with the same ones.
	 *
	 * @param array<int, int>        $items As repeated() gives them.
	 * @param list<\WC_Order_Refund> $own
	 */
	private static function leaveOutTwin( \WC_Order_Refund $refund, array $items, array $own, OrderSnapshot $snapshot ): void {
		$of = array_intersect_key( $items, RefundReader::lines( $refund, $snapshot->rounding ) );
		foreach ( $own as $twin ) {
			$lines  = RefundReader::lines( $twin, $snapshot->rounding );
			$amount = $snapshot->refunds[ $twin->get_id() ];
			if ( '0' !== $amount && Decimal::equals( $amount, OrderReader::decimal( $refund->get_amount() ) ) && abs( self::moment( $twin ) - self::moment( $refund ) ) <= self::LONGEST_SPLIT && [] === array_diff( array_keys( $lines ), $of ) ) {
				$snapshot->refunds[ $twin->get_id() ] = '0';
				$snapshot->refunded                   = Decimal::subtract( $snapshot->refunded, $amount );
				foreach ( $snapshot->lines as $line ) {
					$line->refundedTotal    = Decimal::subtract( $line->refundedTotal, $lines[ $line->itemId ]['total'] ?? '0' );
					$line->refundedQuantity = Decimal::subtract( $line->refundedQuantity, $lines[ $line->itemId ]['quantity'] ?? '0' );
				}
				return;
			}
		}
	}

	/** @param array<int, int> $items As repeated() gives them. */
	private static function take( OrderSnapshot $part, array $items, OrderSnapshot $snapshot, bool $inFull ): void {
		$snapshot->refundedAt = max( $snapshot->refundedAt, $part->refundedAt );
		$snapshot->refunds   += $inFull ? array_fill_keys( array_keys( $part->refunds ), '0' ) : $part->refunds;
		$snapshot->refunded   = $inFull ? $snapshot->refunded : Decimal::add( $snapshot->refunded, $part->refunded );

		$left  = array_map( static fn( OrderLine $line ): string => Decimal::subtract( $line->total, $line->refundedTotal ), $part->lines );
		$alone = Decimal::subtract( $part->refunded, array_reduce( $part->lines, static fn( string $sum, OrderLine $line ): string => Decimal::add( $sum, $line->refundedTotal ), '0' ) );
		// Money without lines is of this seller's alone.
		$shares = Apportion::shares( Decimal::compare( $alone, $part->mostRefundRounding() ) > 0 ? $alone : '0', $left );
		$lines  = array_column( $snapshot->lines, null, 'itemId' );
		foreach ( $part->lines as $i => $taken ) {
			$line = $lines[ $items[ $taken->itemId ] ] ?? new OrderLine();

			$line->refundedTotal     = $inFull ? $line->refundedTotal : Decimal::add( $line->refundedTotal, Decimal::add( $taken->refundedTotal, $shares[ $i ] ) );
			$line->refundedQuantity  = Decimal::add( $line->refundedQuantity, $taken->refundedQuantity );
			$line->restockedQuantity = Decimal::min( Decimal::add( $line->restockedQuantity, $taken->restockedQuantity ), Decimal::min( $line->refundedQuantity, $line->quantity ) );
		}
	}
}
