<?php
declare( strict_types=1 );

namespace SorsApi\Orders;

use SorsApi\Database\Sql;
use SorsApi\Sors\Decimal;

/** What orders have taken from the shop's stock, or are about to take, read by uncached SQL from both kinds of order storage. */
final class SoldQuantities {

	private const KEYS = [ '_product_id', '_variation_id', '_qty', '_reduced_stock', '_restock_refunded_items' ];

	/** Statuses in which only what was really taken from stock counts. */
	private const AS_TAKEN = [ 'wc-pending', 'wc-failed', 'wc-cancelled', 'wc-refunded', 'trash' ];

	/** @return array<int, string> Product or variation id => quantity; nothing for a deleted order. */
	public static function ofOrder( int $orderId ): array {
		return self::ofOrders( [ $orderId ] )[ $orderId ] ?? [];
	}

	/**
	 * @param array<int> $orderIds
	 * @return array<int, array<int, string>> Order id => product or variation id => quantity above 0.
	 */
	public static function ofOrders( array $orderIds ): array {
		global $wpdb;
		$sold = [];
		foreach ( array_chunk( array_map( 'intval', $orderIds ), 500 ) as $chunk ) {
			$itemIds = array_map( 'intval', Sql::column( "SELECT order_item_id FROM {$wpdb->prefix}woocommerce_order_items WHERE order_id IN (" . implode( ', ', $chunk ) . ") AND order_item_type = 'line_item'" ) );
			foreach ( self::ofItems( $itemIds ) as $line ) {
				if ( '0' !== $line['sold'] ) {
					$before                                        = $sold[ $line['orderId'] ][ $line['objectId'] ] ?? '0';
					$sold[ $line['orderId'] ][ $line['objectId'] ] = Decimal::add( $before, $line['sold'] );
				}
			}
		}
		return $sold;
	}

	/**
	 * @param array<int> $itemIds Order item ids.
	 * @return list<array{orderId: int, objectId: int, productId: int, sold: string}> `objectId` is the variation, else the product.
	 */
	public static function ofItems( array $itemIds ): array {
		$lines = [];
		foreach ( array_chunk( $itemIds, 1000 ) as $chunk ) {
			foreach ( self::withParts( self::withoutDeletedRefunds( self::metas( $chunk ) ) ) as $meta ) {
				$product   = (int) ( $meta['_product_id'] ?? 0 );
				$variation = (int) ( $meta['_variation_id'] ?? 0 );
				if ( 0 !== $product ) {
					$lines[] = [
						'orderId'   => (int) $meta['order_id'],
						'objectId'  => 0 !== $variation ? $variation : $product,
						'productId' => $product,
						'sold'      => self::sold( $meta ),
					];
				}
			}
		}
		return $lines;
	}

	/**
	 * What a refund of a part put back is no longer sold by the order whose line it repeats.
	 *
	 * @param array<int, array<string, string>> $metas As metas() gives them.
	 * @return array<int, array<string, string>>
	 */
	private static function withParts( array $metas ): array {
		$goods = SubOrders::goodsOf( array_unique( array_map( 'intval', array_column( $metas, 'order_id' ) ) ) );
		foreach ( [] === $goods ? [] : self::withoutDeletedRefunds( self::metas( array_keys( $goods ) ) ) as $partId => $part ) {
			$meta = $metas[ $goods[ $partId ] ] ?? null;
			$back = OrderReader::decimal( $part['_restock_refunded_items'] ?? '0' );
			if ( null !== $meta && '0' !== $back ) {
				$metas[ $goods[ $partId ] ]['_restock_refunded_items'] = Decimal::add( OrderReader::decimal( $meta['_restock_refunded_items'] ?? '0' ), $back );
				$metas[ $goods[ $partId ] ]['_reduced_stock']          = Decimal::max( '0', Decimal::subtract( OrderReader::decimal( $meta['_reduced_stock'] ?? '0' ), $back ) );
			}
		}
		return $metas;
	}

	/**
	 * WooCommerce keeps the note of what a refund put back on the shelf when that refund is deleted; the order sells it again.
	 *
	 * @param array<int, array<string, string>> $metas As metas() gives them.
	 * @return array<int, array<string, string>>
	 */
	private static function withoutDeletedRefunds( array $metas ): array {
		$restocked = array_filter( $metas, static fn( array $meta ): bool => '0' !== OrderReader::decimal( $meta['_restock_refunded_items'] ?? '0' ) );
		$back      = self::perhapsRestocked( array_unique( array_map( 'intval', array_column( $restocked, 'order_id' ) ) ) );
		foreach ( $restocked as $itemId => $meta ) {
			$metas[ $itemId ]['_restock_refunded_items'] = Decimal::min( OrderReader::decimal( $meta['_restock_refunded_items'] ), $back[ $itemId ] ?? '0' );
		}
		return $metas;
	}

	/**
	 * @param array<int> $orderIds
	 * @return array<int, string> Order item id => pieces in refunds that are not known to have restocked nothing.
	 */
	private static function perhapsRestocked( array $orderIds ): array {
		global $wpdb;
		if ( [] === $orderIds ) {
			return [];
		}
		$storage = OrderStorage::current();
		$rows    = Sql::rows(
			"SELECT n.meta_value AS item_id, q.meta_value AS quantity FROM {$storage->table} f
			JOIN {$wpdb->prefix}woocommerce_order_items i ON i.order_id = f.{$storage->id} AND i.order_item_type = 'line_item'
			JOIN {$wpdb->prefix}woocommerce_order_itemmeta n ON n.order_item_id = i.order_item_id AND n.meta_key = '_refunded_item_id'
			JOIN {$wpdb->prefix}woocommerce_order_itemmeta q ON q.order_item_id = i.order_item_id AND q.meta_key = '_qty'
			LEFT JOIN {$wpdb->prefix}woocommerce_order_itemmeta u ON u.order_item_id = i.order_item_id AND u.meta_key = '" . RefundReader::UNRESTOCKED . "'
			WHERE f.{$storage->type} = 'shop_order_refund' AND f.{$storage->status} <> 'trash' AND f.{$storage->parent} IN (" . implode( ', ', $orderIds ) . ') AND u.meta_id IS NULL'
		);
		$back    = [];
		foreach ( $rows as $row ) {
			$itemId          = (int) $row['item_id'];
			$back[ $itemId ] = Decimal::add( $back[ $itemId ] ?? '0', Decimal::absolute( OrderReader::decimal( $row['quantity'] ) ) );
		}
		return $back;
	}

	/** @param array<string, string> $meta */
	private static function sold( array $meta ): string {
		$status  = $meta['status'];
		$reduced = OrderReader::decimal( $meta['_reduced_stock'] ?? '0' );
		if ( '' === $status || OrderStorage::isDraft( $status ) ) {
			return '0';
		}
		if ( in_array( $status, self::AS_TAKEN, true ) ) {
			return $reduced;
		}
		$left = Decimal::subtract( OrderReader::decimal( $meta['_qty'] ?? '0' ), OrderReader::decimal( $meta['_restock_refunded_items'] ?? '0' ) );
		return Decimal::max( $left, $reduced );
	}

	/**
	 * @param non-empty-array<int> $itemIds
	 * @return array<int, array<string, string>> Order item id => its metas, with order_id and status ('' = the order was deleted).
	 */
	private static function metas( array $itemIds ): array {
		global $wpdb;
		$storage = OrderStorage::current();
		$ids     = implode( ', ', array_map( 'intval', $itemIds ) );
		$keys    = Sql::quoted( self::KEYS );
		$rows    = Sql::rows(
			"SELECT i.order_item_id, i.order_id, o.{$storage->status} AS order_status, m.meta_key, m.meta_value
			FROM {$wpdb->prefix}woocommerce_order_items i
			LEFT JOIN {$storage->table} o ON o.{$storage->id} = i.order_id AND o.{$storage->type} = 'shop_order'
			JOIN {$wpdb->prefix}woocommerce_order_itemmeta m ON m.order_item_id = i.order_item_id AND m.meta_key IN ($keys)
			WHERE i.order_item_id IN ($ids) ORDER BY m.meta_id DESC"
		);
		$metas   = [];
		foreach ( $rows as $row ) {
			$id                       = (int) $row['order_item_id'];
			$metas[ $id ]['order_id'] = (string) $row['order_id'];
			$metas[ $id ]['status']   = (string) $row['order_status'];
			// Descending, so that the first one of a key stored twice wins: WooCommerce reads that one.
			$metas[ $id ][ (string) $row['meta_key'] ] = (string) $row['meta_value'];
		}
		return $metas;
	}
}
