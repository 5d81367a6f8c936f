<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Checkout;

use SorsApi\Admin\PrivacyErasure;
use SorsApi\Admin\PrivacyExport;
use SorsApi\Admin\UserCustomer;
use SorsApi\Counterparts\LinkedCustomers;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Settings\SettingsStore;
use SorsApi\Tests\Integration\Outbox\StandingDiscountTestCase;

'cli' === PHP_SAPI || exit;

/** The discount that a customer has in SORS, for the user whom staff linked, and for nobody else. @group real-store */
final class StandingDiscountTest extends StandingDiscountTestCase {

	private const OTHER_PIB = '109876509';

	public function testALinkedUserHasItAtTheBlockCheckoutAndTheDocumentAgrees(): void {
		$this->shopAs( $this->linkedUser() );
		$asked = $this->sors->count();
		$cart  = rest_do_request( new \WP_REST_Request( 'GET', '/wc/store/v1/cart' ) )->get_data();
		self::assertSame( [ LinkedCustomers::COUPON ], array_map( static fn( $coupon ): string => is_array( $coupon ) ? $coupon['code'] : $coupon->code, $cart['coupons'] ) );
		$order = $this->placed();
		self::assertSame( $asked, $this->sors->count(), 'Nothing is asked of SORS at the checkout.' );
		self::assertSame( [ '1800.00', '200.00' ], self::figures( $order ) );
		self::assertSame( [ LinkedCustomers::COUPON ], $order->get_coupon_codes() );
		$this->work();
		$sale = $this->sale( $order->get_id() );
		self::assertSame( OutboxEntry::SENT, $sale->state, (string) $sale->errorMessage );
		self::assertEqualsWithDelta( 1800, $this->documents()[0]['total'], 0.001 );
	}

	public function testAndInTheClassicCartAndCheckout(): void {
		$this->shopAs( $this->linkedUser() );
		self::assertSame( [ LinkedCustomers::COUPON ], WC()->cart->get_applied_coupons() );
		self::assertEqualsWithDelta( 1800, WC()->cart->get_total( 'edit' ), 0.001 );
		ob_start();
		wc_cart_totals_coupon_label( WC()->cart->get_coupons()[ LinkedCustomers::COUPON ] );
		wc_cart_totals_coupon_html( WC()->cart->get_coupons()[ LinkedCustomers::COUPON ] );
		$shown = (string) ob_get_clean();
		self::assertStringContainsString( 'Standing discount', $shown );
		self::assertStringNotContainsString( 'remove_coupon', $shown );
		$order = $this->freshOrder( (int) WC()->checkout()->create_order( [ 'payment_method' => 'cod', 'billing_email' => 'petar@example.test' ] ) );
		self::assertSame( [ '1800.00', '200.00' ], self::figures( $order ) );
		$order->recalculate_coupons();
		self::assertSame( [ '1800.00', '200.00' ], self::figures( $order ), 'Staff calculate it again, who are not linked.' );
		self::assertSame( [], wc_get_notices() );
	}

	/**
	 * @testWith ["cart"]
	 *           ["checkout"]
	 */
	public function testTheBlocksCallItByItsNameToo( string $block ): void {
		$hook = "woocommerce_blocks_enqueue_{$block}_block_scripts_after";
		$this->loginAsCustomer();
		do_action( $hook );
		self::assertStringNotContainsString( 'Standing discount', self::inlineScript() );
		$this->shopAs( $this->linkedUser() );
		do_action( $hook );
		self::assertStringContainsString( '"sors-discount":"Standing discount"', self::inlineScript() );
	}

	public function testAGuestAndAUserWithTheSamePibHaveNothing(): void {
		$this->linkedUser();
		$this->shopAs( 0 );
		self::assertFalse( WC()->cart->apply_coupon( LinkedCustomers::COUPON ) );
		wc_clear_notices();
		self::assertEqualsWithDelta( 2000, WC()->cart->get_total( 'edit' ), 0.001 );
		$stranger = $this->loginAsCustomer();
		update_user_meta( $stranger, '_wc_other/sors/pib', self::PIB );
		$this->shopAs( $stranger );
		self::assertSame( [ '2000.00', '0.00' ], self::figures( $this->placed( [ 'sors/company' => true, 'sors/company-name' => 'Kišobran d.o.o.', 'sors/pib' => self::PIB ] ) ) );
	}

	/** In the shop of a Serbian VAT payer, at WooCommerce's own page: it sends what was changed, and shows the cart of the answer. */
	public function testAnotherPibTakesItAwayAtTheBlockCheckoutBeforePayment(): void {
		$this->inDinarsWithoutDecimals();
		$this->shopAs( $this->linkedUser() );
		self::assertSame( '1800', $this->totalAfter( [ 'sors/company' => true ] ) );
		self::assertSame( '2000', $this->totalAfter( [ 'sors/pib' => self::OTHER_PIB ] ) );
		self::assertSame( '1800', $this->totalAfter( [ 'sors/company' => false ] ), 'A person buys, who is the user.' );
		self::assertSame( '2000', $this->totalAfter( [ 'sors/company' => true ] ), 'The field still has the other PIB.' );
		self::assertSame( '2000', $this->totalAfter( [ 'sors/registration-number' => '12345678' ] ) );
		self::assertSame( '1800', $this->totalAfter( [ 'sors/pib' => 'RS ' . self::PIB ] ) );
		$order = $this->placed( [ 'sors/company' => true, 'sors/company-name' => 'Druga d.o.o.', 'sors/pib' => self::OTHER_PIB ] );
		self::assertSame( [ '2000.00', '0.00' ], self::figures( $order ) );
		$this->work();
		$sale = $this->sale( $order->get_id() );
		self::assertSame( OutboxEntry::SENT, $sale->state, (string) $sale->errorMessage );
		self::assertEqualsWithDelta( 2000, $this->documents()[0]['total'], 0.001 );
		self::assertContains( self::OTHER_PIB, array_column( $this->books( 'customers' ), 'taxId' ) );
	}

	/**
	 * @testWith ["sors_pib"]
	 *           ["billing_pib"]
	 */
	public function testAndAtTheClassicOneAlsoInAnotherPluginsField( string $field ): void {
		$this->inDinarsWithoutDecimals();
		$this->configure( [ 'vatFieldKey' => 'sors_pib' === $field ? '' : "_$field" ] );
		$this->shopAs( $this->linkedUser() );
		self::assertSame( '2000', self::reviewed( [ 'sors_company' => '1', $field => self::OTHER_PIB ] ) );
		self::assertSame( '2000', self::reviewed( null ), 'Another request that says nothing.' );
		self::assertSame( '1800', self::reviewed( [ 'sors_company' => '1', $field => self::PIB ] ) );
		$_POST = [ 'sors_company' => '1', $field => self::OTHER_PIB, 'billing_country' => 'RS', 'payment_method' => 'cod' ];
		add_filter( 'woocommerce_billing_fields', static fn( array $fields ): array => $fields + [ $field => [ 'type' => 'text' ] ] );
		WC()->checkout()->__set( 'checkout_fields', null );
		WC()->checkout()->get_posted_data();
		self::assertSame( '2000', self::reviewed( null ) );
		if ( 'sors_pib' === $field ) {
			self::assertSame( '1800', self::reviewed( [ $field => self::OTHER_PIB ] ), 'The box is not ticked.' );
		}
	}

	public function testThePibThatTheAccountKeptFromLastTimeCountsAsEntered(): void {
		$user = $this->linkedUser();
		update_user_meta( $user, '_wc_other/sors/pib', self::OTHER_PIB );
		$this->shopAs( $user );
		self::assertEqualsWithDelta( 2000, WC()->cart->get_total( 'edit' ), 0.001 );
		self::assertSame( '1800.00', wc_format_decimal( self::reviewed( [ 'sors_company' => '1', 'sors_pib' => self::PIB ] ), 2 ) );
		$_SERVER['REQUEST_METHOD'] = 'GET';
		WC()->cart->get_cart_from_session();
		unset( $_SERVER['REQUEST_METHOD'] );
		self::assertSame( '2000.00', wc_format_decimal( self::reviewed( null ), 2 ), 'The next page begins with what the account keeps.' );
	}

	public function testItIsGoneWithTheLoginAndWithTheLink(): void {
		$user = $this->linkedUser();
		$this->shopAs( $user );
		wp_set_current_user( 0 );
		WC()->cart->calculate_totals();
		self::assertSame( [], WC()->cart->get_applied_coupons() );
		wp_set_current_user( $user );
		WC()->cart->calculate_totals();
		LinkedCustomers::unlink( $user );
		do_action( 'woocommerce_cart_loaded_from_session', WC()->cart );
		WC()->cart->check_cart_coupons();
		self::assertSame( [], wc_get_notices() );
		WC()->cart->calculate_totals();
		self::assertEqualsWithDelta( 2000, WC()->cart->get_total( 'edit' ), 0.001 );
	}

	public function testACouponForIndividualUseGoesAlone(): void {
		$coupon = self::saved( new \WC_Coupon(), [ 'code' => 'sam', 'discount_type' => 'percent', 'amount' => 5, 'individual_use' => true ] );
		$this->shopAs( $this->linkedUser() );
		self::assertTrue( WC()->cart->apply_coupon( 'sam' ) );
		WC()->cart->calculate_totals();
		self::assertSame( [ 'sam' ], WC()->cart->get_applied_coupons() );
		WC()->cart->remove_coupon( 'sam' );
		WC()->cart->calculate_totals();
		self::assertSame( [ LinkedCustomers::COUPON ], WC()->cart->get_applied_coupons() );
		$coupon->delete( true );
	}

	public function testGoodsOnSaleHaveItOnlyWhereTheOwnerSaysSo(): void {
		self::saved( $this->product, [ 'sale_price' => '900' ] );
		$this->shopAs( $this->linkedUser() );
		self::assertEqualsWithDelta( 1800, WC()->cart->get_total( 'edit' ), 0.001 );
		self::assertSame( [], wc_get_notices(), 'WooCommerce has nothing to complain of.' );
		$other = self::saved( $this->linkedProduct( 1 ), [ 'regular_price' => '100' ] );
		WC()->cart->add_to_cart( $other->get_id() );
		WC()->cart->calculate_totals();
		self::assertEqualsWithDelta( 1890, WC()->cart->get_total( 'edit' ), 0.001 );
		$this->configure( [ 'discountOnSaleItems' => true ] );
		WC()->cart->calculate_totals();
		self::assertEqualsWithDelta( 1710, WC()->cart->get_total( 'edit' ), 0.001 );
	}

	/**
	 * @testWith [true]
	 *           [false]
	 */
	public function testACartThatHasNoUseForItAnyMoreIsLoadedWithoutAComplaint( bool $goesOnSale ): void {
		$sale = fn() => self::saved( $this->product, [ 'sale_price' => '900' ] );
		if ( ! $goesOnSale ) {
			$sale();
			$this->configure( [ 'discountOnSaleItems' => true ] );
		}
		$this->shopAs( $this->linkedUser() );
		self::assertSame( [ LinkedCustomers::COUPON ], WC()->cart->get_applied_coupons() );
		$goesOnSale ? $sale() : $this->configure( [ 'discountOnSaleItems' => false ] );
		WC()->cart->get_cart_from_session();
		do_action( 'woocommerce_check_cart_items' );
		self::assertSame( [], wc_get_notices() );
		WC()->cart->calculate_totals();
		self::assertSame( [], WC()->cart->get_applied_coupons() );
		self::assertEqualsWithDelta( 1800, WC()->cart->get_total( 'edit' ), 0.001 );
	}

	public function testTheSettingsAreReadAsOftenForALongCartAsForAShortOne(): void {
		$read  = 0;
		$count = static function ( $value ) use ( &$read ) {
			++$read;
			return $value;
		};
		$products = [ $this->product, $this->linkedProduct( 1 ), $this->linkedProduct( 2 ), $this->linkedProduct( 3 ) ];
		foreach ( $products as $product ) {
			self::saved( $product, [ 'sale_price' => '1' ] );
		}
		$this->shopAs( $this->linkedUser() );
		add_filter( 'option_' . SettingsStore::OPTION, $count );
		$reads = [];
		foreach ( $products as $product ) {
			WC()->cart->add_to_cart( $product->get_id() );
			$read = 0;
			WC()->cart->calculate_totals();
			$reads[] = $read;
		}
		self::assertSame( $reads[0], $reads[3], implode( ', ', $reads ) );
	}

	public function testTheBackgroundReadsItAgainOnceADay(): void {
		$user = $this->linkedUser();
		$this->services->tick()->afterwards();
		$this->patch( [ 'do' => 'setCustomer', 'code' => self::CODE, 'set' => [ 'discountPercent' => 12.5 ] ] );
		$asked = $this->sors->count();
		$this->services->linkedCustomers()->refreshIfDue( 5 );
		self::assertSame( [ '10', $asked ], [ LinkedCustomers::percent( $user ), $this->sors->count() ] );
		update_option( LinkedCustomers::OPTION, [ 'begunAt' => time() - DAY_IN_SECONDS ] + (array) get_option( LinkedCustomers::OPTION ) );
		$this->services->tick()->afterwards();
		self::assertSame( '12.5', LinkedCustomers::percent( $user ) );
		update_option( LinkedCustomers::OPTION, [ 'begunAt' => time() - DAY_IN_SECONDS ] + (array) get_option( LinkedCustomers::OPTION ) );
		$this->sors->post( 'settings', [ 'down' => '503' ] );
		$this->services->linkedCustomers()->refreshIfDue( 5 );
		$this->sors->post( 'settings', [ 'down' => 'no' ] );
		self::assertSame( '12.5', LinkedCustomers::percent( $user ), 'Without an answer it stays.' );
		$this->patch( [ 'do' => 'removeCustomer', 'code' => self::CODE ] );
		$this->services->linkedCustomers()->refreshIfDue( 5 );
		self::assertSame( '12.5', LinkedCustomers::percent( $user ), 'Not at once.' );
		update_option( LinkedCustomers::OPTION, [ 'retryAt' => time() ] + (array) get_option( LinkedCustomers::OPTION ) );
		$this->services->linkedCustomers()->refreshIfDue( 5 );
		self::assertSame( [ '', self::CODE ], [ LinkedCustomers::percent( $user ), LinkedCustomers::of( $user )['code'] ], 'But the same day.' );
	}

	public function testItGoesOnAfterTheLastOneWhenTheTimeIsOver(): void {
		$users = [ $this->linkedUser(), $this->linkedUser() ];
		$this->patch( [ 'do' => 'setCustomer', 'code' => self::CODE, 'set' => [ 'discountPercent' => 12.5 ] ] );
		$percents = [];
		for ( $i = 0; $i < 3; $i++ ) {
			$this->services->linkedCustomers()->refreshIfDue( 0 );
			$percents[] = array_map( [ LinkedCustomers::class, 'percent' ], $users );
		}
		self::assertSame( [ [ '12.5', '10' ], [ '12.5', '12.5' ], [ '12.5', '12.5' ] ], $percents );
		$this->services->linkedCustomers()->refreshIfDue( 5 );
		self::assertTrue( get_option( LinkedCustomers::OPTION )['done'] );
	}

	public function testALinkThatStaffTakeAwayWhileSorsIsAskedStaysAway(): void {
		$user      = $this->linkedUser();
		$elsewhere = static function ( $response ) use ( $user ) {
			// As another process: the cache of this one does not hear of it.
			self::db()->delete( self::db()->usermeta, [ 'user_id' => $user, 'meta_key' => LinkedCustomers::meta() ] );
			return $response;
		};
		$this->patch( [ 'do' => 'setCustomer', 'code' => self::CODE, 'set' => [ 'discountPercent' => 12.5 ] ] );
		add_filter( 'http_response', $elsewhere );
		$this->services->linkedCustomers()->refreshIfDue( 5 );
		remove_filter( 'http_response', $elsewhere );
		wp_cache_delete( $user, 'user_meta' );
		self::assertNull( LinkedCustomers::of( $user ) );
	}

	public function testStaffWhoAreLinkedGiveItToNobodyElse(): void {
		$order = $this->createOrder( [ $this->product->get_id() => 1 ] );
		$staff = $this->linkedUser();
		$this->shopAs( $staff );
		self::assertSame( [ LinkedCustomers::COUPON ], WC()->cart->get_applied_coupons() );
		self::assertInstanceOf( \WP_Error::class, $order->apply_coupon( LinkedCustomers::COUPON ), 'With goods in the cart of their own.' );
		WC()->cart->empty_cart();
		self::assertInstanceOf( \WP_Error::class, $order->apply_coupon( LinkedCustomers::COUPON ) );
		self::assertSame( [], $order->get_coupon_codes() );
	}

	public function testAPageOfAVisitorWithoutOneLoadsNothingOfIt(): void {
		$linked = $this->linkedUser();
		foreach ( [ [ 0, [] ], [ $this->loginAsCustomer(), [] ], [ $linked, [ 'StandingDiscount', 'LinkedCustomers' ] ] ] as [ $user, $loaded ] ) {
			$code = "wp_set_current_user( $user );
				wc_load_cart();
				WC()->cart->empty_cart();
				do_action( 'woocommerce_cart_loaded_from_session', WC()->cart );
				WC()->cart->add_to_cart( {$this->product->get_id()} );
				WC()->cart->calculate_totals();
				preg_match_all( '/StandingDiscount|LinkedCustomers/', implode( ' ', get_included_files() ), \$found );
				echo wp_json_encode( [ count( WC()->cart->get_cart() ), \$found[0] ] );";
			self::assertSame( [ 1, $loaded ], json_decode( $this->inOtherProcess( $code )->finish(), true ) );
		}
	}

	public function testOnlyStaffLinkAndOnlyACustomerThatSorsHas(): void {
		$user = $this->loginAsCustomer();
		self::assertSame( [], $this->savedOnThePage( $user, self::CODE ), 'A user on their own profile: nothing is said, nothing is done.' );
		self::assertNull( LinkedCustomers::of( $user ) );
		$this->loginAsAdmin();
		self::assertStringContainsString( 'K-NEMA', implode( '', $this->savedOnThePage( $user, 'K-NEMA' ) ) );
		self::assertNull( LinkedCustomers::of( $user ) );
		self::assertSame( [], $this->savedOnThePage( $user, self::CODE ) );
		self::assertSame( '10', LinkedCustomers::percent( $user ) );
		self::assertSame( [], $this->savedOnThePage( $user, '' ) );
		self::assertNull( LinkedCustomers::of( $user ) );
	}

	public function testACodeThatSorsDoesNotHaveStaysInItsFieldWithTheReasonBesideIt(): void {
		$user = $this->linkedUser();
		$this->loginAsAdmin();
		$page = new UserCustomer( $this->services->linkedCustomers() );
		$this->savedOnThePage( $user, 'K-NEMA "2"', $page );
		$html = self::shown( $page, $user );
		self::assertStringContainsString( 'value="K-NEMA &quot;2&quot;" aria-invalid="true" aria-describedby="sors_customer_code_problem sors_customer_code_help"', $html );
		self::assertMatchesRegularExpression( '#<p id="sors_customer_code_problem"[^>]*>[^<]*K-NEMA &quot;2&quot;#', $html );
		$other = $this->loginAsCustomer();
		$this->loginAsAdmin();
		self::assertStringNotContainsString( 'K-NEMA', self::shown( $page, $other ) );

		$page = new UserCustomer( $this->services->linkedCustomers() );
		$this->savedOnThePage( $user, 'K-2', $page, new \WP_Error( 'empty_email', 'Enter an e-mail address.' ) );
		self::assertStringContainsString( 'value="K-2"', self::shown( $page, $user ), 'Another field was wrong.' );
		self::assertStringNotContainsString( 'aria-invalid', self::shown( $page, $user ) );
	}

	public function testItIsExportedAndErased(): void {
		$user = $this->linkedUser();
		wp_update_user( [ 'ID' => $user, 'user_email' => 'kupac@example.test' ] );
		$export   = PrivacyExport::export( 'kupac@example.test' );
		self::assertStringContainsString( self::CODE, (string) wp_json_encode( $export ) );
		self::assertTrue( PrivacyErasure::erase( 'kupac@example.test' )['items_removed'] );
		self::assertNull( LinkedCustomers::of( $user ) );
	}

	public function testThePageOfTheUserWritesThePercentAsTheShopDoes(): void {
		update_option( 'woocommerce_price_decimal_sep', ',' );
		$this->patch( [ 'do' => 'setCustomer', 'code' => self::CODE, 'set' => [ 'discountPercent' => 12.5 ] ] );
		$user = $this->linkedUser();
		$this->loginAsAdmin();
		self::assertStringContainsString( ': 12,5 % discount in SORS', self::shown( new UserCustomer( $this->services->linkedCustomers() ), $user ) );
	}

	/** At the block checkout. */
	private function placed( array $fields = [] ): \WC_Order {
		$address  = self::ADDRESS + [ 'state' => '' ];
		$typed    = [ 'billing_address' => $address, 'shipping_address' => $address, 'payment_method' => 'cod' ];
		$response = $this->storeCheckout( 'POST', [] === $fields ? $typed : $typed + [ 'additional_fields' => $fields ] );
		self::assertSame( 200, $response->get_status(), (string) wp_json_encode( $response->get_data() ) );
		return $this->freshOrder( (int) $response->get_data()['order_id'] );
	}

	private function inDinarsWithoutDecimals(): void {
		update_option( 'woocommerce_price_num_decimals', '0' );
		$this->configure( [ 'customerMode' => 'perBuyer' ] );
	}

	private function totalAfter( array $changed ): string {
		add_filter( 'woocommerce_store_api_disable_nonce_check', '__return_true' );
		$GLOBALS['wp_rest_server'] = null;
		$request                   = new \WP_REST_Request( 'PUT', '/wc/store/v1/checkout' );
		$request->set_query_params( [ '__experimental_calc_totals' => 'true' ] );
		$request->set_header( 'Content-Type', 'application/json' );
		$request->set_body( (string) wp_json_encode( [ 'additional_fields' => $changed ] ) );
		$response = rest_do_request( $request );
		self::assertSame( 200, $response->get_status(), (string) wp_json_encode( $response->get_data() ) );
		return $response->get_data()['__experimentalCart']->totals->total_price ?? (string) ( (array) $response->get_data()['__experimentalCart']['totals'] )['total_price'];
	}

	/** @param array<string, string>|null $form As WooCommerce's page sends it while it is being filled in; null = it does not. */
	private static function reviewed( ?array $form ): string {
		if ( null !== $form ) {
			do_action( 'woocommerce_checkout_update_order_review', http_build_query( $form ) );
		}
		WC()->cart->calculate_totals();
		return (string) WC()->cart->get_total( 'edit' );
	}

	private static function shown( UserCustomer $page, int $user ): string {
		return self::printed( static fn() => $page->show( get_userdata( $user ) ) );
	}

	/** @return list<string> What the page says is wrong. */
	private function savedOnThePage( int $user, string $code, ?UserCustomer $page = null, ?\WP_Error $errors = null ): array {
		$_POST['sors_customer_code']  = wp_slash( $code );
		$_POST['sors_customer_nonce'] = wp_create_nonce( 'sors_customer_' . $user );
		$errors                       = $errors ?? new \WP_Error();
		( $page ?? new UserCustomer( $this->services->linkedCustomers() ) )->save( $errors, true, (object) [ 'ID' => $user ] );
		$_POST = [];
		return array_map( 'strval', $errors->get_error_messages() );
	}


	/** @return array{string, string} Total and discount, with their taxes. */
	private static function figures( \WC_Order $order ): array {
		return [ wc_format_decimal( $order->get_total(), 2 ), wc_format_decimal( (float) $order->get_total_discount( false ), 2 ) ];
	}

	private static function inlineScript(): string {
		return implode( '', array_filter( (array) wp_scripts()->get_data( 'wc-blocks-checkout', 'after' ), 'is_string' ) );
	}
}
