<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Store;

use SorsApi\Settings\SettingsStore;
use SorsApi\Store\Link;
use SorsApi\Store\Links;
use SorsApi\Tests\StoreTestCase;

'cli' === PHP_SAPI || exit;

/** The check of the shop, and what its buttons do. @group real-store */
final class ShopCheckTest extends StoreTestCase {

	protected function setUp(): void {
		parent::setUp();
		global $wpdb;
		foreach ( $wpdb->get_col( "SELECT tax_rate_id FROM {$wpdb->prefix}woocommerce_tax_rates" ) as $id ) {
			\WC_Tax::_delete_tax_rate( (int) $id );
		}
		update_option( 'woocommerce_calc_taxes', 'yes' );
		update_option( 'woocommerce_prices_include_tax', 'yes' );
	}

	public function testLookingChangesNothing(): void {
		global $wpdb;
		$all    = static fn(): array => $wpdb->get_col( "SELECT CONCAT(option_name, '=', option_value) FROM {$wpdb->options} WHERE option_name LIKE 'woocommerce_%' OR option_name = 'sors_settings'" );
		$before = $all();
		$this->points();
		self::assertSame( $before, $all() );
	}

	public function testTaxesWithoutRatesGetTheThreeOfSerbia(): void {
		self::assertSame( 'open', $this->points()['taxes'] );
		self::assertSame( 'good', $this->press( 'taxes' )['taxes'] );
		$percent = static fn( string $class ): array => array_column( \WC_Tax::find_rates( [ 'country' => 'RS', 'tax_class' => $class ] ), 'rate' );
		self::assertSame( [ [ 20.0 ], [ 10.0 ], [ 0.0 ] ], [ $percent( '' ), $percent( 'reduced-rate' ), $percent( 'zero-rate' ) ] );
		self::assertSame( 409, $this->restAsAdmin( 'POST', 'shop-check', [ 'code' => 'taxes' ] )->get_status(), 'A second press would add them twice.' );
	}

	public function testTaxClassesThatTheShopLacksAreMadeWithTheirRates(): void {
		foreach ( \WC_Tax::get_tax_class_slugs() as $slug ) {
			\WC_Tax::delete_tax_class_by( 'slug', $slug );
		}
		self::assertSame( 'good', $this->press( 'taxes' )['taxes'] );
		self::assertEqualsCanonicalizing( [ 'reduced-rate', 'zero-rate' ], \WC_Tax::get_tax_class_slugs() );
	}

	public function testShippingIsTaxedAtTheRateOfItsItem(): void {
		update_option( 'woocommerce_shipping_tax_class', 'inherit' );
		$this->press( 'taxes' );
		self::assertArrayNotHasKey( 'shipping', $this->points(), 'No item stands for it.' );
		SettingsStore::update( [ 'shippingItemCode' => 'USL-DOSTAVA' ] );
		self::assertSame( 'told', $this->points()['shipping'], 'Its rate is not known yet.' );

		$link          = new Link( 'USL-DOSTAVA', 900001 );
		$link->vatRate = '20';
		( new Links() )->save( $link );
		self::assertSame( 'open', $this->points()['shipping'] );
		self::assertSame( 'good', $this->press( 'shipping' )['shipping'] );
		self::assertSame( '', get_option( 'woocommerce_shipping_tax_class' ) );

		$link->vatRate = '10';
		( new Links() )->save( $link );
		self::assertSame( 'open', $this->points()['shipping'], 'Another rate than that of the chosen class.' );
		self::assertSame( 'good', $this->press( 'shipping' )['shipping'] );
		self::assertSame( 'reduced-rate', get_option( 'woocommerce_shipping_tax_class' ) );

		$link->vatRate = '9.5';
		( new Links() )->save( $link );
		self::assertSame( 'told', $this->points()['shipping'], 'No class has that rate.' );
		update_option( 'woocommerce_price_decimal_sep', ',' );
		self::assertStringContainsString( '9,5 %', (string) wp_json_encode( $this->restOk( 'GET', 'shop-check' ) ), 'As the shop writes numbers.' );
		update_option( 'woocommerce_calc_taxes', 'no' );
		self::assertArrayNotHasKey( 'shipping', $this->points() );
	}

	public function testShippingMayGoByTheGoodsWhereEachRateHasAService(): void {
		update_option( 'woocommerce_shipping_tax_class', 'inherit' );
		$this->press( 'taxes' );
		$link          = new Link( 'USL-DOSTAVA', 900001 );
		$link->vatRate = '20';
		( new Links() )->save( $link );
		SettingsStore::update( [ 'shippingItemCode' => 'USL-DOSTAVA', 'shippingItemByVatRate' => [ '10' => 'USL-10' ] ] );
		self::assertSame( 'open', $this->points()['shipping'], 'Of 0 % there is none.' );
		SettingsStore::update( [ 'shippingItemByVatRate' => [ '10' => 'USL-10', '0' => 'USL-0' ] ] );
		self::assertSame( 'good', $this->points()['shipping'] );
	}

	/** The owner's own mapping comes first, and a class is only taken if shipping really has the rate there. */
	public function testTheTaxClassOfShippingIsTheOneThatTheOwnerGaveTheRate(): void {
		$this->press( 'taxes' );
		\WC_Tax::create_tax_class( 'Usluge', 'usluge' );
		\WC_Tax::_insert_tax_rate( [ 'tax_rate_country' => 'RS', 'tax_rate' => '20.0000', 'tax_rate_name' => 'PDV', 'tax_rate_priority' => 1, 'tax_rate_shipping' => 1, 'tax_rate_class' => 'usluge' ] );
		$link          = new Link( 'USL-DOSTAVA', 900001 );
		$link->vatRate = '20';
		( new Links() )->save( $link );
		foreach ( [ 'usluge' => 'usluge', 'reduced-rate' => '' ] as $mapped => $chosen ) {
			update_option( 'woocommerce_shipping_tax_class', 'inherit' );
			SettingsStore::update( [ 'shippingItemCode' => 'USL-DOSTAVA', 'taxClassByVatRate' => [ '20' => $mapped ] ] );
			$this->press( 'shipping' );
			self::assertSame( $chosen, get_option( 'woocommerce_shipping_tax_class' ) );
		}
	}

	public function testAmountsAreWrittenTheSerbianWay(): void {
		update_option( 'woocommerce_price_decimal_sep', '.' );
		update_option( 'woocommerce_currency', 'EUR' );
		self::assertSame( 'open', $this->points()['amounts'] );
		self::assertStringEndsWith( ' EUR', (string) array_column( $this->restOk( 'GET', 'shop-check' )['points'], 'button', 'code' )['amounts'] );
		self::assertSame( 'good', $this->press( 'amounts' )['amounts'] );
		self::assertStringContainsString( '1.234,50', html_entity_decode( wp_strip_all_tags( wc_price( 1234.5 ) ) ) );
	}

	/** How many decimals there are decides how prices are rounded: the shop's own choice. */
	public function testAShopOfWholeDinarsStaysOne(): void {
		foreach ( [ '0' => '1.235', '2' => '1.234,50' ] as $decimals => $written ) {
			update_option( 'woocommerce_price_num_decimals', (string) $decimals );
			update_option( 'woocommerce_price_decimal_sep', '.' );
			self::assertSame( 'good', $this->press( 'amounts' )['amounts'] );
			self::assertSame( (string) $decimals, get_option( 'woocommerce_price_num_decimals' ) );
			self::assertStringContainsString( $written, html_entity_decode( wp_strip_all_tags( wc_price( 1234.5 ) ) ) );
		}
	}

	public function testAShopInAnotherCountryIsNotOfferedTheRatesOfSerbia(): void {
		update_option( 'woocommerce_default_country', 'ME' );
		self::assertSame( 'told', $this->points()['taxes'] );
		self::assertSame( 409, $this->restAsAdmin( 'POST', 'shop-check', [ 'code' => 'taxes' ] )->get_status() );
		update_option( 'woocommerce_default_country', 'RS:RS00' );
		self::assertSame( 'open', $this->points()['taxes'] );
	}

	public function testTheCurrencyIsWrittenInLatin(): void {
		self::assertSame( 'рсд', html_entity_decode( get_woocommerce_currency_symbol( 'RSD' ) ) );
		self::assertSame( 'good', $this->press( 'symbol' )['symbol'] );
		self::assertSame( 'RSD', get_woocommerce_currency_symbol( 'RSD' ) );
		self::assertSame( '&euro;', get_woocommerce_currency_symbol( 'EUR' ) );
	}

	public function testPricesGetTheirMeaningChangedOnlyInAnEmptyShop(): void {
		update_option( 'woocommerce_prices_include_tax', 'no' );
		self::assertSame( 'open', $this->points()['prices'] );
		$product = $this->createProduct( 'JEDAN' );
		self::assertSame( 'told', $this->points()['prices'] );
		self::assertSame( 409, $this->restAsAdmin( 'POST', 'shop-check', [ 'code' => 'prices' ] )->get_status() );
		$product->delete( true );
		self::assertSame( 'good', $this->press( 'prices' )['prices'] );
		self::assertTrue( wc_prices_include_tax() );
	}

	public function testRoundingByLineIsToldOnlyWhereAmountsHaveNoDecimals(): void {
		update_option( 'woocommerce_tax_round_at_subtotal', 'no' );
		update_option( 'woocommerce_price_num_decimals', '2' );
		self::assertArrayNotHasKey( 'rounding', $this->points() );
		update_option( 'woocommerce_price_num_decimals', '0' );
		self::assertSame( 'told', $this->points()['rounding'] );
		update_option( 'woocommerce_tax_round_at_subtotal', 'yes' );
		self::assertSame( 'good', $this->points()['rounding'] );
		update_option( 'woocommerce_calc_taxes', 'no' );
		self::assertArrayNotHasKey( 'rounding', $this->points() );
	}

	public function testTheCurrencyIsChangedOnlyInAnEmptyShop(): void {
		update_option( 'woocommerce_currency', 'EUR' );
		$order = wc_create_order();
		self::assertSame( 'told', $this->points()['currency'] );
		$order->delete( true );
		self::assertSame( 'good', $this->press( 'currency' )['currency'] );
	}

	public function testNewProductsGetLatinSlugsAndOthersKeepTheirs(): void {
		$old = $this->createProduct( 'STARI', '1', 1, 'Шраф за дрво' );
		$slug = static fn( \WC_Product $product ): string => (string) get_post_field( 'post_name', $product->get_id() );
		self::assertStringContainsString( '%d1', $slug( $old ) );
		$this->press( 'slugs' );
		self::assertTrue( SettingsStore::load()->latinSlugs );

		self::assertSame( 'sraf-njegos-dzak', $slug( $this->createProduct( 'NOVI', '1', 1, 'Шраф Његош џак' ) ) );
		self::assertSame( 'sraf-njegos-dzak-2', $slug( $this->createProduct( 'DRUGI', '1', 1, 'Шраф Његош џак' ) ) );
		self::assertSame( 'cekic', $slug( $this->createProduct( 'TRECI', '1', 1, 'Čekić' ) ) );

		$before = $slug( $old );
		$again  = wc_get_product( $old->get_id() );
		self::saved( $again, [ 'name' => 'Шраф за метал' ] );
		self::assertSame( $before, $slug( $old ) );
		// Another plugin may leave the slug out, and WordPress makes one of the name again: not ours to translate.
		wp_update_post( [ 'ID' => $old->get_id(), 'post_name' => '' ] );
		self::assertStringContainsString( '%d1', $slug( $old ) );

		$typed = self::saved( new \WC_Product_Simple(), [ 'name' => 'Ексер', 'slug' => 'мој-ексер' ] );
		self::assertSame( sanitize_title( 'мој-ексер' ), $slug( $typed ) );

		// A draft gets its address when it is published.
		$draft = self::saved( new \WC_Product_Simple(), [ 'name' => 'Лопата', 'status' => 'draft' ] );
		self::assertSame( '', $slug( $draft ) );
		wp_update_post( [ 'ID' => $draft->get_id(), 'post_status' => 'publish' ] );
		self::assertSame( 'lopata', $slug( $draft ) );
	}

	/** @return array<string, string> Code => state. */
	private function points(): array {
		return array_column( $this->restOk( 'GET', 'shop-check' )['points'], 'state', 'code' );
	}

	/** @return array<string, string> Code => state, afterwards. */
	private function press( string $code ): array {
		return array_column( $this->restOk( 'POST', 'shop-check', [ 'code' => $code ] )['points'], 'state', 'code' );
	}
}
