<?php
declare( strict_types=1 );

namespace SorsApi\Store;

/** Variable products, which show what their variations cost and have. */
final class Parents {

	/**
	 * Brings them up to date at once. WooCommerce would do it at the end of the
	 * request, which a killed process never reaches.
	 *
	 * @param list<int> $ids
	 */
	public static function sync( array $ids ): void {
		foreach ( array_unique( array_filter( $ids ) ) as $id ) {
			$product = wc_get_product( $id );
			if ( $product instanceof \WC_Product_Variable ) {
				\WC_Product_Variable::sync( $product );
			}
		}
	}
}
