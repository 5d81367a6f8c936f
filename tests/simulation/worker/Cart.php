<?php
declare( strict_types=1 );

namespace SorsApi\Simulation;

/** What a buyer has put into the cart, for either checkout. */
final class Cart {

	/** @return bool Whether there is anything in it. */
	public static function fill( array $args ): bool {
		if ( 0.0 !== (float) $args['fee'] ) {
			add_action( 'woocommerce_cart_calculate_fees', static fn( \WC_Cart $cart ) => $cart->add_fee( 'Naknada', (float) $args['fee'], true ) );
		}
		wc_load_cart();
		$cart = WC()->cart;
		$cart->empty_cart();
		foreach ( $args['lines'] as $line ) {
			$id = self::idOf( $line );
			if ( 0 !== $id ) {
				$cart->add_to_cart( $id, (int) $line['quantity'] );
			}
		}
		if ( $cart->is_empty() ) {
			return false;
		}
		if ( '' !== $args['coupon'] ) {
			$cart->apply_coupon( (string) $args['coupon'] );
		}
		self::chooseShipping( (string) $args['shipping'] );
		// What is refused here, such as a coupon, the buyer sees and goes on without it.
		wc_clear_notices();
		return true;
	}

	/** A size without an item of its own has no SKU. */
	public static function idOf( array $line ): int {
		return (int) ( $line['size'] ?? wc_get_product_id_by_sku( (string) $line['code'] ) );
	}

	private static function chooseShipping( string $method ): void {
		WC()->customer->set_shipping_location( 'RS', 'RS06', '21000', 'Novi Sad' );
		WC()->customer->set_billing_location( 'RS', 'RS06', '21000', 'Novi Sad' );
		WC()->cart->calculate_totals();
		foreach ( WC()->shipping()->get_packages() as $package ) {
			foreach ( array_keys( $package['rates'] ) as $rate ) {
				if ( 0 === strpos( (string) $rate, $method ) ) {
					WC()->session->set( 'chosen_shipping_methods', [ $rate ] );
				}
			}
		}
	}
}
