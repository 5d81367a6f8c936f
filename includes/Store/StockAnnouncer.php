<?php
declare( strict_types=1 );

namespace SorsApi\Store;

use SorsApi\Log\Log;

/**
 * Tells everybody of figures that were written past WooCommerce's save(): caches, transients, and the public actions.
 *
 * Never inside the transaction that wrote them: a page cache would keep what it still reads, and a slow listener would keep
 * checkouts waiting for the rows. Fired for each product: woocommerce_product_set_stock or woocommerce_variation_set_stock
 * (where its stock changed; the "before_set_stock" ones ahead of the transaction, where anything listens),
 * woocommerce_product_object_updated_props, woocommerce_update_product or woocommerce_update_product_variation,
 * woocommerce_after_product_object_save or that of the variation.
 */
final class StockAnnouncer {

	/** Of WooCommerce's own listeners one that looks in Action Scheduler for the beginning and the end of a sale: a product without sale dates has none. */
	private const SALES = 'wc_maybe_schedule_product_sale_events';

	/** Whether anything wants to know of a change before it happens. That is rare, and then each product is loaded for it. */
	public static function isAwaited(): bool {
		return has_action( 'woocommerce_product_before_set_stock' ) || has_action( 'woocommerce_variation_before_set_stock' );
	}

	/**
	 * The actions before a change carry the product as it was.
	 *
	 * @param list<StockChange> $changes
	 */
	public static function before( array $changes ): void {
		foreach ( $changes as $change ) {
			if ( null === $change->stock ) {
				continue;
			}
			clean_post_cache( $change->state->id );
			$product = wc_get_product( $change->state->id );
			if ( $product instanceof \WC_Product ) {
				Log::guard( 'Product ' . $change->state->id . ', before its stock is set', static fn() => do_action( $change->state->isVariation() ? 'woocommerce_variation_before_set_stock' : 'woocommerce_product_before_set_stock', $product ) );
			}
		}
	}

	/**
	 * Figures that BulkStockWriter wrote. Spares listeners of WooCommerce that cost more than all the rest of a product, and
	 * does what they would have done. They are found by name: where WooCommerce has renamed them, they run as ever.
	 *
	 * @param array<int, StockChange> $changes By product.
	 * @param callable(): bool        $goesOn  Asked after each product.
	 *
	 * @return array<int, string> Product => what a listener threw, '' = nothing. Those that are absent were not told of yet.
	 */
	public static function announce( array $changes, callable $goesOn ): array {
		BulkCaches::clean( $changes );
		$counts = [];
		foreach ( self::ofCounts() as $listener ) {
			$priority = self::spare( $listener );
			if ( null !== $priority ) {
				$counts[] = [ $listener, $priority ];
			}
		}
		$sales = self::spare( self::SALES );
		$told  = [];
		try {
			foreach ( $changes as $id => $change ) {
				$told[ $id ] = self::fire( $id, $change, null !== $sales );
				if ( ! $goesOn() ) {
					break;
				}
			}
		} finally {
			if ( null !== $sales ) {
				add_action( 'woocommerce_update_product', self::SALES, $sales, 2 );
			}
			foreach ( $counts as [ $listener, $priority ] ) {
				add_action( 'woocommerce_update_product', $listener, $priority );
			}
			foreach ( $counts as [ $listener ] ) {
				Log::guard( 'Counts of the shop are cleared', static fn() => call_user_func( $listener, 0 ) );
			}
		}
		StockWriter::syncParents( array_map( static fn( StockChange $change ): int => $change->state->isVariation() ? $change->state->parentId : 0, array_values( array_intersect_key( $changes, $told ) ) ) );
		return $told;
	}

	/** What save() does not tell of a product whose stock StockWriter has swapped before it. */
	public static function stockSet( StockChange $change ): void {
		$product = null === $change->stock ? null : wc_get_product( $change->state->id );
		if ( $product instanceof \WC_Product ) {
			do_action( $change->state->isVariation() ? 'woocommerce_variation_set_stock' : 'woocommerce_product_set_stock', $product );
			do_action( 'woocommerce_product_object_updated_props', $product, [ 'stock_quantity' ] );
		}
	}

	/** @return list<callable> Listeners of WooCommerce that clear counts of the shop and of its brands: once for many products does as well. */
	private static function ofCounts(): array {
		$listeners = [
			[ 'Automattic\WooCommerce\Admin\ReportsSync', 'clear_stock_count_cache' ],
			[ $GLOBALS['WC_Brands'] ?? null, 'invalidate_wc_layered_nav_counts_cache' ],
		];
		return array_values( array_filter( $listeners, 'is_callable' ) );
	}

	/**
	 * @param callable $listener Older WooCommerces lack one.
	 *
	 * @return int|null The priority to put it back with; null where it does not listen.
	 */
	private static function spare( $listener ): ?int {
		$priority = has_action( 'woocommerce_update_product', $listener );
		if ( ! is_int( $priority ) ) {
			return null;
		}
		remove_action( 'woocommerce_update_product', $listener, $priority );
		return $priority;
	}

	/** @return string What a listener threw: the figures are written all the same. */
	private static function fire( int $id, StockChange $change, bool $sparesSales ): string {
		$product = wc_get_product( $id );
		if ( ! $product instanceof \WC_Product ) {
			return '';
		}
		try {
			self::fireFor( $product, $change );
			if ( $sparesSales && ! $product->is_type( 'variation' ) && ( $product->get_date_on_sale_from( 'edit' ) || $product->get_date_on_sale_to( 'edit' ) ) ) {
				call_user_func( self::SALES, $id, $product );
			}
		} catch ( \Throwable $error ) {
			Log::error( $error, "Product $id: its figures are written, and another plugin failed on them" );
			return '' === $error->getMessage() ? get_class( $error ) : $error->getMessage();
		}
		return '';
	}

	private static function fireFor( \WC_Product $product, StockChange $change ): void {
		$variation = $change->state->isVariation();
		$props     = [];
		if ( null !== $change->price ) {
			$props[] = 'regular_price';
		}
		if ( null !== $change->stock ) {
			$props[] = 'stock_quantity';
			do_action( $variation ? 'woocommerce_variation_set_stock' : 'woocommerce_product_set_stock', $product );
		}
		do_action( 'woocommerce_product_object_updated_props', $product, $props );
		do_action( $variation ? 'woocommerce_update_product_variation' : 'woocommerce_update_product', $product->get_id(), $product );
		do_action( $variation ? 'woocommerce_after_product_variation_object_save' : 'woocommerce_after_product_object_save', $product, $product->get_data_store() );
	}
}
