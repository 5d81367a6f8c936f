<?php
declare( strict_types=1 );

namespace SorsApi\Orders;

use Automattic\WooCommerce\Caches\OrderCache;
use SorsApi\Database\Sql;
use SorsApi\Database\StorageError;

/**
 * Reads by WooCommerce that are whole, or an error. WooCommerce takes a statement that failed for "there is nothing": an
 * order without items, or whose buyer has no PIB. And it keeps that in its caches, which other processes may share.
 */
final class WholeRead {

	/** What WooCommerce reads of an order or refund only when it is asked for. The same object has it from then on. */
	public static function items( \WC_Abstract_Order $order, string ...$types ): void {
		global $wpdb;
		$id = $order->get_id();
		self::of( [ $id ], static fn(): array => $order->get_items( $types ) );
		// A process that did not notice may have left this.
		if ( [] === wp_cache_get( "order-items-$id", 'orders' ) && null !== Sql::value( "SELECT 1 FROM {$wpdb->prefix}woocommerce_order_items WHERE order_id = %d LIMIT 1", $id ) ) {
			self::fail( [ $id ] );
		}
	}

	/**
	 * @template T
	 * @param array<int>    $ids  Of orders or refunds.
	 * @param callable(): T $read
	 * @return T
	 */
	public static function of( array $ids, callable $read ) {
		$before = count( Sql::failures() );
		$read   = $read();
		foreach ( array_slice( Sql::failures(), $before ) as $failure ) {
			if ( self::isOf( $ids, $failure['query'] ) ) {
				self::fail( $ids );
			}
		}
		return $read;
	}

	/**
	 * Others read meanwhile, by hooks: what one of them fails to read each time would keep every order from being sent.
	 *
	 * @param array<int> $ids
	 */
	private static function isOf( array $ids, string $query ): bool {
		global $wpdb;
		$storage = OrderStorage::current();
		$item    = "{$wpdb->prefix}woocommerce_order_item";
		return 1 === preg_match( "/^\s*SELECT\b.*\b({$item}meta\b|({$item}s|{$storage->table}|{$storage->meta})\b.*\b(" . implode( '|', $ids ) . ')\b)/s', $query );
	}

	/**
	 * Forgets what was not read, for all processes.
	 *
	 * @param array<int> $ids
	 * @return never
	 */
	private static function fail( array $ids ): void {
		foreach ( $ids as $id ) {
			$items = wp_cache_get( "order-items-$id", 'orders' );
			foreach ( is_array( $items ) ? array_map( 'intval', array_column( $items, 'order_item_id' ) ) : [] as $item ) {
				wp_cache_delete( "item-$item", 'order-items' );
				wp_cache_delete( \WC_Order_Item::generate_meta_cache_key( $item, 'order-items' ), 'order-items' );
				wp_cache_delete( $item, 'order_item_meta' );
			}
			wp_cache_delete( "order-items-$id", 'orders' );
			wp_cache_delete( \WC_Order::generate_meta_cache_key( $id, 'orders' ), 'orders' );
			wp_cache_delete( $id, 'post_meta' );
			if ( class_exists( OrderCache::class ) ) {
				wc_get_container()->get( OrderCache::class )->remove( $id );
			}
		}
		$clear = [ \WC_Data_Store::load( 'order' ), 'clear_cached_data' ];
		if ( is_callable( $clear ) ) {
			$clear( $ids );
		}
		( new StorageError( 'WooCommerce could not read all of ' . implode( ', ', $ids ) . '.' ) )->throw();
	}
}
