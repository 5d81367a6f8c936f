<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

'cli' === PHP_SAPI || exit;

/** A customer of SORS with a standing discount, and users who may be linked with them. */
abstract class StandingDiscountTestCase extends OutboxTestCase {

	protected const CODE = 'K-POPUST';
	protected const PIB  = '108765434';

	protected \WC_Product $product;

	protected function setUp(): void {
		self::requireRealStore();
		parent::setUp();
		$customer = [
			'code'            => self::CODE,
			'name'            => 'Kišobran d.o.o.',
			'type'            => 'company',
			'taxId'           => self::PIB,
			'discountPercent' => 10,
		];
		$this->patch( [ 'do' => 'addCustomer', 'customer' => $customer ] );
		update_option( 'woocommerce_cod_settings', [ 'enabled' => 'yes' ] );
		WC()->payment_gateways()->init();
		wc_load_cart();
		add_filter( 'woocommerce_cart_needs_shipping', '__return_false' );
		WC()->cart->empty_cart();
		$this->product = self::saved( $this->soldProduct(), [ 'regular_price' => '1000' ] );
	}

	protected function tearDown(): void {
		if ( self::isRealStore() ) {
			wp_scripts()->add_data( 'wc-blocks-checkout', 'after', [] );
			WC()->cart->empty_cart();
			wc_clear_notices();
		}
		parent::tearDown();
	}

	protected function process( int $orderId ): void {
		self::saved( $this->freshOrder( $orderId ), [ 'status' => 'processing' ] );
		$this->work();
	}

	protected function linkedUser(): int {
		$user = $this->loginAsCustomer();
		self::assertNull( $this->services->linkedCustomers()->link( $user, self::CODE ) );
		return $user;
	}

	/** Two of the product. */
	protected function shopAs( int $user ): void {
		wp_set_current_user( $user );
		WC()->customer = new \WC_Customer( $user, true );
		WC()->session->set( 'sors_entered_pib', null );
		WC()->cart->empty_cart();
		WC()->cart->add_to_cart( $this->product->get_id(), 2 );
		WC()->cart->calculate_totals();
	}
}
