<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Checkout;

use SorsApi\Admin\OrderCompanyFields;

'cli' === PHP_SAPI || exit;

/** PIB and registration number at both checkouts and on the order. @group real-store */
final class CompanyFieldsTest extends CompanyTestCase {

	private const JMBG = '0101990710006';

	/** @dataProvider wrong */
	public function testTheBlockCheckoutRefusesAndKeepsNothing( string $pib, string $registration ): void {
		$response = $this->checkout( $pib, $registration );
		self::assertSame( 400, $response->get_status() );
		$this->assertNowhereStored( $pib );
	}

	public function wrong(): array {
		return [
			'a wrong check digit'           => [ '108765435', '' ],
			'a JMBG'                        => [ self::JMBG, '' ],
			'a JMBG with spaces'            => [ '0101 990 710006', '' ],
			'a JMBG with a dash'            => [ "0101990\u{2013}710006", '' ],
			'a JMBG behind letters'         => [ 'ID0101990710006', '' ],
			'a JMBG in wide digits'         => [ '０１０１９９０７１０００６', '' ],
			'a JMBG as registration number' => [ '', self::JMBG ],
			'seven digits'                  => [ '', '1234567' ],
		];
	}

	/**
	 * The block checkout sends what is typed before the order is placed: into a draft, or, since WooCommerce 10.8, into the session.
	 *
	 * @dataProvider wrong
	 */
	public function testWhatIsTypedAndWrongIsKeptNowhereWhileTheCheckoutIsOpen( string $pib, string $registration ): void {
		$this->loginAsCustomer();
		$this->checkout( $pib, $registration, 'PUT' );
		WC()->customer->save();
		$session = WC()->session;
		self::assertInstanceOf( \WC_Session_Handler::class, $session );
		$session->save_data();
		$this->assertNowhereStored( $pib );
		$this->assertNowhereStored( self::JMBG === $registration ? $registration : '' );
	}

	/**
	 * @testWith ["ME", "02012936"]
	 *           ["ME", "ME 0201 2936"]
	 *           ["BA", "4200211100005"]
	 *           ["BA", "200211100005"]
	 *           ["DE", "DE123456789"]
	 */
	public function testACompanyAbroadEntersTheNumberOfItsCountry( string $country, string $number ): void {
		$this->sellAbroad();
		$response = $this->checkout( $number, '', 'POST', $country );
		self::assertSame( 200, $response->get_status(), (string) wp_json_encode( $response->get_data() ) );
		self::assertSame( str_replace( [ 'ME ', ' ' ], '', $number ), wc_get_order( $response->get_data()['order_id'] )->get_meta( '_sors_pib' ) );
		self::assertFalse( $this->errorsOf( $number, $country )->has_errors() );
	}

	/**
	 * @testWith ["RS", "02012936"]
	 *           ["ME", "108765434"]
	 *           ["BA", "108765434"]
	 *           ["BA", "0101990710006"]
	 *           ["RS", "4200211100005"]
	 *           ["ME", "4200211100005"]
	 */
	public function testANumberOfAnotherCountryIsRefusedAndKeptNowhere( string $country, string $number ): void {
		$this->sellAbroad();
		$this->loginAsCustomer();
		$response = $this->checkout( $number, '', 'POST', $country );
		self::assertSame( 400, $response->get_status(), (string) wp_json_encode( $response->get_data() ) );
		self::assertStringNotContainsString( $number, (string) wp_json_encode( $response->get_data() ) );
		WC()->customer->save();
		$this->assertNowhereStored( $number );
		$errors = $this->errorsOf( $number, $country );
		self::assertTrue( $errors->has_errors() );
		self::assertStringNotContainsString( $number, implode( ' ', $errors->get_error_messages() ) );
	}

	/** The field is typed into before the country is chosen, or after. */
	public function testWhileTheCheckoutIsOpenTheBuyersCountrySoFarCounts(): void {
		$this->sellAbroad();
		WC()->customer->set_billing_country( 'ME' );
		self::assertSame( 200, $this->checkout( '02012936', '', 'PUT' )->get_status() );
		WC()->customer->set_billing_country( 'RS' );
		self::assertSame( 400, $this->checkout( '02012936', '', 'PUT' )->get_status() );
	}

	public function testTheOrderScreenGoesByTheCountryInItsForm(): void {
		$order  = $this->createOrder( [] );
		$screen = new OrderCompanyFields();
		$id     = $screen->add( [], $order )['sors_pib']['id'];
		$screen->save( $id, '02012936', $order );
		self::assertSame( '', $order->get_meta( '_sors_pib' ) );
		$_POST['_billing_country'] = 'ME';
		$screen->save( $id, '02012936', $order );
		unset( $_POST['_billing_country'] );
		self::assertSame( '02012936', $order->get_meta( '_sors_pib' ) );
	}

	public function testWhatIsTypedIsKeptUntilTheOrderIsPlaced(): void {
		self::assertSame( 200, $this->checkout( 'RS ' . self::PIB, '12345678', 'PUT' )->get_status() );
		$response = $this->checkout( 'RS ' . self::PIB, '12345678' );
		self::assertSame( 200, $response->get_status(), (string) wp_json_encode( $response->get_data() ) );
		self::assertSame( self::PIB, wc_get_order( $response->get_data()['order_id'] )->get_meta( '_sors_pib' ) );
	}

	public function testWhoManagesTheShopHasTheCompanyOfAnOrderFoundInSors(): void {
		$order = $this->createOrder( [] );
		wp_deregister_script( 'sors-order-company' );
		wp_dequeue_script( 'sors-order-company' );
		$this->loginAsCustomer();
		( new OrderCompanyFields() )->add( [], $order );
		self::assertFalse( wp_script_is( 'sors-order-company' ) );
		$this->loginAsAdmin();
		( new OrderCompanyFields() )->add( [], $order );
		self::assertTrue( wp_script_is( 'sors-order-company' ) );
		self::assertSame( 'sors-api-for-woocommerce', wp_scripts()->registered['sors-order-company']->textdomain );
	}

	public function testTheOrderScreenKeepsNoJmbgEither(): void {
		$order  = $this->createOrder( [] );
		$screen = new OrderCompanyFields();
		$fields = $screen->add( [], $order );
		self::assertSame( [ 'sors_buyer_type', 'sors_pib', 'sors_registration_number', 'sors_jbkjs' ], array_keys( $fields ) );
		$screen->save( $fields['sors_pib']['id'], self::JMBG, $order );
		$order->save();
		$this->assertNowhereStored( self::JMBG );
		$screen->save( $fields['sors_pib']['id'], '108-765-434', $order );
		$order->save();
		wp_cache_flush();
		$order = wc_get_order( $order->get_id() );
		self::assertSame( self::PIB, $order->get_meta( '_sors_pib' ) );
		self::assertSame( self::PIB, $screen->add( [], $order )['sors_pib']['value'] );
		$screen->save( $fields['sors_pib']['id'], '108765435', $order );
		self::assertSame( self::PIB, $order->get_meta( '_sors_pib' ), 'A wrong one does not replace a right one.' );
		$screen->save( $fields['sors_pib']['id'], '', $order );
		self::assertSame( '', $order->get_meta( '_sors_pib' ) );
	}

	/** @dataProvider wrong */
	public function testMyAccountRefusesAndKeepsNothing( string $pib, string $registration ): void {
		$userId = $this->loginAsCustomer();
		self::assertNotSame( [], $this->saveAccount( [ 'sors/pib' => $pib, 'sors/registration-number' => $registration ] ) );
		$this->assertNowhereStored( $pib );
		$this->assertNowhereStored( self::JMBG === $registration ? $registration : '' );
		self::assertNotSame( $registration, '' === $registration ? null : get_user_meta( $userId, '_wc_other/sors/registration-number', true ) );
	}

	/** Code that sets the field by WooCommerce's own means, without asking whether it is valid. */
	public function testAJmbgThatCameAnotherWayIsTakenOutBeforeItIsSaved(): void {
		$order  = $this->createOrder( [] );
		$fields = \Automattic\WooCommerce\Blocks\Package::container()->get( \Automattic\WooCommerce\Blocks\Domain\Services\CheckoutFields::class );
		$fields->persist_field_for_order( 'sors/pib', self::JMBG, $order, 'other', false );
		$order->save();
		$this->assertNowhereStored( self::JMBG );
	}

	/** From the REST API of WooCommerce, an import or an earlier version. */
	public function testAJmbgThatIsStoredIsShownNowhere(): void {
		$userId = $this->loginAsCustomer();
		$order  = self::saved(
			$this->createOrder( [] ),
			[ 'customer_id' => $userId, '_sors_pib' => self::JMBG, '_sors_registration_number' => self::JMBG ]
		);
		update_user_meta( $userId, '_wc_other/sors/pib', self::JMBG );
		ob_start();
		do_action( 'woocommerce_order_details_after_order_table', $order );
		do_action( 'woocommerce_edit_account_form_fields' );
		$screen = new OrderCompanyFields();
		$shown  = ob_get_clean() . wp_json_encode( [ apply_filters( 'woocommerce_email_order_meta_fields', [], true, $order ), array_column( $screen->add( [], $order ), 'value' ) ] );
		self::assertStringNotContainsString( self::JMBG, $shown );
		$screen->save( '_billing_sors_pib', '', $order );
		self::assertSame( '', $order->get_meta( '_sors_pib' ), 'Saving the order takes it out.' );

		$order->update_meta_data( '_sors_pib', self::PIB );
		self::assertStringContainsString( self::PIB, (string) wp_json_encode( apply_filters( 'woocommerce_email_order_meta_fields', [], true, $order ) ) );
	}

	/** WooCommerce reads its own fields by itself. */
	public function testAJmbgInWooCommercesFieldsIsNeitherShownNorCopied(): void {
		$fields = \Automattic\WooCommerce\Blocks\Package::container()->get( \Automattic\WooCommerce\Blocks\Domain\Services\CheckoutFields::class );
		$userId = $this->loginAsCustomer();
		foreach ( [ self::JMBG, self::PIB ] as $number ) {
			$isShown = self::PIB === $number;
			$order   = self::saved(
				$this->createOrder( [] ),
				[ 'customer_id' => $userId, 'created_via' => 'store-api', '_wc_other/sors/pib' => $number ]
			);
			update_user_meta( $userId, '_wc_other/sors/pib', $number );
			wp_cache_flush();
			WC()->customer = new \WC_Customer( $userId, true );
			WC()->customer->set_billing_first_name( $isShown ? 'Ana' : 'Mila' );
			WC()->customer->save();
			$order = wc_get_order( $order->get_id() );
			ob_start();
			do_action( 'woocommerce_order_details_after_customer_details', $order );
			WC()->mailer()->additional_checkout_fields( $order, true, true );
			$places = [
				'order and mail' => (string) ob_get_clean(),
				'checkout'       => (string) wp_json_encode( $this->checkout( '', '', 'GET' )->get_data()['additional_fields'] ),
				'session'        => (string) wp_json_encode( WC()->session->get( 'customer' ) ),
				'order'          => (string) wp_json_encode( [ $fields->get_all_fields_from_object( $order ), $order->get_meta( '_wc_other/sors/pib' ) ] ),
			];
			foreach ( $places as $place => $shown ) {
				self::assertSame( $isShown, false !== strpos( $shown, $number ), "$number: $place: $shown" );
			}
			// Whatever is saved.
			$order->save();
			self::saved( new \WC_Customer( $userId ), [ 'last_name' => 'Anić' ] );
			$isShown || $this->assertNowhereStored( $number );
		}
	}

	/** Of a company in Macedonia or Bosnia; a person's never begins with a 4. */
	public function testACompanysNumberOfThirteenDigitsStays(): void {
		$order = self::saved( $this->createOrder( [] ), [ '_wc_other/sors/pib' => '4030005123456' ] );
		wp_cache_flush();
		self::assertSame( '4030005123456', wc_get_order( $order->get_id() )->get_meta( '_wc_other/sors/pib' ) );
	}

	public function testASessionThatHasAJmbgLosesIt(): void {
		$keys     = [ '_wc_other/sors/pib', '_wc_other/sors/registration-number' ];
		$customer = new \WC_Customer();
		$customer->update_meta_data( $keys[0], self::JMBG );
		$customer->update_meta_data( $keys[1], '12345678' );
		self::assertSame( [ $keys[1] ], array_values( array_unique( array_intersect( apply_filters( 'woocommerce_customer_allowed_session_meta_keys', $keys, $customer ), $keys ) ) ) );
	}

	public function testAnotherPluginsFieldMakesOursUnnecessary(): void {
		update_option( 'sors_settings', [ 'vatFieldKey' => '_billing_pib' ] );
		WC()->checkout()->__set( 'checkout_fields', null );
		$fields = apply_filters( 'woocommerce_checkout_fields', [ 'billing' => [] ] );
		// Or the next process would start with it, and register no fields.
		delete_option( 'sors_settings' );
		self::assertSame( [], $fields['billing'] );
	}

	private function assertNowhereStored( string $typed ): void {
		global $wpdb;
		if ( '' === $typed ) {
			return;
		}
		foreach ( [ "{$wpdb->prefix}wc_orders_meta", $wpdb->postmeta, $wpdb->usermeta ] as $table ) {
			self::assertSame( '0', $wpdb->get_var( $wpdb->prepare( "SELECT COUNT(*) FROM $table WHERE meta_value LIKE %s", '%' . $typed . '%' ) ), $table );
		}
		self::assertSame( '0', $wpdb->get_var( $wpdb->prepare( "SELECT COUNT(*) FROM {$wpdb->prefix}woocommerce_sessions WHERE session_value LIKE %s", '%' . $typed . '%' ) ) );
	}

	/** What needs no shipping is sold everywhere. */
	private function sellAbroad(): void {
		WC()->cart->empty_cart();
		$product = self::saved( $this->createProduct( 'V' ), [ 'virtual' => true ] );
		WC()->cart->add_to_cart( $product->get_id() );
	}

	private function errorsOf( string $pib, string $country ): \WP_Error {
		$errors = new \WP_Error();
		do_action( 'woocommerce_after_checkout_validation', [ 'billing_country' => $country, 'sors_pib' => $pib, 'sors_registration_number' => '' ], $errors );
		return $errors;
	}

	private function checkout( string $pib, string $registration, string $method = 'POST', string $country = 'RS' ): \WP_REST_Response {
		// Where WooCommerce has no list of them, as for Montenegro, it takes any text, but not none.
		$state   = (string) array_key_first( WC()->countries->get_states( $country ) ?: [ 'Podgorica' => '' ] );
		$address = [ 'first_name' => 'Ana', 'last_name' => 'Anić', 'email' => 'ana@example.test', 'phone' => '0641234567', 'address_1' => 'Ulica 1', 'city' => 'Novi Sad', 'postcode' => [ 'ME' => '81000', 'BA' => '71000', 'DE' => '10115' ][ $country ] ?? '21000', 'country' => $country, 'state' => $state, 'company' => 'Firma doo' ];
		$body    = [ 'payment_method' => 'cod', 'additional_fields' => [ 'sors/pib' => $pib, 'sors/registration-number' => $registration ] ];
		return $this->storeCheckout( $method, $body + ( 'POST' === $method ? [ 'billing_address' => $address, 'shipping_address' => $address ] : [] ) );
	}
}
