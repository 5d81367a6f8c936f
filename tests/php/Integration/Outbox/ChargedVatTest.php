<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Entries\OutboxEntry;
use SorsApi\Overview\SettingsReport;
use SorsApi\Sentence;

'cli' === PHP_SAPI || exit;

/** SORS works VAT out by its items: what WooCommerce charged has to be the same. @group real-store */
final class ChargedVatTest extends OutboxTestCase {

	private const ABROAD = [ 'country' => 'DE', 'city' => 'Berlin', 'postcode' => '10115' ];

	protected function setUp(): void {
		parent::setUp();
		update_option( 'woocommerce_calc_taxes', 'yes' );
	}

	public function testASaleAbroadWithoutVatIsPutBeforeTheOwner(): void {
		$before = count( $this->books( 'customers' ) );
		$order  = $this->createOrder( [ $this->soldProduct()->get_id() => 2 ], 'processing', self::ABROAD );
		self::assertEquals( 0, $order->get_total_tax() );
		$this->assertRefused( $order, '0 % instead of 20 %' );
		self::assertCount( $before, $this->books( 'customers' ), 'Nor is a customer left behind.' );
	}

	public function testSoIsASaleToAnExemptBuyer(): void {
		$order = $this->createOrder( [ $this->soldProduct()->get_id() => 1 ], 'pending' );
		$order->update_meta_data( 'is_vat_exempt', 'yes' );
		foreach ( self::lines( $order ) as $line ) {
			self::saved( $line, [ 'taxes' => [ 'total' => [], 'subtotal' => [] ] ] );
		}
		$order->remove_order_items( 'tax' );
		$order->calculate_totals( false );
		self::saved( $order, [ 'status' => 'processing' ] );
		$this->assertRefused( $order, '0 % instead of 20 %' );
	}

	public function testAProductOfAnotherTaxClassIsNamed(): void {
		$product = self::saved( $this->soldProduct(), [ 'tax_class' => 'reduced-rate' ] );
		$order   = $this->createOrder( [ $product->get_id() => 3 ] );
		$this->assertRefused( $order, $product->get_name() . ': 10 % instead of 20 %' );
		self::saved( $product, [ 'tax_class' => '' ] );
		$order = $this->freshOrder( $order->get_id() );
		foreach ( self::lines( $order ) as $line ) {
			$line->set_tax_class( '' );
		}
		$order->calculate_totals();
		$order->save();
		$this->outbox->sendEntry( $this->sale( $order->get_id() )->id );
		$this->assertSent( $order );
	}

	/** As WooCommerce has it at first; the check of the shop has a button for it. */
	public function testShippingTaxedAsTheGoodsIsRefusedUntilItsOwnTaxClassIsChosen(): void {
		update_option( 'woocommerce_shipping_tax_class', 'inherit' );
		$this->soldProduct();
		self::assertNotContains( 'shippingItemCode', self::warned(), 'All goods have the rate of shipping.' );
		$reduced  = $this->linkedProduct( (int) array_search( 10, array_column( $this->items, 'vatRate' ), true ) );
		$order    = $this->createOrder( [ $reduced->get_id() => 2 ], 'pending' );
		self::addCost( $order, new \WC_Order_Item_Shipping(), [ 'name' => 'Kurirska služba', 'total' => '325' ] );
		self::saved( $order, [ 'status' => 'processing' ] );
		$this->assertRefused( $order, 'Kurirska služba: 10 % instead of 20 %' );
		$this->assertRefused( $order, 'Check your shop' );
		self::assertContains( 'shippingItemCode', self::warned() );
		$decisions = array_column( $this->restOk( 'GET', 'overview' )['decisions'], null, 'code' );
		self::assertSame( [ 'connect', [ 'step' => 'shop' ], 'Check your shop' ], [ $decisions['setting_shippingItemCode']['screen'], (array) $decisions['setting_shippingItemCode']['params'], $decisions['setting_shippingItemCode']['button'] ] );

		$this->restOk( 'POST', 'shop-check', [ 'code' => 'shipping' ] );
		self::assertSame( '', get_option( 'woocommerce_shipping_tax_class' ) );
		self::assertNotContains( 'shippingItemCode', self::warned() );
		$order = $this->freshOrder( $order->get_id() );
		$order->calculate_totals();
		$order->save();
		$this->outbox->sendEntry( $this->sale( $order->get_id() )->id );
		$this->assertSent( $order );
		self::assertEqualsWithDelta( (float) $order->get_total(), $this->documents()[0]['total'], 0.001 );
	}

	public function testWhereTheShopChargesNoVatItIsLeftToSors(): void {
		update_option( 'woocommerce_calc_taxes', 'no' );
		$this->work();
		$this->assertSent( $this->createOrder( [ $this->soldProduct()->get_id() => 1 ], 'processing', self::ABROAD ) );
	}

	/** Taxes are switched on and no rate was ever entered, as in many shops. */
	public function testSoItIsWhereTheShopHasNoRates(): void {
		global $wpdb;
		$wpdb->query( "DELETE FROM {$wpdb->prefix}woocommerce_tax_rates" );
		\WC_Cache_Helper::invalidate_cache_group( 'taxes' );
		$this->assertSent( $this->createOrder( [ $this->soldProduct()->get_id() => 1 ] ) );
	}

	public function testAFeeWithoutTaxIsTakenAsItIs(): void {
		$order = $this->createOrder( [ $this->soldProduct()->get_id() => 1 ], 'pending' );
		self::addCost( $order, new \WC_Order_Item_Fee(), [ 'name' => 'Naknada', 'tax_status' => 'none', 'total' => '150' ] );
		self::saved( $order, [ 'status' => 'processing' ] );
		$this->assertSent( $order );
	}

	private function assertRefused( \WC_Order $order, string $words ): void {
		$this->work();
		$entry = $this->sale( $order->get_id() );
		self::assertSame( [ OutboxEntry::REJECTED, 'vat_differs' ], [ $entry->state, $entry->errorCode ], (string) $entry->errorMessage );
		self::assertStringContainsString( $words, Sentence::shown( (string) $entry->errorMessage ) );
		self::assertSame( [], $this->documents() );
	}

	private function assertSent( \WC_Order $order ): void {
		$this->work();
		$entry = $this->sale( $order->get_id() );
		self::assertSame( OutboxEntry::SENT, $entry->state, (string) $entry->errorMessage );
		self::assertCount( 1, $this->documents() );
	}

	/** @return list<string> Settings with a notice. */
	private static function warned(): array {
		return array_column( SettingsReport::notices( ( new \SorsApi\Services() )->api() ), 'field' );
	}
}
