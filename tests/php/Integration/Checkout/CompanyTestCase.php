<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Checkout;

use Automattic\WooCommerce\Blocks\Domain\Services\CheckoutFields;
use Automattic\WooCommerce\Blocks\Domain\Services\CheckoutFieldsSchema\DocumentObject;
use Automattic\WooCommerce\Blocks\Package;
use SorsApi\Tests\StoreTestCase;

'cli' === PHP_SAPI || exit;

/** Both checkouts, with a cart. */
abstract class CompanyTestCase extends StoreTestCase {

	protected const PIB     = '108765434';
	protected const COMPANY = [ 'sors/company' => true, 'sors/company-name' => 'Kišobran d.o.o.', 'sors/pib' => self::PIB, 'sors/registration-number' => '12345678' ];
	protected const OPTION  = 'woocommerce_checkout_company_field';

	/** Of the bill. */
	protected string $country = 'RS';

	protected function setUp(): void {
		parent::setUp();
		self::requireRealStore();
		update_option( 'woocommerce_cod_settings', [ 'enabled' => 'yes' ] );
		WC()->payment_gateways()->init();
		WC()->mailer();
		$this->showCompany( 'hidden' );
		WC()->cart->empty_cart();
		WC()->cart->add_to_cart( $this->createProduct( 'A' )->get_id() );
	}

	protected function tearDown(): void {
		if ( self::isRealStore() ) {
			$this->showCompany( 'hidden' );
				unset( $_SERVER['REQUEST_METHOD'] );
			wc_clear_notices();
		}
		parent::tearDown();
	}

	protected function controller(): CheckoutFields {
		return Package::container()->get( CheckoutFields::class );
	}

	protected function login(): int {
		$userId        = $this->loginAsCustomer();
		WC()->customer = new \WC_Customer( $userId, true );
		return $userId;
	}

	protected function showCompany( string $how ): void {
		update_option( self::OPTION, $how );
		WC()->checkout()->__set( 'checkout_fields', null );
	}

	/**
	 * @param array<string, mixed>|object $typed
	 *
	 * @return array<string, bool> Ours that are not hidden => whether they are required.
	 */
	protected function fields( $typed ): array {
		$document = new DocumentObject( [ 'customer' => [ 'additional_fields' => $typed ], 'checkout' => [ 'payment_method' => 'cod' ] ] );
		$document->set_context( 'contact' );
		$fields = $this->controller()->get_contextual_fields_for_location( 'contact', $document );
		return array_filter( array_column( $fields, 'required', 'id' ), static fn( $id ) => 0 === strpos( $id, 'sors/' ), ARRAY_FILTER_USE_KEY );
	}

	protected function blockCheckout( array $typed, string $method = 'POST', string $company = '' ): \WP_REST_Response {
		if ( 0 === WC()->cart->get_cart_contents_count() ) {
			WC()->cart->add_to_cart( $this->createProduct( uniqid( 'B' ) )->get_id() );
		}
		if ( 'GET' === $method ) {
			return $this->storeCheckout( 'GET' );
		}
		if ( ! $this->controller()->is_field( 'sors/company-name' ) && 'optional' === get_option( self::OPTION ) ) {
			unset( $typed['sors/company-name'] );
		}
		$address = [ 'first_name' => 'Ana', 'last_name' => 'Anić', 'email' => 'ana@example.test', 'phone' => '0641234567', 'address_1' => 'Ulica 1', 'city' => 'Novi Sad', 'postcode' => '21000', 'country' => 'RS', 'state' => (string) array_key_first( WC()->countries->get_states( 'RS' ) ), 'company' => $company ];
		$billing = 'RS' === $this->country ? $address : [ 'country' => $this->country, 'state' => '' ] + $address;
		return $this->storeCheckout( $method, [ 'payment_method' => 'cod', 'additional_fields' => $typed ] + ( 'POST' === $method ? [ 'billing_address' => $billing, 'shipping_address' => $address ] : [] ) );
	}

	protected function placed( array $typed, string $company = '' ): \WC_Order {
		$response = $this->blockCheckout( $typed, 'POST', $company );
		self::assertSame( 200, $response->get_status(), (string) wp_json_encode( $response->get_data() ) );
		wp_cache_flush();
		return wc_get_order( $response->get_data()['order_id'] );
	}

	/** As WooCommerce reads the form. */
	protected function posted( array $typed, string $company ): array {
		$_POST = [ 'billing_first_name' => 'Ana', 'billing_last_name' => 'Anić', 'billing_email' => 'ana@example.test', 'billing_country' => $this->country, 'billing_company' => $company, 'payment_method' => 'cod' ];
		foreach ( $typed as $field => $value ) {
			$_POST[ str_replace( [ '/', '-' ], '_', $field ) ] = $value;
		}
		if ( empty( $typed['sors/company'] ) ) {
			unset( $_POST['sors_company'] );
		}
		WC()->checkout()->__set( 'checkout_fields', null );
		return WC()->checkout()->get_posted_data();
	}

	protected function classicOrder( array $typed, string $company = '' ): \WC_Order {
		$data  = $this->posted( $typed, $company );
		$order = wc_get_order( WC()->checkout()->create_order( $data ) );
		self::assertInstanceOf( \WC_Order::class, $order );
		if ( is_user_logged_in() ) {
			$customer = new \WC_Customer( get_current_user_id() );
			do_action( 'woocommerce_checkout_update_customer', $customer, $data );
			$customer->save();
		}
		$_POST = [];
		wp_cache_flush();
		return wc_get_order( $order->get_id() );
	}

	/** @return list<array<string, mixed>> What WooCommerce says against it; [] = it was saved. */
	protected function saveAccount( array $typed ): array {
		wc_clear_notices();
		$_POST = [ 'action' => 'save_account_details', 'account_first_name' => 'Ana', 'account_last_name' => 'Anić', 'account_display_name' => 'Ana', 'account_email' => 'ana' . get_current_user_id() . '@example.test' ];
		foreach ( $typed as $field => $value ) {
			$_POST[ '_wc_other/' . $field ] = $value;
		}
		$_REQUEST = $_POST + [ 'save-account-details-nonce' => wp_create_nonce( 'save_account_details' ) ];
		$redirect = self::throwing( 'redirect' );
		add_filter( 'wp_redirect', $redirect );
		try {
			\WC_Form_Handler::save_account_details();
		} catch ( \RuntimeException $ended ) {
			self::assertSame( 'redirect', $ended->getMessage() );
			// Otherwise the form is shown once more, with what was typed.
			$_POST = [];
		}
		remove_filter( 'wp_redirect', $redirect );
		$_REQUEST = [];
		$said     = wc_get_notices( 'error' );
		wc_clear_notices();
		return $said;
	}

	/** @return list<string> The ids of the fields at which WooCommerce shows them. */
	protected function classicErrors( array $typed, string $company ): array {
		$errors = new \WP_Error();
		do_action( 'woocommerce_after_checkout_validation', $this->posted( $typed, $company ), $errors );
		return array_map( static fn( $code ) => $errors->get_error_data( $code )['id'], $errors->get_error_codes() );
	}
}
