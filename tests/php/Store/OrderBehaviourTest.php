<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Store;

use Automattic\WooCommerce\Utilities\OrderUtil;

/** What the plugin relies on in orders and their stock: the same of WooCommerce and of its stand-in. */
final class OrderBehaviourTest extends BehaviourTestCase {

	/** HPOS saves more often than the classic storage, but tells only those who ask for every object. */
	private const STATUS_HOOKS = [
		'woocommerce_new_order',
		'woocommerce_update_order',
		'woocommerce_order_status_pending',
		'woocommerce_order_status_on-hold',
		'woocommerce_order_status_processing',
		'woocommerce_order_status_completed',
		'woocommerce_order_status_cancelled',
		'woocommerce_order_status_pending_to_processing',
		'woocommerce_order_status_processing_to_cancelled',
		'woocommerce_order_status_changed',
		'woocommerce_order_payment_status_changed',
		'woocommerce_pre_payment_complete',
		'woocommerce_payment_complete',
		'woocommerce_product_set_stock',
		'woocommerce_reduce_order_item_stock',
		'woocommerce_reduce_order_stock',
		'woocommerce_restore_order_item_stock',
		'woocommerce_restore_order_stock',
	];

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
		$item->set_total( '150' );
		$order->calculate_totals();
		$read = wc_get_order( $order->get_id() );
		self::assertSame( [ '150.00', '50' ], [ $read->get_total(), $read->get_discount_total() ] );
		self::assertSame( [ '200', '150' ], [ current( $read->get_items() )->get_subtotal(), current( $read->get_items() )->get_total() ] );
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
		$item = current( $order->get_items() );
		$item->set_quantity( 5 );
		$item->set_total( '50' );
		$order->remove_item( current( $order->get_items( 'fee' ) )->get_id() );
		$order->calculate_totals();
		$read = wc_get_order( $order->get_id() );
		self::assertCount( 0, $read->get_items( 'fee' ) );
		self::assertSame( 5, current( $read->get_items() )->get_quantity() );
		self::assertSame( '400.00', $read->get_total() );
	}

	public function test_what_is_no_order(): void {
		$product = $this->createProduct( 'NIJE' );
		self::assertFalse( wc_get_order( $product->get_id() ) );
		self::assertFalse( wc_get_order( 999999 ) );
		self::assertFalse( wc_get_order( 0 ) );
	}

	public function test_a_line_whose_product_is_gone(): void {
		$product = $this->createProduct( 'NESTAO', '10', 10 );
		$order   = $this->createOrder( [ $product->get_id() => 2 ], 'processing' );
		$product->delete( true );
		$line = current( wc_get_order( $order->get_id() )->get_items() );
		self::assertSame( [ 0, 2, 'Proizvod', '20' ], [ $line->get_product_id(), $line->get_quantity(), $line->get_name(), $line->get_total() ] );
		self::assertFalse( $line->get_product() );
		wc_get_order( $order->get_id() )->update_status( 'cancelled' );
		self::assertSame( 'cancelled', wc_get_order( $order->get_id() )->get_status() );
	}

	public function test_statuses(): void {
		self::assertSame( [ 'wc-pending', 'wc-processing', 'wc-on-hold', 'wc-completed', 'wc-cancelled', 'wc-refunded', 'wc-failed' ], array_values( array_diff( array_keys( wc_get_order_statuses() ), [ 'wc-checkout-draft' ] ) ) );
		self::assertSame( 'Processing', wc_get_order_status_name( 'processing' ) );
		self::assertSame( [ 'processing', 'completed' ], wc_get_is_paid_statuses() );
		$order = wc_create_order();
		$order->set_status( 'no-such-status' );
		self::assertSame( 'pending', $order->get_status() );
		$order->update_status( 'wc-on-hold' );
		self::assertTrue( $order->has_status( [ 'on-hold', 'failed' ] ) );
		self::assertFalse( $order->is_paid() );
		$order->update_status( 'completed' );
		self::assertTrue( $order->is_paid() );
		self::assertNotNull( $order->get_date_completed() );
		self::assertSame( 'completed', wc_get_order( $order->get_id() )->get_status() );
	}

	/** The gateway says so by a filter; other ways of payment are through once the shop works on the order. */
	public function test_cash_on_delivery_is_paid_when_the_order_is_completed(): void {
		$product = $this->createProduct( 'POUZECE' );
		$cash    = $this->createOrder( [ $product->get_id() => 1 ], 'processing' );
		self::assertNull( $cash->get_date_paid() );
		$cash->update_status( 'completed' );
		self::assertNotNull( $cash->get_date_paid() );

		$transfer = $this->createOrder( [ $product->get_id() => 1 ], 'on-hold' );
		$transfer->set_payment_method( 'bacs' );
		$transfer->update_status( 'processing' );
		self::assertNotNull( $transfer->get_date_paid() );
	}

	public function test_hooks_of_a_new_order_that_is_paid_and_cancelled(): void {
		$product = $this->createProduct( 'TOK', '10', 10 );
		$hooks   = new HookLog( self::STATUS_HOOKS );
		$hooks->name( $product->get_id(), 'p' );
		$order = wc_create_order();
		$hooks->name( $order->get_id(), 'o' );
		$item = $order->add_product( $product, 3 );
		$hooks->name( $item, 'i' );
		$saved = [ 'woocommerce_update_order(#o, WC_Order#o)' ];
		self::assertSame( [ 'woocommerce_new_order(#o, WC_Order#o)' ], $hooks->take() );

		$order->calculate_totals();
		self::assertSame( array_merge( $saved, $saved ), $hooks->take() );

		$order->payment_complete( 'tx' );
		self::assertSame(
			array_merge(
				[ 'woocommerce_pre_payment_complete(#o, "tx")' ],
				$saved,
				[
					'woocommerce_order_status_processing(#o, WC_Order#o, [from: "pending", to: "processing", note: false, manual: false])',
					'woocommerce_product_set_stock(WC_Product#p)',
					'woocommerce_reduce_order_item_stock(WC_Order_Item_Product#i, [product: WC_Product#p, from: #10, to: #7], WC_Order#o)',
					'woocommerce_reduce_order_stock(WC_Order#o)',
					'woocommerce_order_status_pending_to_processing(#o, WC_Order#o)',
					'woocommerce_order_status_changed(#o, "pending", "processing", WC_Order#o)',
					'woocommerce_order_payment_status_changed(#o, WC_Order#o)',
					'woocommerce_payment_complete(#o, "tx")',
				]
			),
			$hooks->take()
		);
		self::assertSame( 7, wc_get_product( $product->get_id() )->get_stock_quantity() );
		self::assertNotNull( $order->get_date_paid() );

		wc_get_order( $order->get_id() )->update_status( 'cancelled', 'Kupac odustao.' );
		self::assertSame(
			array_merge(
				$saved,
				[
					'woocommerce_order_status_cancelled(#o, WC_Order#o, [from: "processing", to: "cancelled", note: "Kupac odustao.", manual: false])',
					'woocommerce_product_set_stock(WC_Product#p)',
					'woocommerce_restore_order_item_stock(WC_Order_Item_Product#i, #10, #7, WC_Order#o)',
					'woocommerce_restore_order_stock(WC_Order#o)',
					'woocommerce_order_status_processing_to_cancelled(#o, WC_Order#o)',
					'woocommerce_order_status_changed(#o, "processing", "cancelled", WC_Order#o)',
				]
			),
			$hooks->take()
		);
		self::assertSame( 10, wc_get_product( $product->get_id() )->get_stock_quantity() );
	}

	public function test_hooks_of_saving(): void {
		$hooks = new HookLog( [ 'woocommerce_before_order_object_save', 'woocommerce_new_order', 'woocommerce_new_order_item', 'woocommerce_update_order_item', 'woocommerce_update_order', 'woocommerce_after_order_object_save' ] );
		$order = wc_create_order();
		$hooks->name( $order->get_id(), 'o' );
		self::assertSame(
			[
				'woocommerce_before_order_object_save(WC_Order#0, object)',
				'woocommerce_new_order(#o, WC_Order#o)',
				'woocommerce_after_order_object_save(WC_Order#o, object)',
			],
			$hooks->take()
		);
		$item = $order->add_product( $this->createProduct( 'STAVKA' ) );
		$hooks->name( $item, 'i' );
		self::assertSame( [ 'woocommerce_new_order_item(#i, WC_Order_Item_Product#i, #o)' ], $hooks->take() );
		$order->save();
		self::assertSame(
			[
				'woocommerce_before_order_object_save(WC_Order#o, object)',
				'woocommerce_update_order(#o, WC_Order#o)',
				'woocommerce_update_order_item(#i, WC_Order_Item_Product#i, #o)',
				'woocommerce_after_order_object_save(WC_Order#o, object)',
			],
			$hooks->take(),
			'Items are saved after the order.'
		);
	}

	/** Our hooks run at priority 5, so that a row exists before the stock goes down. */
	public function test_stock_goes_down_at_priority_10(): void {
		$product = $this->createProduct( 'PRE', '10', 10 );
		$seen    = [];
		$look    = static function ( int $priority ) use ( &$seen, $product ): void {
			add_action(
				'woocommerce_order_status_on-hold',
				static function () use ( &$seen, $priority, $product ): void {
					$seen[ $priority ] = wc_get_product( $product->get_id() )->get_stock_quantity();
				},
				$priority
			);
		};
		$look( 5 );
		$look( 15 );
		$this->createOrder( [ $product->get_id() => 4 ], 'on-hold' );
		self::assertSame(
			[
				5  => 10,
				15 => 6,
			],
			$seen
		);
	}

	public function test_an_order_made_with_a_status_fires_its_hooks_before_it_has_items(): void {
		$items = null;
		add_action(
			'woocommerce_order_status_processing',
			static function ( $id ) use ( &$items ): void {
				$items = count( wc_get_order( $id )->get_items() );
			}
		);
		wc_create_order( [ 'status' => 'processing' ] );
		self::assertSame( 0, $items );
	}

	public function test_an_exception_in_a_listener_swallows_the_rest(): void {
		$product = $this->createProduct( 'GRESKA', '10', 10 );
		$order   = $this->createOrder( [ $product->get_id() => 1 ], 'pending' );
		$seen    = [];
		$throw   = static function (): void {
			throw new \Exception( 'Drugi dodatak' );
		};
		add_action( 'woocommerce_order_status_processing', $throw, 20 );
		add_action(
			'woocommerce_order_status_changed',
			static function ( $id ) use ( &$seen ): void {
				$seen[] = $id;
			}
		);
		try {
			self::assertTrue( $order->update_status( 'processing' ) );
		} finally {
			remove_action( 'woocommerce_order_status_processing', $throw, 20 );
		}
		self::assertSame( [], $seen );
		self::assertSame( 'processing', wc_get_order( $order->get_id() )->get_status() );
		self::assertSame( 9, wc_get_product( $product->get_id() )->get_stock_quantity() );
	}

	public function test_stock_is_taken_and_given_back_once(): void {
		$product = $this->createProduct( 'JEDNOM', '10', 10 );
		$loose   = $this->createProduct( 'BEZ-ZALIHE' );
		$loose->set_manage_stock( false );
		$loose->save();
		$order = $this->createOrder(
			[
				$product->get_id() => 4,
				$loose->get_id()   => 1,
			],
			'on-hold'
		);
		$stock = static fn() => wc_get_product( $product->get_id() )->get_stock_quantity();
		self::assertSame( 6, $stock() );
		$order->update_status( 'processing' );
		$order->update_status( 'completed' );
		self::assertSame( 6, $stock() );
		$lines = array_values( wc_get_order( $order->get_id() )->get_items() );
		self::assertSame( [ '4', '' ], [ $lines[0]->get_meta( '_reduced_stock' ), $lines[1]->get_meta( '_reduced_stock' ) ] );
		wc_get_order( $order->get_id() )->update_status( 'failed' );
		self::assertSame( 6, $stock(), 'A failed order keeps what it took.' );
		wc_get_order( $order->get_id() )->update_status( 'pending' );
		self::assertSame( 10, $stock() );
		self::assertFalse( current( wc_get_order( $order->get_id() )->get_items() )->meta_exists( '_reduced_stock' ) );
		wc_get_order( $order->get_id() )->update_status( 'processing' );
		self::assertSame( 6, $stock(), 'A revived order takes it again.' );
		wc_maybe_reduce_stock_levels( $order->get_id() );
		self::assertSame( 6, $stock() );
	}

	public function test_stock_goes_below_zero_and_never_by_a_stale_object(): void {
		$product = $this->createProduct( 'MINUS', '10', 2 );
		$stale   = wc_get_product( $product->get_id() );
		self::assertSame( -1, wc_update_product_stock( $product, 3, 'decrease' ) );
		self::assertSame( 'outofstock', wc_get_product( $product->get_id() )->get_stock_status() );
		self::assertSame( 4, wc_update_product_stock( $stale, 5, 'increase' ) );
		self::assertSame( 9, wc_update_product_stock( $stale->get_id(), 9, 'set' ) );
		self::assertSame( 'instock', wc_get_product( $product->get_id() )->get_stock_status() );
		self::assertFalse( wc_update_product_stock( 999999, 1 ) );
	}

	public function test_orders_can_be_listed(): void {
		$product = $this->createProduct( 'LISTA', '10', 100 );
		$ids     = [];
		foreach ( [ 'processing', 'completed', 'processing', 'cancelled' ] as $day => $status ) {
			$order = $this->createOrder( [ $product->get_id() => 1 ], $status );
			$order->set_date_created( 1700000000 + $day * DAY_IN_SECONDS );
			$order->save();
			$ids[] = $order->get_id();
		}
		$list = static fn( array $args ) => wc_get_orders( $args + [ 'return' => 'ids', 'type' => 'shop_order', 'limit' => -1, 'orderby' => 'ID', 'order' => 'ASC' ] );
		self::assertEquals( $ids, $list( [] ) );
		self::assertEquals( [ $ids[0], $ids[2] ], $list( [ 'status' => 'processing' ] ) );
		self::assertEquals( [ $ids[1], $ids[3] ], $list( [ 'status' => [ 'wc-completed', 'cancelled' ] ] ) );
		self::assertEquals( [ $ids[2], $ids[3] ], $list( [ 'date_created' => '>=' . ( 1700000000 + 2 * DAY_IN_SECONDS ) ] ) );
		self::assertEquals( [ $ids[0], $ids[1] ], $list( [ 'date_created' => '1699999999...' . ( 1700000000 + DAY_IN_SECONDS ) ] ) );
		self::assertEquals( [ $ids[2] ], $list( [ 'limit' => 1, 'page' => 3 ] ) );
		self::assertEquals( $ids, $list( [ 'billing_email' => 'petar@example.test' ] ) );
		self::assertSame( [], $list( [ 'billing_email' => 'niko@example.test' ] ) );
		$page = wc_get_orders( [ 'type' => 'shop_order', 'limit' => 3, 'paginate' => true, 'orderby' => 'ID', 'order' => 'DESC' ] );
		self::assertSame( [ 4, 2 ], [ (int) $page->total, (int) $page->max_num_pages ] );
		self::assertSame( [ $ids[3], $ids[2], $ids[1] ], array_map( static fn( $order ) => $order->get_id(), $page->orders ) );
	}

	public function test_a_binned_and_a_deleted_order(): void {
		global $wpdb;
		$product = $this->createProduct( 'KORPA', '10', 10 );
		$order   = $this->createOrder( [ $product->get_id() => 2 ], 'processing' );
		$id      = $order->get_id();
		$hooks   = new HookLog( [ 'woocommerce_before_trash_order', 'woocommerce_trash_order', 'woocommerce_before_delete_order', 'woocommerce_delete_order' ] );
		$hooks->name( $id, 'o' );
		$order->delete();
		self::assertSame( [ 'woocommerce_before_trash_order(#o, WC_Order#o)', 'woocommerce_trash_order(#o)' ], $hooks->take() );
		self::assertSame( 'trash', wc_get_order( $id )->get_status() );
		self::assertSame( 8, wc_get_product( $product->get_id() )->get_stock_quantity(), 'The bin gives nothing back.' );
		wc_get_order( $id )->delete( true );
		self::assertSame( [ 'woocommerce_before_delete_order(#o, WC_Order#o)', 'woocommerce_delete_order(#o)' ], $hooks->take() );
		self::assertFalse( wc_get_order( $id ) );
		self::assertSame( '0', $wpdb->get_var( "SELECT COUNT(*) FROM {$wpdb->prefix}woocommerce_order_items WHERE order_id = $id" ) );
	}

	public function test_notes(): void {
		$order = wc_create_order();
		$order->add_order_note( 'Poslato u SORS: R-1' );
		$order->update_status( 'on-hold' );
		$notes = wc_get_order_notes( [ 'order_id' => $order->get_id() ] );
		self::assertSame( [ 'Order status changed from Pending payment to On hold.', 'Poslato u SORS: R-1' ], array_values( wp_list_pluck( $notes, 'content' ) ) );
		self::assertSame( [ 'system', false, $order->get_id() ], [ $notes[1]->added_by, $notes[1]->customer_note, $notes[1]->order_id ] );
	}

	public function test_utilities(): void {
		$order = wc_create_order();
		self::assertSame( self::usesHpos(), OrderUtil::custom_orders_table_usage_is_enabled() );
		self::assertSame( 'shop_order', OrderUtil::get_order_type( $order->get_id() ) );
		self::assertTrue( OrderUtil::is_order( $order->get_id() ) );
		self::assertStringContainsString( 'action=edit', $order->get_edit_order_url() );
		self::assertSame( 'RSD', get_woocommerce_currency() );
		self::assertFalse( wc_prices_include_tax(), 'Not where taxes are switched off.' );
	}
}
