<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Checkout;

use SorsApi\Checkout\CompanyForm;
use SorsApi\Counterparts\NewCustomer;
use SorsApi\Orders\BuyerReader;
use SorsApi\Settings\SettingsStore;

'cli' === PHP_SAPI || exit;

/** The box "I am buying for a company", and what it opens. @group real-store */
final class BuyingForACompanyTest extends CompanyTestCase {

	/** Of what was not posted WooCommerce says `[]` before 11.0, and `{}` since. */
	public function testTheBoxOpensTheFieldsAndAPibNeedsAName(): void {
		$this->blockCheckout( [], 'GET' );
		self::assertSame( [ 'sors/company' => false ], $this->fields( [] ) );
		self::assertSame( [ 'sors/company' => false ], $this->fields( (object) [] ) );
		self::assertSame( [ 'sors/company' => false ], $this->fields( [ 'sors/company' => false, 'sors/pib' => self::PIB ] ) );
		$open = [ 'sors/company' => false, 'sors/company-name' => false, 'sors/buyer-type' => false, 'sors/pib' => false, 'sors/registration-number' => false ];
		self::assertSame( $open, $this->fields( [ 'sors/company' => true ] ) );
		self::assertSame( $open, $this->fields( [ 'sors/company' => true, 'sors/pib' => '' ] ) );
		self::assertSame( [ 'sors/company-name' => true ] + $open, [ 'sors/company-name' => true ] + $this->fields( self::COMPANY ) );
		self::assertTrue( $this->fields( self::COMPANY )['sors/company-name'] );
	}

	public function testOursIsTheNameWhereTheShopHidesWooCommercesOwn(): void {
		$this->blockCheckout( [], 'GET' );
		self::assertTrue( $this->controller()->is_field( 'sors/company-name' ) );
		self::assertArrayHasKey( 'sors_company_name', WC()->checkout()->get_checkout_fields( 'billing' ) );
		$this->showCompany( 'optional' );
		$this->blockCheckout( [], 'GET' );
		self::assertFalse( $this->controller()->is_field( 'sors/company-name' ) );
		self::assertArrayNotHasKey( 'sors_company_name', WC()->checkout()->get_checkout_fields( 'billing' ) );
	}

	public function testACompanyBecomesTheCustomerAtBothCheckouts(): void {
		foreach ( [ $this->placed( self::COMPANY ), $this->classicOrder( self::COMPANY ) ] as $order ) {
			self::assertSame( [ 'Kišobran d.o.o.', self::PIB, '12345678' ], [ $order->get_billing_company(), $order->get_meta( '_sors_pib' ), $order->get_meta( '_sors_registration_number' ) ] );
			$customer = NewCustomer::of( BuyerReader::of( $order, SettingsStore::load() ) );
			self::assertSame( [ 'company', 'Kišobran d.o.o.' ], [ $customer->type, $customer->name ] );
			self::assertSame( '', $order->get_meta( '_wc_other/sors/company-name' ), 'It stands with the address.' );
		}
	}

	public function testWooCommercesOwnNameIsUsedWhereTheShopShowsIt(): void {
		$this->showCompany( 'optional' );
		$numbers = array_diff_key( self::COMPANY, [ 'sors/company-name' => 1 ] );
		self::assertSame( 'Druga d.o.o.', $this->placed( $numbers, 'Druga d.o.o.' )->get_billing_company() );
		self::assertSame( 'Druga d.o.o.', $this->classicOrder( $numbers, 'Druga d.o.o.' )->get_billing_company() );
	}

	/**
	 * @testWith ["hidden", "additional_fields", "woocommerce_required_checkout_field", "sors_company_name"]
	 *           ["optional", "billing_address", "sors_missing_company", "billing_company"]
	 */
	public function testAPibWithoutANameIsRefusedAtTheField( string $shown, string $param, string $code, string $id ): void {
		$this->showCompany( $shown );
		$typed    = [ 'sors/company-name' => ' ' ] + self::COMPANY;
		$response = $this->blockCheckout( $typed )->get_data();
		self::assertSame( 'rest_invalid_param', $response['code'] );
		self::assertSame( [ $param ], array_keys( $response['data']['details'] ) );
		self::assertSame( $code, $response['data']['details'][ $param ]['code'] );
		self::assertSame( 'hidden' === $shown ? 'sors/company-name' : null, $response['data']['details'][ $param ]['data']['key'] ?? null );
		self::assertSame( [ $id ], $this->classicErrors( $typed, '' ) );
	}

	public function testAWrongNumberIsRefusedAtItsField(): void {
		$typed    = [ 'sors/pib' => '108765435', 'sors/registration-number' => '123' ] + self::COMPANY;
		$response = $this->blockCheckout( $typed )->get_data();
		$first    = $response['data']['details']['additional_fields'];
		self::assertSame( [ 'contact', 'sors/pib' ], [ $first['data']['location'], $first['data']['key'] ] );
		self::assertSame( [ 'sors/registration-number' ], array_column( array_column( $first['additional_errors'], 'data' ), 'key' ) );
		self::assertSame( [ 'sors_pib', 'sors_registration_number' ], $this->classicErrors( $typed, 'Firma' ) );
	}

	/** The box was ticked, something typed, and the box unticked. */
	public function testWhoBuysForThemselvesLeavesNothingOfACompany(): void {
		$typed = [ 'sors/company' => false, 'sors/pib' => '108765435' ] + self::COMPANY;
		foreach ( [ $this->placed( $typed ), $this->classicOrder( $typed ) ] as $order ) {
			self::assertSame( '', $order->get_billing_company() );
			self::assertSame( [], preg_grep( '/sors/', array_map( static fn( $meta ) => $meta->key, $order->get_meta_data() ) ), 'Not even empty.' );
			self::assertSame( 'individual', NewCustomer::of( BuyerReader::of( $order, SettingsStore::load() ) )->type );
		}
		self::assertSame( [], $this->classicErrors( $typed, '' ) );
	}

	/**
	 * @testWith [true]
	 *           [false]
	 */
	public function testAnAccountKnowsItsCompanyNextTimeAlsoAfterABuyForOneself( bool $block ): void {
		$userId = $this->login();
		$this->buy( $block, self::COMPANY );
		$this->assertKnowsCompany( $userId );
		$order = $this->buy( $block, [ 'sors/company' => false, 'sors/company-name' => '', 'sors/pib' => '', 'sors/registration-number' => '' ] );
		self::assertSame( [ '', '' ], [ $order->get_billing_company(), $order->get_meta( '_sors_pib' ) ] );
		$this->assertKnowsCompany( $userId );
	}

	/**
	 * @testWith [{"sors/company": false}]
	 *           [{"sors/company": false, "sors/company-name": "", "sors/pib": "", "sors/registration-number": ""}]
	 *           [{"sors/company": false, "sors/company-name": "Kišobran d.o.o.", "sors/pib": "108765434", "sors/registration-number": "12345678"}]
	 */
	public function testUntickingTheBoxOnceEmptiesNoAccount( array $unticked ): void {
		$userId = $this->login();
		$this->placed( self::COMPANY );
		// Each on a page of its own.
		$this->nextPage( $userId );
		$this->blockCheckout( [], 'GET' );
		$this->blockCheckout( $unticked, 'PUT' );
		$this->nextPage( $userId );
		$order = $this->placed( $unticked );
		self::assertSame( [ '', '' ], [ $order->get_billing_company(), $order->get_meta( '_sors_pib' ) ] );
		// WooCommerce takes the session for newer as long as the account was saved within the same second.
		update_user_meta( $userId, 'last_update', (string) ( time() + 1 ) );
		$this->nextPage( $userId );
		self::assertSame( self::PIB, get_user_meta( $userId, '_wc_other/sors/pib', true ) );
		self::assertSame( self::PIB, WC()->customer->get_meta( '_wc_other/sors/pib' ) );
		self::assertStringContainsString( self::PIB, $this->accountForm() );
		$this->assertKnowsCompany( $userId );
	}

	/** WooCommerce's page sends empty fields, and no box that was never ticked. */
	public function testWhoNeverTicksTheBoxLeavesNothingEither(): void {
		$order = $this->placed( [ 'sors/company-name' => '', 'sors/pib' => '', 'sors/registration-number' => '' ] );
		self::assertSame( [], preg_grep( '/sors/', array_map( static fn( $meta ) => $meta->key, $order->get_meta_data() ) ) );
	}

	/** Else the next checkout would take it for a different one, and open a second form. */
	public function testTheDeliveryAddressStaysTheSame(): void {
		$order = $this->placed( self::COMPANY );
		self::assertSame( 'Kišobran d.o.o.', $order->get_shipping_company() );
	}

	/** Each way the fields can be set: an order that was placed, one at the classic checkout, what is typed meanwhile. */
	public function testTheBoxIsStoredNowhere(): void {
		global $wpdb;
		$this->login();
		$this->blockCheckout( self::COMPANY, 'PUT' );
		$this->buy( true, self::COMPANY );
		$this->buy( false, self::COMPANY );
		$this->buy( true, [ 'sors/company' => false ] );
		WC()->customer->save();
		$session = WC()->session;
		self::assertInstanceOf( \WC_Session_Handler::class, $session );
		$session->save_data();
		foreach ( [ "{$wpdb->prefix}wc_orders_meta", $wpdb->postmeta, $wpdb->usermeta ] as $table ) {
			self::assertSame( '0', $wpdb->get_var( "SELECT COUNT(*) FROM $table WHERE meta_key LIKE '%sors/company' OR meta_key LIKE '%sors_company'" ), $table );
		}
		self::assertSame( '0', $wpdb->get_var( "SELECT COUNT(*) FROM {$wpdb->prefix}woocommerce_sessions WHERE session_value LIKE '%sors/company\"%'" ) );
	}

	public function testTheBoxIsShownNowhereAndAPrivateBuyerSeesNothing(): void {
		$private = $this->shown( $this->placed( [ 'sors/company' => false ] ) );
		self::assertStringContainsString( 'Anić', $private );
		foreach ( [ 'for a company', 'PIB', 'Registration number', 'Company name' ] as $label ) {
			self::assertStringNotContainsString( $label, $private );
		}
		foreach ( [ $this->placed( self::COMPANY ), $this->classicOrder( self::COMPANY ) ] as $order ) {
			$company = $this->shown( $order );
			self::assertStringNotContainsString( 'for a company', $company );
			self::assertSame( [ 3, 3 ], [ substr_count( $company, self::PIB ), substr_count( $company, '12345678' ) ], 'On the order page and in both kinds of mail.' );
			self::assertStringContainsString( 'Kišobran d.o.o.', $company );
		}
		self::assertStringNotContainsString( 'PIB', $this->shown( $this->classicOrder( [ 'sors/company' => false ] ) ) );
	}

	/** A block theme's page of thanks has no template for the customer's details. */
	public function testACompanySeesItsNumbersOnceOnEachPageOfItsOrder(): void {
		foreach ( [ 0, $this->loginAsCustomer() ] as $userId ) {
			wp_set_current_user( $userId );
			$order = $this->classicOrder( self::COMPANY );
			set_query_var( 'order-received', $order->get_id() );
			$_GET['key'] = $order->get_order_key();
			$pages       = [
				'block thanks'   => do_blocks( '<!-- wp:woocommerce/order-confirmation-totals /--><!-- wp:woocommerce/order-confirmation-additional-information /-->' ),
				'classic thanks' => self::printed( static fn() => wc_get_template( 'checkout/thankyou.php', [ 'order' => $order ] ) ),
				'My Account'     => self::printed( static fn() => woocommerce_order_details_table( $order->get_id() ) ),
			];
			set_query_var( 'order-received', '' );
			unset( $_GET['key'] );
			foreach ( $pages as $page => $html ) {
				self::assertSame( [ 1, 1 ], [ substr_count( $html, self::PIB ), substr_count( $html, '12345678' ) ], "$page:\n$html" );
			}
		}
		wp_set_current_user( 0 );
		self::assertStringNotContainsString( self::PIB, self::printed( static fn() => woocommerce_order_details_table( $order->get_id() ) ), 'Nor does WooCommerce show a stranger the customer.' );
	}

	public function testTheOrderScreenHasNoBox(): void {
		wp_set_current_user( 1 );
		$order  = $this->placed( [ 'sors/company' => false ] );
		$fields = ( new \SorsApi\Admin\OrderCompanyFields() )->add( ( new \Automattic\WooCommerce\Blocks\Domain\Services\CheckoutFieldsAdmin( $this->controller() ) )->admin_contact_fields( [], $order ), $order );
		self::assertSame( [ 'sors_buyer_type', 'sors_pib', 'sors_registration_number', 'sors_jbkjs' ], array_keys( $fields ) );
	}

	public function testMyAccountShowsACompanyItsFieldsAndAPrivateBuyerNone(): void {
		$userId = $this->login();
		$shown  = $this->accountForm();
		self::assertStringNotContainsString( 'sors', $shown );
		$this->buy( true, self::COMPANY );
		$shown = $this->accountForm();
		foreach ( [ 'Kišobran d.o.o.', self::PIB, '12345678' ] as $value ) {
			self::assertStringContainsString( 'value="' . $value . '"', $shown );
		}
		self::assertStringNotContainsString( 'sors/company"', $shown );
		self::assertTrue( $this->controller()->is_field( 'sors/company' ), 'The checkout has it as before.' );
		self::assertSame( $userId, get_current_user_id() );
	}

	public function testMyAccountChangesThemAndSaysWhatIsWrongAtTheField(): void {
		$userId = $this->login();
		$this->buy( true, self::COMPANY );
		self::assertSame( [], $this->wrongInAccount( [ 'sors/company-name' => 'Nova d.o.o.', 'sors/pib' => '101134702', 'sors/registration-number' => '' ] ) );
		self::assertSame( [ 'Nova d.o.o.', '101134702', '' ], array_map( static fn( $field ) => get_user_meta( $userId, '_wc_other/sors/' . $field, true ), [ 'company-name', 'pib', 'registration-number' ] ) );
		self::assertSame( [ 'sors-pib' ], $this->wrongInAccount( [ 'sors/company-name' => 'Nova d.o.o.', 'sors/pib' => '101134701', 'sors/registration-number' => '' ] ) );
		$shown = $this->accountForm();
		self::assertMatchesRegularExpression( '~<input[^>]*value="101134701" aria-invalid="true"~', $shown );
		self::assertStringContainsString( 'id="sors-pib-problem"', $shown );
		self::assertSame( [ 'sors-company-name' ], $this->wrongInAccount( [ 'sors/company-name' => '', 'sors/pib' => '101134702', 'sors/registration-number' => '' ] ) );
		self::assertSame( 'Nova d.o.o.', get_user_meta( $userId, '_wc_other/sors/company-name', true ) );
	}

	public function testAVisitorsPageDoesWithoutTheRules(): void {
		$fields = [ 'sors/company', 'sors/company-name', 'sors/buyer-type', 'sors/pib', 'sors/registration-number', 'sors/jbkjs' ];
		array_map( [ $this->controller(), 'deregister_checkout_field' ], $fields );
		$_SERVER['REQUEST_METHOD'] = 'GET';
		( new CompanyForm() )->registerFields();
		self::assertSame( array_slice( $fields, 2 ), array_values( array_intersect( array_keys( $this->controller()->get_additional_fields() ), $fields ) ) );
		self::assertFalse( $this->controller()->is_conditional_field( 'sors/pib' ) );
		WC()->customer->update_meta_data( '_wc_other/sors/company-name', 'Kišobran d.o.o.' );
		WC()->customer->save();
		self::assertContains( [ 'key' => '_wc_other/sors/company-name', 'value' => 'Kišobran d.o.o.' ], WC()->session->get( 'customer' )['meta_data'], 'What was typed is there when the buyer comes back.' );
		do_action( 'woocommerce_blocks_enqueue_checkout_block_scripts_before' );
		self::assertSame( $fields, array_values( array_intersect( array_keys( $this->controller()->get_additional_fields() ), $fields ) ) );
		self::assertTrue( wp_script_is( 'wc-schema-parser' ) && wp_script_is( 'sors-block-checkout' ) );
	}

	private function buy( bool $block, array $typed ): \WC_Order {
		return $block ? $this->placed( $typed ) : $this->classicOrder( $typed );
	}

	/** WooCommerce saves the buyer at the end of each request, and reads them at the beginning of the next. */
	private function nextPage( int $userId ): void {
		WC()->customer->save();
		wp_cache_flush();
		WC()->customer = new \WC_Customer( $userId, true );
	}

	private function assertKnowsCompany( int $userId ): void {
		wp_cache_flush();
		WC()->session->set( 'customer', null );
		WC()->session->set( 'store_api_draft_order', null );
		WC()->customer = new \WC_Customer( $userId, true );
		$known         = (array) $this->blockCheckout( [], 'GET' )->get_data()['additional_fields'];
		ksort( $known );
		self::assertSame( self::COMPANY, array_filter( $known ) );
		$values = array_map( [ WC()->checkout(), 'get_value' ], [ 'sors_company', 'sors_company_name', 'sors_pib', 'sors_registration_number' ] );
		self::assertSame( [ 1, 'Kišobran d.o.o.', self::PIB, '12345678' ], $values );
	}

	/** The order page and the mails. */
	private function shown( \WC_Order $order ): string {
		return self::printed(
			static function () use ( $order ): void {
				woocommerce_order_details_table( $order->get_id() );
				do_action( 'woocommerce_email_customer_details', $order, false, true );
				do_action( 'woocommerce_email_customer_details', $order, true, false );
				do_action( 'woocommerce_email_order_meta', $order, false, true );
				do_action( 'woocommerce_email_order_meta', $order, true, false );
			}
		);
	}

	private function accountForm(): string {
		return self::printed( static fn() => do_action( 'woocommerce_edit_account_form_fields' ) );
	}

	/** @return list<string> The ids of the fields that are wrong. */
	private function wrongInAccount( array $typed ): array {
		return array_map( static fn( array $notice ): string => $notice['data']['id'] ?? '', $this->saveAccount( $typed ) );
	}
}
