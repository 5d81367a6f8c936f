<?php
declare( strict_types=1 );

namespace SorsApi\Simulation;

/** What the owner sells for less; the stand-in has no sales. */
final class Sales {

	/** By the `share` of the regular price, 0 ends it; `from` and `until` in seconds from now, null = at once, and for good. */
	public static function set( \WC_Product $product, array $args ): void {
		wp_set_current_user( 1 );
		if ( 0 === $product->get_id() || ! Buyers::hasCart() ) {
			return;
		}
		$price  = (float) $args['share'] * (float) $product->get_regular_price( 'edit' );
		$moment = static fn( ?int $seconds ): string => null === $seconds ? '' : (string) ( time() + $seconds );
		$product->set_sale_price( 0.0 < $price ? wc_format_decimal( $price, wc_get_price_decimals() ) : '' );
		$product->set_date_on_sale_from( $moment( $args['from'] ) );
		$product->set_date_on_sale_to( $moment( $args['until'] ) );
		$product->save();
		if ( 0 !== $product->get_parent_id() ) {
			\WC_Product_Variable::sync( $product->get_parent_id() );
		}
	}
}
