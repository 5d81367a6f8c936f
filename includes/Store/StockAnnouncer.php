<?php
declare( strict_types=1 );

namespace SorsApi\Store;

use SorsApi\Log\Log;

/**
 * Tells everybody of figures that were written past WooCommerce's save(): caches, transients, and the public actions.
 *
 * Never inside the transaction that wrote them: a page cache would keep what it still reads, and a slow listener would keep
 * checkouts waiting for the rows. Fired for each product: woocommerce_product_set_stock or woocommerce_variation_set_stock
 * where its stock changed, woocommerce_product_object_updated_props, woocommerce_update_product or
 * woocommerce_update_product_variation, woocommerce_after_product_object_save or that of the variation. Where others listen,
 * also WordPress' actions for each meta, woocommerce_updated_product_stock and, ahead of the transaction, the
 * "before_set_stock" ones. All that save() fires is fired, as BulkStockWriterTest counts.
 */
final class StockAnnouncer {

	/** Of WooCommerce's own listeners one that looks in Action Scheduler for the beginning and the end of a sale: a product without sale dates has none. */
	private const SALES = 'wc_maybe_schedule_product_sale_events';

	/** WordPress' actions around what is written into a meta, each pair with the same arguments. */
	private const BEFORE_META = [ 'update_post_meta', 'update_postmeta' ];
	private const AFTER_META  = [ 'updated_post_meta', 'updated_postmeta' ];

	/** Whether anything wants to know of a change before it happens. That is rare, and then each product is loaded for it. */
	public static function isAwaited(): bool {
		return has_action( 'woocommerce_product_before_set_stock' ) || has_action( 'woocommerce_variation_before_set_stock' ) || Listeners::areForeign( ...self::BEFORE_META );
	}

	/**
	 * The actions before a change carry the product as it was.
	 *
	 * @param list<StockChange> $changes
	 */
	public static function before( array $changes ): void {
		foreach ( $changes as $change ) {
			$inBulk = BulkStockWriter::accepts( $change );
			foreach ( $change->parts() as $part ) {
				clean_post_cache( $part->state->id );
				$fire = static function () use ( $part, $inBulk ): void {
					$product = null === $part->stock ? null : wc_get_product( $part->state->id );
					if ( $product instanceof \WC_Product ) {
						do_action( $part->state->isVariation() ? 'woocommerce_variation_before_set_stock' : 'woocommerce_product_before_set_stock', $product );
					}
					self::fireMetas( self::BEFORE_META, $part, $inBulk );
				};
				Log::guard( 'Product ' . $part->state->id . ', before its figures are set', $fire );
			}
		}
	}

	/**
	 * Figures that BulkStockWriter wrote. Spares listeners of WooCommerce that cost more than all the rest of a product, and
	 * does what they would have done. They are found by name: where WooCommerce has renamed them, they run as ever.
	 *
	 * @param array<int, StockChange> $changes By product.
	 * @param callable(): bool        $goesOn  Asked after each product.
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
				$product     = wc_get_product( $id );
				$told[ $id ] = $product instanceof \WC_Product ? self::fault( $id, static fn() => self::fire( $product, $change, null !== $sales ) ) : '';
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
		$faults = [];
		foreach ( $told as $id => $fault ) {
			$parent            = $changes[ $id ]->state->isVariation() ? $changes[ $id ]->state->parentId : 0;
			$faults[ $parent ] = $faults[ $parent ] ?? self::fault( $parent, static fn() => StockWriter::syncParent( $parent ) );
			$told[ $id ]       = '' === $fault ? $faults[ $parent ] : $fault;
		}
		return $told;
	}

	/** What save() does not tell of a product whose stock StockWriter has swapped before it. */
	public static function stockSet( StockChange $change ): void {
		foreach ( $change->parts() as $part ) {
			$product = null === $part->stock ? null : wc_get_product( $part->state->id );
			if ( $product instanceof \WC_Product ) {
				self::fireMetas( self::AFTER_META, $part, false );
				self::fireStock( $product, $part );
				do_action( 'woocommerce_product_object_updated_props', $product, [ 'stock_quantity' ] );
			}
		}
		self::purgePage( $change );
	}

	/**
	 * @param list<non-empty-string> $actions
	 * @param bool                   $inBulk  Else save() tells of all metas but the stock.
	 */
	private static function fireMetas( array $actions, StockChange $change, bool $inBulk ): void {
		$metas = Listeners::areForeign( ...$actions ) ? BulkStockWriter::metas( $change ) : [];
		foreach ( $inBulk ? $metas : array_intersect_key( $metas, [ '_stock' => '' ] ) as $key => $value ) {
			foreach ( isset( $change->state->metaIds[ $key ] ) ? $actions : [] as $action ) {
				do_action( $action, $change->state->metaIds[ $key ], $change->state->id, $key, $value );
			}
		}
	}

	private static function fireStock( \WC_Product $product, StockChange $change ): void {
		if ( Listeners::areForeign( 'woocommerce_updated_product_stock' ) ) {
			do_action( 'woocommerce_updated_product_stock', $product->get_id() );
		}
		do_action( $change->state->isVariation() ? 'woocommerce_variation_set_stock' : 'woocommerce_product_set_stock', $product );
	}

	/** LiteSpeed Cache keeps the page of a product whose price alone changed: it leaves WordPress' clean_post_cache out. */
	private static function purgePage( StockChange $change ): void {
		do_action( 'litespeed_purge_post', $change->state->productId() );
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

	/** @return string What a listener threw, '' = nothing: the figures are written all the same. */
	private static function fault( int $id, callable $work ): string {
		try {
			$work();
		} catch ( \Throwable $error ) {
			Log::error( $error, "Product $id: its figures are written, and another plugin failed on them" );
			return '' === $error->getMessage() ? get_class( $error ) : $error->getMessage();
		}
		return '';
	}

	private static function fire( \WC_Product $product, StockChange $change, bool $sparesSales ): void {
		self::fireFor( $product, $change );
		if ( $sparesSales && ! $product->is_type( 'variation' ) && ( $product->get_date_on_sale_from( 'edit' ) || $product->get_date_on_sale_to( 'edit' ) ) ) {
			call_user_func( self::SALES, $product->get_id(), $product );
		}
	}

	private static function fireFor( \WC_Product $product, StockChange $change ): void {
		$variation = $change->state->isVariation();
		$props     = [];
		self::fireMetas( self::AFTER_META, $change, true );
		if ( null !== $change->price ) {
			$props[] = 'regular_price';
		}
		if ( null !== $change->stock ) {
			$props[] = 'stock_quantity';
			self::fireStock( $product, $change );
		}
		do_action( 'woocommerce_product_object_updated_props', $product, $props );
		do_action( $variation ? 'woocommerce_update_product_variation' : 'woocommerce_update_product', $product->get_id(), $product );
		do_action( $variation ? 'woocommerce_after_product_variation_object_save' : 'woocommerce_after_product_object_save', $product, $product->get_data_store() );
		self::purgePage( $change );
	}
}
