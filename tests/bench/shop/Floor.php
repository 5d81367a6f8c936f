<?php
declare( strict_types=1 );

namespace SorsApi\Bench;

/**
 * What price and stock of many products cost whoever changes them: rows by a few statements, caches emptied and filled
 * again, and WooCommerce's public actions with its own listeners, but for those that are done once for all of them. None of
 * our code is in it.
 */
final class Floor {

	private const SIZE = 100;

	/** @return int Products that were changed: the first simple ones. */
	public static function write( int $most ): int {
		global $wpdb, $wp_filter;
		$ids = array_map( 'intval', $wpdb->get_col( "SELECT p.ID FROM $wpdb->posts p WHERE p.post_type = 'product' AND p.post_parent = 0 AND EXISTS (SELECT 1 FROM {$wpdb->prefix}sors_links l WHERE l.object_id = p.ID) ORDER BY p.ID LIMIT $most" ) );
		$listening = $wp_filter['woocommerce_update_product'] ?? new \WP_Hook();
		// What the importer calls later has them all again.
		$wp_filter['woocommerce_update_product'] = clone $listening;
		foreach ( [ [ 'Automattic\WooCommerce\Admin\ReportsSync', 'clear_stock_count_cache' ], 'wc_maybe_schedule_product_sale_events', [ $GLOBALS['WC_Brands'], 'invalidate_wc_layered_nav_counts_cache' ] ] as $listener ) {
			$priority = has_action( 'woocommerce_update_product', $listener );
			false === $priority || remove_action( 'woocommerce_update_product', $listener, $priority );
		}
		foreach ( array_chunk( $ids, self::SIZE ) as $chunk ) {
			self::rows( $chunk );
			self::caches( $chunk );
			array_map( [ self::class, 'announce' ], $chunk );
		}
		$wp_filter['woocommerce_update_product'] = $listening;
		return count( $ids );
	}

	private static function rows( array $ids ): void {
		global $wpdb;
		$in = implode( ', ', $ids );
		$wpdb->query( 'START TRANSACTION' );
		$cases = [ 'meta' => '', 'stock' => '', 'price' => '' ];
		$meta  = $wpdb->get_results( "SELECT meta_id, post_id, meta_key, meta_value FROM $wpdb->postmeta WHERE post_id IN ($in) AND meta_key IN ('_stock', '_regular_price', '_price') ORDER BY post_id, meta_id FOR UPDATE" );
		foreach ( $meta as $row ) {
			$value          = $row->meta_value + 1;
			$cases['meta'] .= " WHEN $row->meta_id THEN '$value'";
			if ( '_regular_price' !== $row->meta_key ) {
				$cases[ '_stock' === $row->meta_key ? 'stock' : 'price' ] .= " WHEN $row->post_id THEN '$value'";
			}
		}
		$wpdb->query( "UPDATE $wpdb->postmeta SET meta_value = CASE meta_id{$cases['meta']} END WHERE meta_id IN (" . implode( ', ', array_column( $meta, 'meta_id' ) ) . ')' );
		$wpdb->query( "UPDATE $wpdb->posts SET post_modified = NOW(), post_modified_gmt = UTC_TIMESTAMP() WHERE ID IN ($in)" );
		$wpdb->query( "UPDATE {$wpdb->prefix}wc_product_meta_lookup SET stock_quantity = CASE product_id{$cases['stock']} END, min_price = CASE product_id{$cases['price']} END, max_price = CASE product_id{$cases['price']} END WHERE product_id IN ($in)" );
		$wpdb->query( 'COMMIT' );
	}

	private static function caches( array $ids ): void {
		_prime_post_caches( $ids, false, false );
		foreach ( $ids as $id ) {
			wp_cache_delete( 'lookup_table', 'object_' . $id );
			\WC_Cache_Helper::invalidate_cache_group( 'product_' . $id );
			clean_post_cache( $id );
		}
		wc_delete_product_transients();
		_prime_post_caches( $ids, true, true );
	}

	private static function announce( int $id ): void {
		$product = wc_get_product( $id );
		do_action( 'woocommerce_product_set_stock', $product );
		do_action( 'woocommerce_product_object_updated_props', $product, [ 'regular_price', 'stock_quantity' ] );
		do_action( 'woocommerce_update_product', $id, $product );
		do_action( 'woocommerce_after_product_object_save', $product, $product->get_data_store() );
	}
}
