<?php
declare( strict_types=1 );

namespace SorsApi\Store;

use SorsApi\Database\IndexHint;
use SorsApi\Database\Sql;
use SorsApi\Database\StorageError;

/**
 * Writes stock and price of many simple products and variations at once.
 *
 * WooCommerce's save() needs some 60 queries for a product, 6 of which write. This leaves the same rows with a few queries
 * for all products together; StockAnnouncer does the rest of it, once they are committed. accepts() refuses everything that
 * would change more than figures; StockWriter takes that.
 */
final class BulkStockWriter {

	/** With these, others change what save() is about to write, or where. */
	private const PREVENT = [ 'woocommerce_before_product_object_save', 'woocommerce_before_product_variation_object_save', 'update_post_metadata', 'woocommerce_update_product_stock_query' ];

	/** Whether products are stored in the way that this class knows, and nobody takes part in that. */
	public static function isAvailable(): bool {
		return class_exists( 'WC_Cache_Helper' )
			&& 'WC_Product_Data_Store_CPT' === \WC_Data_Store::load( 'product' )->get_current_class_name()
			&& 'WC_Product_Variation_Data_Store_CPT' === \WC_Data_Store::load( 'product-variation' )->get_current_class_name()
			&& ! Listeners::areForeign( ...self::PREVENT );
	}

	/** Whether only figures would change, in rows that the product already has. */
	public static function accepts( StockChange $change ): bool {
		$state = $change->state;
		$needs = [ '_product_version' ];
		if ( null !== $change->stock ) {
			array_push( $needs, '_stock', '_stock_status' );
			// Visibility terms and the counts of categories depend on the stock status.
			if ( $change->startsStock() || null === $state->stock || $state->statusWith( StockWriter::stored( $change->stock ), StockThreshold::ofShop() ) !== $state->stockStatus ) {
				return false;
			}
		}
		if ( null !== $change->price ) {
			array_push( $needs, '_regular_price', '_price' );
			// With a sale price, the price in force depends on dates.
			if ( '' !== $state->salePrice || $state->price !== $state->regularPrice ) {
				return false;
			}
		}
		return in_array( $state->type, [ 'simple', 'variation' ], true ) && 1 === count( $change->parts() ) && [] === array_diff( $needs, array_keys( $state->metaIds ) );
	}

	/**
	 * To be called inside the transaction in which the states were read. It touches no cache and fires nothing: that waits
	 * until the rows are committed, and unlocked.
	 *
	 * @param array<int, StockChange> $changes Accepted ones, by product.
	 * @return array<int, StockChange> What was written. Of others something has changed since it was read, or the look-up table lacks them: StockWriter makes that row.
	 * @throws StorageError When a statement fails: nothing counts then.
	 */
	public static function write( array $changes ): array {
		global $wpdb;
		$kept = array_diff_key( $changes, StockLock::lost( $changes ) );
		$kept = [] === $kept ? [] : array_intersect_key( $kept, self::inLookup( array_keys( $kept ) ) );
		if ( [] === $kept ) {
			return [];
		}
		$metas = array_map( [ self::class, 'metas' ], $kept );
		$rows  = [];
		foreach ( $metas as $id => $values ) {
			foreach ( $values as $key => $value ) {
				$rows[ $kept[ $id ]->state->metaIds[ $key ] ] = $value;
			}
		}
		ksort( $rows );
		self::update( $wpdb->postmeta, 'meta_id', [ 'meta_value' ], $rows );
		PriceHistory::add( array_map( static fn( StockChange $change ): array => [ $change->state->price, (string) $change->price ], array_filter( $kept, static fn( StockChange $change ): bool => null !== $change->price ) ) );
		$hint = IndexHint::on( $wpdb->posts, 'ID' );
		Sql::run( "UPDATE {$wpdb->posts}$hint SET post_modified = %s, post_modified_gmt = %s WHERE ID IN (" . implode( ', ', array_keys( $kept ) ) . ')', current_time( 'mysql' ), current_time( 'mysql', true ) );
		foreach ( [ '_stock' => [ 'stock_quantity' ], '_price' => [ 'min_price', 'max_price' ] ] as $key => $columns ) {
			self::update( $wpdb->wc_product_meta_lookup, 'product_id', $columns, array_filter( array_map( static fn( array $values ): ?string => $values[ $key ] ?? null, $metas ), 'is_string' ) );
		}
		return $kept;
	}

	/**
	 * @param list<int> $ids
	 * @return array<int, int> As keys, those that WooCommerce's look-up table has.
	 */
	private static function inLookup( array $ids ): array {
		global $wpdb;
		return array_flip( Sql::ids( "SELECT product_id FROM {$wpdb->wc_product_meta_lookup} WHERE product_id IN (" . implode( ', ', $ids ) . ')' ) );
	}

	/** @return array<string, string> Key => what is to be stored of an accepted change. */
	public static function metas( StockChange $change ): array {
		$metas = null === $change->stock ? [] : [ '_stock' => StockWriter::stored( $change->stock ) ];
		if ( null !== $change->price ) {
			$metas += array_fill_keys( [ '_regular_price', '_price' ], (string) wc_format_decimal( $change->price ) );
		}
		return $metas + ( WC_VERSION === $change->state->version ? [] : [ '_product_version' => WC_VERSION ] );
	}

	/**
	 * @param list<string>       $columns
	 * @param array<int, string> $values  By key: the same for each of the columns.
	 */
	private static function update( string $table, string $key, array $columns, array $values ): void {
		if ( [] === $values ) {
			return;
		}
		$cases = '';
		foreach ( $values as $id => $value ) {
			$cases .= Sql::prepare( ' WHEN %d THEN %s', $id, $value );
		}
		$sets = implode( ', ', array_map( static fn( string $column ): string => "$column = CASE $key$cases END", $columns ) );
		$hint = IndexHint::on( $table, $key );
		Sql::run( "UPDATE $table$hint SET $sets WHERE $key IN (" . implode( ', ', array_keys( $values ) ) . ')' );
	}
}
