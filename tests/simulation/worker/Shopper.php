<?php
declare( strict_types=1 );

namespace SorsApi\Simulation;

/** Somebody who looks at the pages of products and tries what the cart takes. */
final class Shopper {

	/** What is seen of each; nothing on the stand-in, which has no cart. A stock of null is any quantity. */
	public static function looks( array $goods ): array {
		if ( ! Buyers::hasCart() ) {
			return [];
		}
		wc_load_cart();
		return array_map( [ self::class, 'look' ], $goods );
	}

	private static function look( array $one ): array {
		$id      = (int) $one['id'];
		$product = wc_get_product( $id );
		if ( ! $product instanceof \WC_Product ) {
			return [ 'id' => $id, 'price' => null ];
		}
		$stock = $one['stock'] ?? null;
		return [
			'id'        => $id,
			'price'     => '' === $product->get_price() ? null : (float) $product->get_price(),
			'shows'     => self::isShown( $product ),
			'isInStock' => $product->is_in_stock(),
			'takesOne'  => self::takes( $id, 1 ),
			'takesAll'  => null === $stock ? null : self::takes( $id, (int) $stock ),
			'takesMore' => null === $stock ? null : self::takes( $id, (int) $stock + 1 ),
		];
	}

	/** Whether the page of its product shows what it costs: of one with sizes the lowest and the highest price, which WooCommerce keeps for a while. */
	private static function isShown( \WC_Product $product ): bool {
		$parent = 0 === $product->get_parent_id() ? null : wc_get_product( $product->get_parent_id() );
		$price  = (float) wc_get_price_to_display( $product );
		if ( ! $parent instanceof \WC_Product_Variable ) {
			return '' === $product->get_price() || false !== strpos( $product->get_price_html(), wc_price( $price ) );
		}
		return '' === $product->get_price() || ( (float) $parent->get_variation_price( 'min', true ) <= $price + 1e-6 && (float) $parent->get_variation_price( 'max', true ) >= $price - 1e-6 );
	}

	private static function takes( int $id, int $quantity ): bool {
		WC()->cart->empty_cart();
		$taken = $quantity > 0 && false !== WC()->cart->add_to_cart( $id, $quantity );
		wc_clear_notices();
		return $taken;
	}
}
