<?php
declare( strict_types=1 );

namespace SorsApi\Store;

use SorsApi\Database\Sql;
use SorsApi\Database\StorageError;

/** Caches and transients of products that were written without WooCommerce's objects. */
final class BulkCaches {

	/** What wc_delete_product_transients() deletes for each product and its parent: these names, each followed by the id. */
	private const OWN = [ 'wc_product_children_', 'wc_var_prices_', 'wc_related_', 'wc_child_has_weight_', 'wc_child_has_dimensions_' ];

	/**
	 * Empties the caches of the products and loads them again, all at once, so that the listeners of what happens next find
	 * everything in memory. After the commit: page caches listen to it, and would keep what they still read.
	 *
	 * @param array<int, StockChange> $changes By product id.
	 */
	public static function clean( array $changes ): void {
		global $wpdb;
		$parents = array_map( static fn( StockChange $change ): int => $change->state->productId(), array_values( $changes ) );
		$all     = array_values( array_unique( array_merge( array_keys( $changes ), $parents ) ) );
		self::forget( $all );
		foreach ( self::OWN as $prefix ) {
			$names = array_map( static fn( int $id ): string => $prefix . $id, $all );
			// Hardly any exist, and looking for them one by one would cost more than all the rest.
			$stored = wp_using_ext_object_cache() ? [] : Sql::column( "SELECT SUBSTR(option_name, 12) FROM {$wpdb->options} WHERE option_name IN ('_transient_" . implode( "', '_transient_", $names ) . "')" );
			foreach ( wp_using_ext_object_cache() ? $names : $stored as $name ) {
				ForeignCode::attempt( "The transient $name is deleted", static fn() => delete_transient( (string) $name ) );
			}
		}
		// Without an id: the transients that belong to no single product, once for all of them.
		ForeignCode::attempt( 'Transients of products are deleted', static fn() => wc_delete_product_transients() );
		_prime_post_caches( $all, true, true );
	}

	/**
	 * To be called once the transaction is over, however it ended: into a cache outside PHP, another request may have put
	 * what it still saw, and we may have put what has been rolled back since. Includes the parents of variations.
	 *
	 * @param list<int> $ids Of products; 0 is passed over.
	 * @throws StorageError
	 */
	public static function clearPersistent( array $ids ): void {
		global $wpdb;
		$ids = array_values( array_filter( $ids ) );
		if ( [] === $ids || ! wp_using_ext_object_cache() ) {
			return;
		}
		$parents = Sql::column( "SELECT DISTINCT post_parent FROM {$wpdb->posts} WHERE post_type = 'product_variation' AND post_parent > 0 AND ID IN (" . implode( ', ', $ids ) . ')' );
		self::forget( array_merge( $ids, array_map( 'intval', $parents ) ) );
	}

	/** @param list<int> $ids */
	private static function forget( array $ids ): void {
		// Otherwise each clean_post_cache() queries its own post.
		_prime_post_caches( $ids, false, false );
		foreach ( $ids as $id ) {
			wp_cache_delete( 'lookup_table', 'object_' . $id );
			if ( class_exists( 'WC_Cache_Helper' ) ) {
				\WC_Cache_Helper::invalidate_cache_group( 'product_' . $id );
			}
			ForeignCode::cleanPostCache( $id );
		}
	}
}
