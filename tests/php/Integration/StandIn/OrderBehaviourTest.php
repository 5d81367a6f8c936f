<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\StandIn;

'cli' === PHP_SAPI || exit;

/** What the plugin relies on in an order's data and totals: the same of WooCommerce and of its stand-in. */
final class OrderBehaviourTest extends BehaviourTestCase {

	private function withShippingAndFee( \WC_Order $order ): void {
		$shipping = new \WC_Order_Item_Shipping();
		$shipping->set_method_title( 'Kurirska služba' );
		$shipping->set_method_id( 'flat_rate' );
		$shipping->set_instance_id( '3' );
		$shipping->set_total( '350' );
		$order->add_item( $shipping );
		$fee = new \WC_Order_Item_Fee();
		$fee->set_name( 'Pakovanje' );
		$fee->set_total( '49.99' );
		$order->add_item( $fee );
		$order->calculate_totals();
	}

	public function test_an_order_comes_back_as_it_was_saved(): void {
		$product = $this->createProduct( 'A-1', '120.50' );
		$order   = wc_create_order(
			[
				'created_via'   => 'checkout',
				'customer_note' => 'Pozvoniti dvaput',
			]
		);
		self::assertInstanceOf( \WC_Order::class, $order );
		$item_id = $order->add_product( $product, 3 );
		$order->set_address(
			[
				'first_name' => 'Ђорђе',
				'last_name'  => 'Šćepanović',
				'company'    => 'Firma d.o.o.',
				'address_1'  => 'Knez Mihailova 1',
				'address_2'  => 'stan 2',
				'city'       => 'Beograd',
				'postcode'   => '11000',
				'country'    => 'RS',
				'email'      => 'djordje@example.test',
				'phone'      => '+381641234567',
			],
			'billing'
		);
		$order->set_shipping_city( 'Niš' );
		$order->set_payment_method( 'bacs' );
		$order->set_payment_method_title( 'Uplata na račun' );
		$order->set_transaction_id( 'tx-1' );
		$order->update_meta_data( '_sors_pib', '101134702' );
		$this->withShippingAndFee( $order );
		$order->save();

		wp_cache_flush();
		$read = wc_get_order( $order->get_id() );
		self::assertInstanceOf( \WC_Order::class, $read );
		self::assertSame( 'shop_order', $read->get_type() );
		self::assertSame( 'pending', $read->get_status() );
		self::assertSame( 'RSD', $read->get_currency() );
		self::assertTrue( $read->get_prices_include_tax() );
		self::assertSame( 'checkout', $read->get_created_via() );
		self::assertSame( 'Pozvoniti dvaput', $read->get_customer_note() );
		self::assertSame( (string) $order->get_id(), $read->get_order_number() );
		self::assertSame( 0, $read->get_customer_id() );
		self::assertSame( 0, $read->get_parent_id() );
		self::assertMatchesRegularExpression( '/^wc_order_\w{13}$/', $read->get_order_key() );
		self::assertSame( [ 'Ђорђе', 'Šćepanović', 'Firma d.o.o.' ], [ $read->get_billing_first_name(), $read->get_billing_last_name(), $read->get_billing_company() ] );
		self::assertSame( [ 'Knez Mihailova 1', 'stan 2', 'Beograd', '11000', 'RS' ], [ $read->get_billing_address_1(), $read->get_billing_address_2(), $read->get_billing_city(), $read->get_billing_postcode(), $read->get_billing_country() ] );
		self::assertSame( [ 'djordje@example.test', '+381641234567' ], [ $read->get_billing_email(), $read->get_billing_phone() ] );
		self::assertSame( 'Niš', $read->get_shipping_city() );
		self::assertSame( '', $read->get_shipping_address_1() );
		self::assertSame( [ 'first_name', 'last_name', 'company', 'address_1', 'address_2', 'city', 'state', 'postcode', 'country', 'email', 'phone' ], array_keys( $read->get_address( 'billing' ) ) );
		self::assertSame( 'Beograd', $read->get_address( 'billing' )['city'] );
		self::assertArrayNotHasKey( 'email', $read->get_address( 'shipping' ) );
		self::assertSame( [ 'bacs', 'Uplata na račun', 'tx-1' ], [ $read->get_payment_method(), $read->get_payment_method_title(), $read->get_transaction_id() ] );
		self::assertSame( '101134702', $read->get_meta( '_sors_pib' ) );
		self::assertSame( 'Kurirska služba', $read->get_shipping_method() );
		self::assertNull( $read->get_date_paid() );
		self::assertEqualsWithDelta( time(), $read->get_date_created()->getTimestamp(), 60 );

		$items = $read->get_items( [ 'line_item', 'shipping', 'fee' ] );
		self::assertSame( [ 'line_item', 'shipping', 'fee' ], array_values( array_map( static fn( $item ) => $item->get_type(), $items ) ) );
		self::assertSame( $item_id, array_key_first( $items ) );
		$line = $items[ $item_id ];
		self::assertInstanceOf( \WC_Order_Item_Product::class, $line );
		self::assertSame( $product->get_id(), $line->get_product_id() );
		self::assertSame( 0, $line->get_variation_id() );
		self::assertSame( 3, $line->get_quantity() );
		self::assertSame( 'Proizvod', $line->get_name() );
		self::assertSame( [ '361.5', '361.5' ], [ $line->get_subtotal(), $line->get_total() ] );
		self::assertSame( [ '0', '0' ], [ $line->get_total_tax(), $line->get_subtotal_tax() ] );
		self::assertSame( [], $line->get_taxes()['total'] );
		self::assertSame( $product->get_id(), $line->get_product()->get_id() );
		self::assertSame( $order->get_id(), $line->get_order_id() );
		[ , $shipping, $fee ] = array_values( $items );
		self::assertInstanceOf( \WC_Order_Item_Shipping::class, $shipping );
		self::assertInstanceOf( \WC_Order_Item_Fee::class, $fee );
		self::assertSame( [ 'Kurirska služba', 'flat_rate', '3', '350' ], [ $shipping->get_name(), $shipping->get_method_id(), $shipping->get_instance_id(), $shipping->get_total() ] );
		self::assertSame( [ 'Pakovanje', '49.99', 1 ], [ $fee->get_name(), $fee->get_total(), $fee->get_quantity() ] );
		self::assertSame( [ '761.49', '350', '0', '0' ], [ $read->get_total(), $read->get_shipping_total(), $read->get_discount_total(), $read->get_total_tax() ] );
		self::assertSame( 361.5, $read->get_subtotal() );
		self::assertSame( 3, $read->get_item_count() );
		self::assertSame( [], $read->get_items( 'tax' ) );
		self::assertSame( [], $read->get_coupon_codes() );
	}

	public function test_the_rows_behind_an_order(): void {
		global $wpdb;
		if ( self::usesHpos() ) {
			self::markTestSkipped( 'Of the classic order storage, which this site does not use.' );
		}
		$product = $this->createProduct( 'R-1', '50' );
		$order   = $this->createOrder( [ $product->get_id() => 2 ], 'pending' );
		$order->set_payment_method( 'bacs' );
		$order->update_status( 'processing' );
		$id = $order->get_id();
		self::assertSame( 'shop_order', get_post_type( $id ) );
		self::assertSame( 'wc-processing', get_post_status( $id ) );
		$meta = array_map( 'current', get_post_meta( $id ) );
		foreach ( [
			'_order_total'          => '100.00',
			'_order_currency'       => 'RSD',
			'_billing_email'        => 'petar@example.test',
			'_billing_last_name'    => 'Petrović',
			'_payment_method'       => 'bacs',
			'_order_stock_reduced'  => 'yes',
			'_prices_include_tax'   => 'yes',
			'_customer_user'        => '0',
			'_order_key'            => $order->get_order_key(),
		] as $key => $value ) {
			self::assertSame( $value, $meta[ $key ] ?? null, $key );
		}
		self::assertSame( (string) $order->get_date_paid()->getTimestamp(), $meta['_date_paid'] );
		$item = $wpdb->get_row( "SELECT * FROM {$wpdb->prefix}woocommerce_order_items WHERE order_id = $id", ARRAY_A );
		self::assertSame( [ 'Proizvod', 'line_item' ], [ $item['order_item_name'], $item['order_item_type'] ] );
		$rows = array_column( $wpdb->get_results( "SELECT meta_key, meta_value FROM {$wpdb->prefix}woocommerce_order_itemmeta WHERE order_item_id = {$item['order_item_id']}", ARRAY_A ), 'meta_value', 'meta_key' );
		self::assertSame(
			[
				'_line_subtotal' => '100',
				'_line_total'    => '100',
				'_product_id'    => (string) $product->get_id(),
				'_qty'           => '2',
				'_reduced_stock' => '2',
				'_tax_class'     => '',
				'_variation_id'  => '0',
			],
			array_intersect_key(
				self::sorted( $rows ),
				array_flip( [ '_line_subtotal', '_line_total', '_product_id', '_qty', '_reduced_stock', '_tax_class', '_variation_id' ] )
			)
		);
	}

	/**
	 * @param array<string, string> $rows
	 * @return array<string, string>
	 */
	private static function sorted( array $rows ): array {
		ksort( $rows );
		return $rows;
	}

	public function test_discounts_are_what_the_total_of_a_line_lacks(): void {
		$product = $this->createProduct( 'POPUST', '100' );
		$order   = wc_create_order();
		$item    = $order->get_item( $order->add_product( $product, 2 ), false );
		self::assertInstanceOf( \WC_Order_Item_Product::class, $item );
		$item->set_total( '150' );
		$order->calculate_totals();
		$read = wc_get_order( $order->get_id() );
		$line = self::lines( $read )[0];
		self::assertSame( [ '150.00', '50' ], [ $read->get_total(), $read->get_discount_total() ] );
		self::assertSame( [ '200', '150' ], [ $line->get_subtotal(), $line->get_total() ] );
	}

	public function test_totals_are_rounded_line_by_line(): void {
		$product = $this->createProduct( 'TRI', '10' );
		$order   = wc_create_order();
		foreach ( [ '3.335', '3.335', '3.334' ] as $total ) {
			$order->get_item( $order->add_product( $product ), false )->set_props(
				[
					'subtotal' => $total,
					'total'    => $total,
				]
			);
		}
		$order->calculate_totals();
		self::assertSame( '10.01', $order->get_total() );
		update_option( 'woocommerce_tax_round_at_subtotal', 'yes' );
		$order->calculate_totals();
		self::assertSame( '10.00', $order->get_total() );
	}

	public function test_a_negative_fee_takes_no_more_than_there_is(): void {
		$order = wc_create_order();
		$order->add_product( $this->createProduct( 'NEG', '100' ) );
		$fee = new \WC_Order_Item_Fee();
		$fee->set_name( 'Popust' );
		$fee->set_total( '-250' );
		$order->add_item( $fee );
		$order->calculate_totals();
		self::assertSame( '0.00', $order->get_total() );
		self::assertEquals( -100, $fee->get_total() );
	}

	public function test_items_can_be_changed_and_taken_out(): void {
		$product = $this->createProduct( 'IZMENA', '10', 50 );
		$order   = $this->createOrder( [ $product->get_id() => 2 ], 'pending' );
		$this->withShippingAndFee( $order );
		$item = self::lines( $order )[0];
		$item->set_quantity( 5 );
		$item->set_total( '50' );
		$order->remove_item( current( $order->get_items( 'fee' ) )->get_id() );
		$order->calculate_totals();
		$read = wc_get_order( $order->get_id() );
		self::assertCount( 0, $read->get_items( 'fee' ) );
		self::assertSame( 5, current( $read->get_items() )->get_quantity() );
		self::assertSame( '400.00', $read->get_total() );
	}
}
