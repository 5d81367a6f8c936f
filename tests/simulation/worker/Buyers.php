<?php
declare( strict_types=1 );

namespace SorsApi\Simulation;

/** What buyers do: at both checkouts, at a bank's payment page, and by the orders that other code makes for them. */
final class Buyers {

	public const NAMES = [ 'order', 'checkout', 'classic', 'pays', 'paymentFails' ];

	/** Code => type and amount; events/buyers.ts knows the codes. */
	private const COUPONS = [
		'procenat'   => [ 'percent', '13' ],
		'korpa'      => [ 'fixed_cart', '150.50' ],
		'artikal'    => [ 'fixed_product', '9.99' ],
		'besplatno'  => [ 'fixed_cart', '0' ],
	];

	/** For a shop that has just been emptied. */
	public static function printCoupons(): void {
		if ( ! self::hasCart() ) {
			return;
		}
		foreach ( self::COUPONS as $code => [ $type, $amount ] ) {
			$coupon = new \WC_Coupon();
			$coupon->set_props( [ 'code' => $code, 'discount_type' => $type, 'amount' => $amount, 'free_shipping' => 'besplatno' === $code ] );
			$coupon->save();
		}
		foreach ( \WC_Shipping_Zones::get_zones() as $zone ) {
			foreach ( $zone['shipping_methods'] as $method ) {
				if ( 'free_shipping' === $method->id ) {
					// By the coupon or from this amount on.
					update_option( $method->get_instance_option_key(), [ 'requires' => 'either', 'min_amount' => '10000' ] );
				}
			}
		}
	}

	public function carryOut( string $name, array $args ): ?array {
		if ( isset( $args['buyer'] ) ) {
			self::signIn( $args['buyer'] );
		}
		if ( ! self::hasCart() && in_array( $name, [ 'checkout', 'classic' ], true ) ) {
			return $this->order( $args + [ 'status' => 'processing' ] );
		}
		switch ( $name ) {
			case 'order':
				return $this->order( $args );
			case 'checkout':
				return ( new StoreCheckout() )->order( $args, self::address( $args['buyer'] ) );
			case 'classic':
				return $this->classic( $args );
			case 'pays':
				wc_get_order( (int) $args['orderId'] )->payment_complete( 'TR-' . $args['orderId'] );
				return null;
			case 'paymentFails':
				wc_get_order( (int) $args['orderId'] )->update_status( 'failed', 'Banka je odbila.' );
				return null;
			default:
				throw new \LogicException( "Nothing is called $name." );
		}
	}

	/** The stand-in has neither checkouts nor coupons. */
	public static function hasCart(): bool {
		return class_exists( 'WC_Cart' );
	}

	private static function signIn( array $buyer ): void {
		if ( ! $buyer['account'] ) {
			return;
		}
		wp_set_current_user( self::userOf( $buyer ) );
	}

	/** @return int The account, made where there is none; 0 = that failed. */
	public static function userOf( array $buyer ): int {
		global $wpdb;
		$user = get_user_by( 'email', $buyer['email'] );
		if ( $user instanceof \WP_User ) {
			return $user->ID;
		}
		wp_insert_user( [ 'user_login' => $buyer['email'], 'user_email' => $buyer['email'], 'user_pass' => 'password', 'role' => 'customer' ] );
		// WordPress lets two processes make the same account: from then on it finds the older one.
		return (int) $wpdb->get_var( $wpdb->prepare( "SELECT MIN(ID) FROM {$wpdb->users} WHERE user_email = %s", $buyer['email'] ) );
	}

	private static function address( array $buyer ): array {
		return array_filter( [ 'company' => (string) $buyer['company'] ] ) + [
			'email'      => (string) $buyer['email'],
			'first_name' => 'Petar',
			'last_name'  => 'Petrović',
			'phone'      => '0641234567',
			'address_1'  => 'Bulevar oslobođenja 12',
			'city'       => 'Novi Sad',
			'postcode'   => '21000',
			'country'    => 'RS',
			'state'      => 'RS06',
		];
	}

	/** As other plugins make one. */
	private function order( array $args ): array {
		$order = wc_create_order( [ 'customer_id' => get_current_user_id() ] );
		foreach ( $args['lines'] as $line ) {
			$product = wc_get_product( Cart::idOf( $line ) );
			if ( $product instanceof \WC_Product ) {
				$order->add_product( $product, (int) $line['quantity'] );
			}
		}
		$order->set_address( self::address( $args['buyer'] ), 'billing' );
		$order->update_meta_data( '_sors_pib', (string) $args['buyer']['pib'] );
		$order->set_payment_method( (string) $args['payment'] );
		if ( 'flat_rate' === $args['shipping'] ) {
			$shipping = new \WC_Order_Item_Shipping();
			$shipping->set_props( [ 'method_title' => 'Kurirska služba', 'total' => '350' ] );
			$order->add_item( $shipping );
		}
		if ( 0.0 !== (float) $args['fee'] ) {
			$fee = new \WC_Order_Item_Fee();
			$fee->set_props( [ 'name' => 'Naknada', 'total' => (string) $args['fee'] ] );
			$order->add_item( $fee );
		}
		$order->calculate_totals();
		if ( '' !== $args['coupon'] && self::hasCart() ) {
			$order->apply_coupon( (string) $args['coupon'] );
		}
		$order->set_status( (string) $args['status'] );
		$order->save();
		return [ 'orderId' => $order->get_id() ];
	}

	/** The form of the classic checkout. */
	private function classic( array $args ): array {
		if ( ! Cart::fill( $args ) ) {
			return [ 'orderId' => 0 ];
		}
		$form = [
			'woocommerce-process-checkout-nonce' => wp_create_nonce( 'woocommerce-process_checkout' ),
			'payment_method'                     => (string) $args['payment'],
			'shipping_method'                    => WC()->session->get( 'chosen_shipping_methods' ),
			'sors_pib'                           => (string) $args['buyer']['pib'],
		];
		foreach ( self::address( $args['buyer'] ) as $field => $value ) {
			$form[ 'billing_' . $field ] = $value;
		}
		$answer = ShopRequest::of( [ WC()->checkout(), 'process_checkout' ], $form );
		return [
			'orderId' => (int) ( $answer['order_id'] ?? 0 ),
			'result'  => (string) ( $answer['result'] ?? '' ),
			'message' => trim( wp_strip_all_tags( (string) ( $answer['messages'] ?? '' ) ) ),
		];
	}
}
