<?php
declare( strict_types=1 );

namespace SorsApi\Store;

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
	/** It clears counts of the shop, as another does those of its brands: once for many products does as well. */
	private const COUNTS = [ 'Automattic\WooCommerce\Admin\ReportsSync', 'clear_stock_count_cache' ];
	/** LiteSpeed Cache keeps the page of a product whose price alone changed: it leaves WordPress' clean_post_cache out. */
	private const PURGE = 'litespeed_purge_post';
	/** WordPress' actions around what is written into a meta, each pair with the same arguments. */
	private const BEFORE_META = [ 'update_post_meta', 'update_postmeta' ];
	private const AFTER_META  = [ 'updated_post_meta', 'updated_postmeta' ];

	/** Whether anything wants to know of a change before it happens. That is rare, and then each product is loaded for it. */
	public static function isAwaited(): bool {
		return has_action( 'woocommerce_product_before_set_stock' ) || has_action( 'woocommerce_variation_before_set_stock' ) || Listeners::areForeign( ...self::BEFORE_META );
	}

	/** @param array<StockChange> $changes The actions before a change carry the product as it was. */
	public static function before( array $changes ): void {
		foreach ( $changes as $change ) {
			$inBulk = BulkStockWriter::accepts( $change );
			foreach ( $change->parts() as $part ) {
				if ( $part->isTranslation ) {
					continue;
				}
				ForeignCode::cleanPostCache( $part->state->id );
				self::tell(
					$part->state->id,
					static function ( ?\WC_Product $product ) use ( $part, $inBulk ): array {
						$metas = self::ofMetas( self::BEFORE_META, $part, $inBulk );
						return null === $product || null === $part->stock ? $metas : [ [ 'do_action', $part->state->isVariation() ? 'woocommerce_variation_before_set_stock' : 'woocommerce_product_before_set_stock', $product ], ...$metas ];
					}
				);
			}
		}
	}

	/**
	 * Figures that BulkStockWriter wrote. Spares listeners of WooCommerce that cost more than all the rest of a product, and
	 * does what they would have done. They are found by name: where WooCommerce has renamed them, they run as ever.
	 *
	 * @param array<int, StockChange> $changes By product.
	 * @param callable(): bool        $goesOn  Asked after each product.
	 * @return array<int, string> Product => what failed, a Sentence; '' = nothing. Those that are absent were not told of yet.
	 */
	public static function announce( array $changes, callable $goesOn ): array {
		BulkCaches::clean( $changes );
		$spared = [];
		/** @var list<callable> $listeners */
		$listeners = array_filter( [ self::SALES, self::COUNTS, [ $GLOBALS['WC_Brands'] ?? null, 'invalidate_wc_layered_nav_counts_cache' ] ], 'is_callable' );
		foreach ( $listeners as $listener ) {
			$priority = has_action( 'woocommerce_update_product', $listener );
			if ( is_int( $priority ) ) {
				remove_action( 'woocommerce_update_product', $listener, $priority );
				$spared[] = [ $listener, $priority ];
			}
		}
		$told = [];
		try {
			foreach ( $changes as $id => $change ) {
				$told[ $id ] = self::tell( $id, static fn( ?\WC_Product $product ): array => null === $product ? [] : self::ofFigures( $product, $change, self::SALES === ( $spared[0][0] ?? '' ) ) );
				if ( ! $goesOn() ) {
					break;
				}
			}
		} finally {
			foreach ( $spared as [ $listener, $priority ] ) {
				add_action( 'woocommerce_update_product', $listener, $priority, 2 );
				if ( self::SALES !== $listener ) {
					ForeignCode::attempt( 'Counts of the shop are cleared', static fn() => call_user_func( $listener, 0 ) );
				}
			}
		}
		$faults = [];
		foreach ( $told as $id => $fault ) {
			$parent            = $changes[ $id ]->state->isVariation() ? $changes[ $id ]->state->parentId : 0;
			$faults[ $parent ] = $faults[ $parent ] ?? ForeignCode::attempt( "Product $parent: what its variations cost and have", static fn() => StockWriter::syncParent( $parent ) );
			$told[ $id ]       = '' === $fault ? $faults[ $parent ] : $fault;
		}
		return $told;
	}

	/** @return string What failed, a Sentence; '' = nothing. Told is what save() leaves out of a product whose stock StockWriter has swapped before it. */
	public static function stockSet( StockChange $change ): string {
		$faults = [];
		$pages  = [];
		foreach ( $change->parts() as $part ) {
			$pages[ $part->state->productId() ] = [ 'do_action', self::PURGE, $part->state->productId() ];

			$faults[] = null === $part->stock || $part->isTranslation ? '' : self::tell(
				$part->state->id,
				static fn( ?\WC_Product $product ): array => null === $product ? [] : [
					// Who puts the other languages into WooCommerce's statement has written theirs with it, and a later copy would undo a sale.
					...( has_filter( 'woocommerce_update_product_stock_query' ) ? [] : self::ofMetas( self::AFTER_META, $part, false, $product ) ),
					...self::ofStock( $product, $part ),
					[ 'do_action', 'woocommerce_product_object_updated_props', $product, [ 'stock_quantity' ] ],
				]
			);
		}
		$faults[] = self::tell( $change->state->id, static fn(): array => array_values( $pages ) );
		return (string) current( array_filter( $faults ) );
	}

	/**
	 * Each by itself: what fails keeps nobody from hearing of the rest.
	 *
	 * @param callable(?\WC_Product): list<array{callable, ...}> $calls Functions, each with its arguments.
	 * @return string What failed first, a Sentence; '' = nothing.
	 */
	private static function tell( int $id, callable $calls ): string {
		$faults   = [];
		$faults[] = ForeignCode::attempt(
			"Product $id is told of",
			static function () use ( $id, $calls, &$faults ): void {
				foreach ( $calls( wc_get_product( $id ) ?: null ) as $call ) {
					$faults[] = ForeignCode::attempt( "Product $id is told of", static fn() => call_user_func( ...$call ) );
				}
			}
		);
		return (string) current( array_filter( $faults ) );
	}

	/**
	 * @param list<non-empty-string> $actions
	 * @param bool                   $inBulk  Else save() tells of all metas but the stock.
	 * @param \WC_Product|null       $product As it is by then: somebody may have bought it, or changed its price, and others copy what they are told.
	 * @return list<array{callable, ...}> As for tell().
	 */
	private static function ofMetas( array $actions, StockChange $change, bool $inBulk, ?\WC_Product $product = null ): array {
		$calls = [];
		$metas = Listeners::areForeign( ...$actions ) ? BulkStockWriter::metas( $change ) : [];
		if ( null !== $product ) {
			$stored = [ '_stock' => StockWriter::stored( (string) $product->get_stock_quantity( 'edit' ) ), '_regular_price' => $product->get_regular_price( 'edit' ), '_price' => $product->get_price( 'edit' ) ];
			$metas  = array_intersect_key( $stored, $metas ) + $metas;
		}
		foreach ( $inBulk ? $metas : array_intersect_key( $metas, [ '_stock' => '' ] ) as $key => $value ) {
			foreach ( isset( $change->state->metaIds[ $key ] ) ? $actions : [] as $action ) {
				$calls[] = [ 'do_action', $action, $change->state->metaIds[ $key ], $change->state->id, $key, $value ];
			}
		}
		return $calls;
	}

	/** @return list<array{callable, ...}> As for tell(). */
	private static function ofStock( \WC_Product $product, StockChange $change ): array {
		$set = [ 'do_action', $change->state->isVariation() ? 'woocommerce_variation_set_stock' : 'woocommerce_product_set_stock', $product ];
		return Listeners::areForeign( 'woocommerce_updated_product_stock' ) ? [ [ 'do_action', 'woocommerce_updated_product_stock', $product->get_id() ], $set ] : [ $set ];
	}

	/** @return list<array{callable, ...}> As for tell(). BulkCaches has deleted them. */
	private static function ofTransients( ProductState $state ): array {
		$action = 'woocommerce_delete_product_transients';
		return Listeners::areForeign( $action ) ? array_map( static fn( int $id ): array => [ 'do_action', $action, $id ], array_values( array_unique( [ $state->id, $state->productId() ] ) ) ) : [];
	}

	/** @return list<array{callable, ...}> As for tell(). */
	private static function ofFigures( \WC_Product $product, StockChange $change, bool $sparesSales ): array {
		$variation = $change->state->isVariation();
		$calls     = [
			...self::ofMetas( self::AFTER_META, $change, true, $product ),
			...( null === $change->stock ? [] : self::ofStock( $product, $change ) ),
			[ 'do_action', 'woocommerce_product_object_updated_props', $product, array_keys( array_filter( [ 'regular_price' => $change->price, 'stock_quantity' => $change->stock ], 'is_string' ) ) ],
			...self::ofTransients( $change->state ),
			[ 'do_action', $variation ? 'woocommerce_update_product_variation' : 'woocommerce_update_product', $product->get_id(), $product ],
			[ 'do_action', $variation ? 'woocommerce_after_product_variation_object_save' : 'woocommerce_after_product_object_save', $product, $product->get_data_store() ],
			[ 'do_action', self::PURGE, $change->state->productId() ],
		];
		if ( $sparesSales && ! $variation && ( $product->get_date_on_sale_from( 'edit' ) || $product->get_date_on_sale_to( 'edit' ) ) ) {
			$calls[] = [ self::SALES, $product->get_id(), $product ];
		}
		return $calls;
	}
}
