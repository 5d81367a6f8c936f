<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Checkout;

use SorsApi\Admin\OrderCompanyFields;
use SorsApi\Counterparts\NewCustomer;
use SorsApi\Orders\BuyerReader;
use SorsApi\Settings\SettingsStore;

'cli' === PHP_SAPI || exit;

/** Company, sole trader or public body: at both checkouts, in My Account and on the order screen. @group real-store */
final class CustomerTypesTest extends CompanyTestCase {

	private const PUBLIC_BODY = [ 'sors/buyer-type' => 'publicBody', 'sors/jbkjs' => '0 12-34' ] + self::COMPANY;

	/**
	 * @testWith [{}, "company", null]
	 *           [{"sors/buyer-type": ""}, "company", null]
	 *           [{"sors/buyer-type": "soleTrader"}, "soleTrader", null]
	 *           [{"sors/buyer-type": "publicBody", "sors/jbkjs": "0 12-34"}, "publicBody", "01234"]
	 *           [{"sors/buyer-type": "publicBody", "sors/jbkjs": ""}, "publicBody", null]
	 *           [{"sors/buyer-type": "soleTrader", "sors/jbkjs": "01234"}, "soleTrader", null]
	 *           [{"sors/buyer-type": "", "sors/jbkjs": "nonsense"}, "company", null]
	 */
	public function testWhatIsChosenBecomesTheCustomerAtBothCheckouts( array $typed, string $type, ?string $jbkjs ): void {
		foreach ( [ $this->placed( $typed + self::COMPANY ), $this->classicOrder( $typed + self::COMPANY ) ] as $order ) {
			self::assertSame( [ $type, $jbkjs, self::PIB ], self::customer( $order ) );
			self::assertSame( (string) $jbkjs, $order->get_meta( '_sors_jbkjs' ), 'What is not meant is not kept.' );
		}
	}

	public function testTheFieldOfTheJbkjsIsAPublicBodysAlone(): void {
		$this->blockCheckout( [], 'GET' );
		self::assertSame( [ 'sors/company' => false ], $this->fields( [ 'sors/buyer-type' => 'publicBody' ] ) );
		self::assertArrayNotHasKey( 'sors/jbkjs', $this->fields( self::COMPANY ) );
		self::assertArrayNotHasKey( 'sors/jbkjs', $this->fields( [ 'sors/buyer-type' => 'soleTrader' ] + self::COMPANY ) );
		self::assertArrayHasKey( 'sors/jbkjs', $this->fields( self::PUBLIC_BODY ) );
	}

	/**
	 * @testWith ["1234"]
	 *           ["123456"]
	 *           ["1234a"]
	 *           ["0101990710006"]
	 */
	public function testAWrongJbkjsIsRefusedAtItsField( string $jbkjs ): void {
		$typed    = [ 'sors/jbkjs' => $jbkjs ] + self::PUBLIC_BODY;
		$response = $this->blockCheckout( $typed );
		self::assertSame( [ 'contact', 'sors/jbkjs' ], [ $response->get_data()['data']['details']['additional_fields']['data']['location'] ?? '', $response->get_data()['data']['details']['additional_fields']['data']['key'] ?? '' ] );
		self::assertStringNotContainsString( $jbkjs, (string) wp_json_encode( $response->get_data() ) );
		self::assertSame( [ 'sors_jbkjs' ], $this->classicErrors( $typed, 'Firma' ) );
	}

	public function testABuyerAbroadAndAPersonHaveNoSuchType(): void {
		$order = $this->classicOrder( self::PUBLIC_BODY );
		$order->set_billing_country( 'ME' );
		self::assertSame( [ 'foreignCompany', null ], array_slice( self::customer( $order ), 0, 2 ) );
		$order->set_billing_country( 'RS' );
		$order->update_meta_data( '_sors_pib', '' );
		self::assertSame( [ 'individual', null ], array_slice( self::customer( $order ), 0, 2 ) );
		$order = $this->placed( [ 'sors/company' => false ] + self::PUBLIC_BODY );
		self::assertSame( [], preg_grep( '/sors/', array_map( static fn( $meta ) => $meta->key, $order->get_meta_data() ) ) );
	}

	public function testTheBuyerReadsItInWords(): void {
		$order = $this->classicOrder( self::PUBLIC_BODY );
		$shown = (string) wp_json_encode( apply_filters( 'woocommerce_email_order_meta_fields', [], true, $order ) );
		foreach ( [ 'Public body', '01234' ] as $word ) {
			self::assertStringContainsString( $word, $shown );
		}
		self::assertStringNotContainsString( 'publicBody', $shown );
	}

	public function testStaffChooseItOnTheOrder(): void {
		$screen = new OrderCompanyFields();
		$order  = $this->classicOrder( self::COMPANY );
		$fields = $screen->add( [], $order );
		self::assertSame( [ '' => 'Company', 'soleTrader' => 'Sole trader', 'publicBody' => 'Public body' ], $fields['sors_buyer_type']['options'] );
		$_POST['_billing_sors_buyer_type'] = 'publicBody';
		$screen->save( '_billing_sors_buyer_type', 'publicBody', $order );
		$screen->save( '_billing_sors_jbkjs', '123', $order );
		self::assertSame( [ 'publicBody', null, self::PIB ], self::customer( $order ), 'Too short.' );
		$screen->save( '_billing_sors_jbkjs', '01234', $order );
		self::assertSame( [ 'publicBody', '01234', self::PIB ], self::customer( $order ) );
		self::assertSame( [ 'publicBody', 'Public body' ], [ $screen->add( [], $order )['sors_buyer_type']['value'], $screen->add( [], $order, 'view' )['sors_buyer_type']['value'] ] );
		$_POST['_billing_sors_buyer_type'] = 'soleTrader';
		$screen->save( '_billing_sors_buyer_type', 'soleTrader', $order );
		$screen->save( '_billing_sors_jbkjs', '01234', $order );
		self::assertSame( [ 'soleTrader', null, self::PIB, '' ], array_merge( self::customer( $order ), [ $order->get_meta( '_sors_jbkjs' ) ] ) );
	}

	public function testAnAccountKeepsItForTheNextTimeAndMyAccountShowsIt(): void {
		$userId = $this->login();
		$this->classicOrder( self::PUBLIC_BODY );
		self::assertSame( [ 'publicBody', '01234' ], [ get_user_meta( $userId, '_wc_other/sors/buyer-type', true ), get_user_meta( $userId, '_wc_other/sors/jbkjs', true ) ] );
		$form = self::printed( static fn() => do_action( 'woocommerce_edit_account_form_fields' ) );
		self::assertMatchesRegularExpression( "~<option value=\"publicBody\"\\s+selected='selected'~", $form );
		self::assertMatchesRegularExpression( '~sors-jbkjs.*value="01234"~s', $form );
	}

	private static function customer( \WC_Order $order ): array {
		$customer = NewCustomer::of( BuyerReader::of( $order, SettingsStore::load() ) );
		return [ $customer->type, $customer->jbkjs, $customer->taxId ];
	}
}
