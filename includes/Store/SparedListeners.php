<?php
declare( strict_types=1 );

namespace SorsApi\Store;

/**
 * Two of WooCommerce's own listeners that cost more than all the rest of a
 * product: one forgets the shop's counts, which is done as well once for many
 * products, the other looks in Action Scheduler for the beginning and the end
 * of a sale, which a product without sale dates does not have.
 *
 * They are found by name: where WooCommerce has renamed them, they run as ever.
 */
final class SparedListeners {

	private const COUNTS = [ 'Automattic\WooCommerce\Admin\ReportsSync', 'clear_stock_count_cache' ];
	private const SALES  = 'wc_maybe_schedule_product_sale_events';

	/** Each with the number of arguments that it takes. */
	private const ALL = [ [ self::COUNTS, 1 ], [ self::SALES, 2 ] ];

	/**
	 * @template T
	 *
	 * @param string                                  $hook woocommerce_new_product or woocommerce_update_product.
	 * @param callable( callable( \WC_Product ): void ): T $work Fires it, and calls what it is given for each product afterwards.
	 *
	 * @return T
	 */
	public static function during( string $hook, callable $work ) {
		$spared = [];
		foreach ( self::ALL as list( $listener, $arguments ) ) {
			$priority = has_action( $hook, $listener );
			if ( is_int( $priority ) ) {
				remove_action( $hook, $listener, $priority );
				$spared[] = [ $listener, $priority, $arguments ];
			}
		}
		$listeners = array_column( $spared, 0 );
		try {
			return $work( in_array( self::SALES, $listeners, true ) ? [ self::class, 'schedule' ] : static function (): void {} );
		} finally {
			foreach ( $spared as list( $listener, $priority, $arguments ) ) {
				add_action( $hook, $listener, $priority, $arguments );
			}
			if ( in_array( self::COUNTS, $listeners, true ) ) {
				call_user_func( self::COUNTS, 0 );
			}
		}
	}

	/** What the spared listener would have done for this one product. */
	public static function schedule( \WC_Product $product ): void {
		if ( ! $product->is_type( 'variation' ) && ( $product->get_date_on_sale_from( 'edit' ) || $product->get_date_on_sale_to( 'edit' ) ) ) {
			call_user_func( self::SALES, $product->get_id(), $product );
		}
	}
}
