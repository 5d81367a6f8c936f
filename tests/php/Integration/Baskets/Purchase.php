<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Baskets;

'cli' === PHP_SAPI || exit;

/**
 * Buys a basket by the way that was drawn, through WooCommerce alone.
 *
 * @phpstan-import-type Line from DrawnBasket
 */
final class Purchase {

	private const ADDRESS = [
		'first_name' => 'Ana',
		'last_name'  => 'Anić',
		'email'      => 'ana@example.test',
		'phone'      => '0641234567',
		'address_1'  => 'Ulica 1',
		'city'       => 'Novi Sad',
		'postcode'   => '21000',
		'country'    => 'RS',
		'state'      => 'RS06',
	];

	private const ABROAD = [ 'country' => 'DE', 'state' => '', 'city' => 'Berlin', 'postcode' => '10115' ];

	private DrawnShop $shop;
	/** @var array<string, \WC_Product> */
	private array $products;
	private DrawnBasket $basket;
	/** What a gift card takes off the total. */
	private float $taken = 0;
	/** By the classic checkout. */
	private int $placed = 0;
	/** @var array<string, mixed> What WooCommerce said. */
	private array $answer = [];

	/** @param array<string, \WC_Product> $products */
	public function __construct( DrawnShop $shop, array $products ) {
		$this->shop     = $shop;
		$this->products = $products;
		add_action( 'woocommerce_cart_calculate_fees', [ $this, 'addFees' ] );
		add_action( 'woocommerce_before_calculate_totals', [ $this, 'price' ] );
		add_filter( 'woocommerce_cart_totals_get_fees_from_cart_taxes', static fn( array $taxes, object $fee ): array => '_via_wallet_partial_payment' === $fee->object->id ? [] : $taxes, 10, 2 );
		add_filter( 'woocommerce_calculated_total', [ $this, 'total' ] );
		if ( $shop->taxesCourierInParts ) {
			add_filter( 'woocommerce_package_rates', [ Neighbours::class, 'taxInParts' ], 10, 2 );
		}
		add_action( 'woocommerce_checkout_create_order_line_item', [ $this, 'note' ], 10, 3 );
		add_action( 'woocommerce_checkout_order_processed', fn( int $id ) => $this->placed = $id );
		add_filter( 'woocommerce_store_api_disable_nonce_check', '__return_true' );
		// Neither mails nor statistics.
		foreach ( [ 'new_order', 'customer_processing_order', 'customer_on_hold_order' ] as $mail ) {
			add_filter( "woocommerce_email_enabled_$mail", '__return_false' );
		}
		add_filter( 'pre_as_schedule_single_action', '__return_zero' );
		add_filter( 'pre_as_enqueue_async_action', '__return_zero' );
	}

	/** @return array{\WC_Order, float, float} The order, the total that was shown, and what of it a gift card took off. */
	public function of( DrawnBasket $basket ): array {
		$this->basket = $basket;
		$this->taken  = 0;
		// WooCommerce's own, as of a negative fee on goods without VAT.
		set_error_handler( static fn( int $level, string $message, string $file ): bool => false !== strpos( $file, 'woocommerce' ), E_WARNING );
		try {
			[ $order, $shown ] = $this->bought();
		} finally {
			restore_error_handler();
		}
		Neighbours::note( $order, $basket, $this->taken );
		return [ wc_get_order( $order->get_id() ), $shown, $this->taken ];
	}

	/** @return array{\WC_Order, float} */
	private function bought(): array {
		// Before 10.5 WooCommerce's own block checkout broke off where a shop sells parts of a piece.
		$isBroken       = $this->shop->allowsFractions && version_compare( WC_VERSION, '10.5', '<' );
		[ $id, $shown ] = $isBroken && 'block' === $this->basket->way ? $this->classic() : $this->{$this->basket->way}();
		$order          = wc_get_order( $id );
		if ( ! $order instanceof \WC_Order ) {
			throw new \LogicException( 'No order was made: ' . wp_json_encode( [ $this->answer, $this->basket ] ) );
		}
		if ( 'card' === $this->basket->payment ) {
			$order->set_payment_method( 'nestpay' );
			$order->payment_complete( 'TR-1' );
		}
		return [ $order, $this->basket->isRecalculated || $this->basket->isEdited ? $this->recalculated( $order ) : $shown ];
	}

	public function addFees( \WC_Cart $cart ): void {
		foreach ( $this->basket->fees as $n => [ $amount, $isTaxed, $class ] ) {
			$cart->add_fee( 'Naknada ' . $n, (float) $amount, $isTaxed, $class );
		}
		if ( Neighbours::WALLET === $this->basket->tender ) {
			Neighbours::addToCart( $cart, 150 );
		}
	}

	public function price( \WC_Cart $cart ): void {
		foreach ( $cart->get_cart() as $item ) {
			if ( isset( $item['deposit'] ) ) {
				$item['data']->set_price( $item['deposit'] * $this->basket->deposit );
			} elseif ( isset( $item['isInside'] ) && $item['isInside'] === $this->basket->bundleCosts ) {
				$item['data']->set_price( 0 );
			}
		}
	}

	/** @param mixed $total Without other plugins. */
	public function total( $total ): float {
		$this->taken = Neighbours::taken( $this->basket, (float) $total, $this->shop->decimals );
		if ( (float) $total + $this->basket->gap <= 0 ) {
			$this->basket->gap = 0;
		}
		return (float) $total - $this->taken + $this->basket->gap;
	}

	/** @param array<string, mixed> $values Of the cart. */
	public function note( \WC_Order_Item $item, string $key, array $values ): void {
		$metas = isset( $values['isInside'] ) ? Neighbours::ofBundle( $this->basket->bundle, $values['isInside'], $this->products['bundle']->get_id() ) : [];
		if ( isset( $values['deposit'] ) ) {
			$metas = Neighbours::ofDeposit( $values['data'], (float) $values['quantity'], $values['deposit'], $this->basket->deposit );
		}
		foreach ( $metas as $name => $value ) {
			$item->add_meta_data( $name, $value );
		}
	}

	/**
	 * What a line of the cart has of other plugins.
	 *
	 * @param Line $line
	 */
	private function extras( array $line ): array {
		if ( $this->basket->deposit > 0 && $line === $this->basket->lines[0] ) {
			return [ 'deposit' => (float) ( '' !== $line['sale'] ? $line['sale'] : $line['price'] ) ];
		}
		return 'bundle' === $line['product'] || $line['isInside'] ? [ 'isInside' => $line['isInside'] ] : [];
	}

	private function fillCart(): float {
		wp_set_current_user( 0 );
		wc_clear_notices();
		WC()->customer->set_billing_location( 'RS', 'RS06', '21000', 'Novi Sad' );
		WC()->customer->set_shipping_location( 'RS', 'RS06', '21000', 'Novi Sad' );
		WC()->session->set( 'order_awaiting_payment', null );
		WC()->session->set( 'store_api_draft_order', null );
		WC()->cart->empty_cart();
		foreach ( $this->basket->lines as $line ) {
			$product  = $this->products[ $line['product'] ];
			$parent   = $product instanceof \WC_Product_Variation ? $product->get_parent_id() : 0;
			WC()->cart->add_to_cart( 0 !== $parent ? $parent : $product->get_id(), $line['quantity'], 0 !== $parent ? $product->get_id() : 0, [], $this->extras( $line ) );
		}
		foreach ( $this->coupons() as $code ) {
			WC()->cart->apply_coupon( $code );
		}
		wc_clear_notices();
		WC()->cart->calculate_totals();
		return (float) WC()->cart->get_total( 'edit' );
	}

	private function gateway(): string {
		return 'cod' === $this->basket->payment ? 'cod' : 'bacs';
	}

	private function classic(): array {
		$shown        = $this->fillCart();
		$this->placed = 0;
		$_POST        = [
			'woocommerce-process-checkout-nonce' => wp_create_nonce( 'woocommerce-process_checkout' ),
			'payment_method'                     => $this->gateway(),
			'shipping_method'                    => WC()->session->get( 'chosen_shipping_methods' ),
		];
		foreach ( self::ADDRESS as $field => $value ) {
			$_POST[ "billing_$field" ] = $value;
		}
		$_REQUEST = $_POST;
		$over     = new \Error( 'WooCommerce ends the request.' );
		$stop     = static function () use ( $over ): void {
			throw $over;
		};
		$end      = static fn(): callable => $stop;
		add_filter( 'wp_doing_ajax', '__return_true' );
		add_filter( 'wp_die_ajax_handler', $end );
		ob_start();
		try {
			WC()->checkout()->process_checkout();
		} catch ( \Error $error ) {
			if ( $error !== $over ) {
				throw $error;
			}
		} finally {
			$this->answer = (array) json_decode( (string) ob_get_clean(), true );
			remove_filter( 'wp_doing_ajax', '__return_true' );
			remove_filter( 'wp_die_ajax_handler', $end );
			$_REQUEST = [];
			$_POST    = [];
		}
		return [ $this->placed, $shown ];
	}

	private function block(): array {
		$this->fillCart();
		// Since 10.8 the route remembers the order of its first request.
		$GLOBALS['wp_rest_server'] = null;
		$this->request( '/wc/store/v1/checkout', [ 'billing_address' => self::ADDRESS, 'shipping_address' => array_diff_key( self::ADDRESS, [ 'email' => 1 ] ), 'payment_method' => $this->gateway() ] );
		return $this->lowered( wc_get_order( (int) ( $this->answer['order_id'] ?? 0 ) ) );
	}

	private function rest(): array {
		// Of whole pieces, by its schema.
		$lines = array_map( fn( array $line ): array => [ 'product_id' => $this->products[ $line['product'] ]->get_id(), 'quantity' => (int) ceil( (float) $line['quantity'] ) ], $this->basket->lines );
		wp_set_current_user( 1 );
		$this->request(
			'/wc/v3/orders',
			[
				'status'         => 'bacs' === $this->basket->payment ? 'on-hold' : 'processing',
				'payment_method' => 'none' === $this->basket->payment ? '' : $this->gateway(),
				'billing'        => $this->address(),
				'line_items'     => $lines,
				'shipping_lines' => [ [ 'method_id' => 'flat_rate', 'method_title' => 'Kurir', 'total' => $this->shop->shippingCost() ] ],
				'fee_lines'      => array_map( static fn( array $fee ): array => [ 'name' => 'Naknada', 'total' => $fee[0], 'tax_status' => $fee[1] ? 'taxable' : 'none', 'tax_class' => $fee[2] ], $this->basket->fees ),
				'coupon_lines'   => array_map( static fn( string $code ): array => [ 'code' => $code ], $this->coupons() ),
			]
		);
		return $this->lowered( wc_get_order( (int) ( $this->answer['id'] ?? 0 ) ) );
	}

	private function admin(): array {
		wp_set_current_user( 1 );
		$order = wc_create_order();
		foreach ( $this->basket->lines as $line ) {
			$order->add_product( $this->products[ $line['product'] ], $line['quantity'] );
		}
		$shipping = new \WC_Order_Item_Shipping();
		$shipping->set_props( [ 'method_title' => 'Kurir', 'total' => $this->shop->shippingCost() ] );
		$order->add_item( $shipping );
		foreach ( $this->basket->fees as [ $amount, $isTaxed, $class ] ) {
			$fee = new \WC_Order_Item_Fee();
			$fee->set_props( [ 'name' => 'Naknada', 'total' => $amount, 'tax_status' => $isTaxed ? 'taxable' : 'none', 'tax_class' => $class ] );
			$order->add_item( $fee );
		}
		$order->set_address( $this->address(), 'billing' );
		$order->set_payment_method( 'none' === $this->basket->payment ? '' : $this->gateway() );
		$order->calculate_totals();
		foreach ( $this->coupons() as $code ) {
			$order->apply_coupon( $code );
		}
		$order->set_status( 'bacs' === $this->basket->payment ? 'on-hold' : 'processing' );
		$order->save();
		return $this->lowered( $order );
	}

	/** As staff edit an order on its screen, and press "Recalculate". */
	private function recalculated( \WC_Order $order ): float {
		if ( $this->basket->isEdited ) {
			$item = array_values( $order->get_items() )[0];
			if ( $item instanceof \WC_Order_Item_Product ) {
				$item->set_props( [ 'subtotal' => '1234.56', 'total' => '1234.56' ] );
				$item->save();
			}
		}
		$order->calculate_taxes();
		$order->calculate_totals( false );
		return (float) $order->get_total();
	}

	/**
	 * As a gift card's plugin does where no cart has done so.
	 *
	 * @param mixed $order
	 */
	private function lowered( $order ): array {
		if ( ! $order instanceof \WC_Order ) {
			return [ 0, 0.0 ];
		}
		$shown = $this->total( $order->get_total() );
		$order->set_total( (string) $shown );
		$order->save();
		return [ $order->get_id(), $shown ];
	}

	private function address(): array {
		return ( $this->basket->isAbroad ? self::ABROAD : [] ) + self::ADDRESS;
	}

	/** @return list<string> Codes. */
	private function coupons(): array {
		$codes = [];
		foreach ( $this->basket->coupons as [ $type, $amount ] ) {
			$codes[] = "$type-$amount";
			if ( 0 === wc_get_coupon_id_by_code( "$type-$amount" ) ) {
				$coupon = new \WC_Coupon();
				$coupon->set_props( [ 'code' => "$type-$amount", 'discount_type' => $type, 'amount' => $amount ] );
				$coupon->save();
			}
		}
		return array_unique( $codes );
	}

	private function request( string $route, array $body ): void {
		$request = new \WP_REST_Request( 'POST', $route );
		$request->set_header( 'Content-Type', 'application/json' );
		$request->set_body( (string) wp_json_encode( $body ) );
		$this->answer = (array) rest_do_request( $request )->get_data();
	}
}
