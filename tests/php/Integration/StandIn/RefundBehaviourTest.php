<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\StandIn;

'cli' === PHP_SAPI || exit;

/** What the plugin relies on in refunds: the same of WooCommerce and of its stand-in. */
final class RefundBehaviourTest extends BehaviourTestCase {

	private \WC_Product $product;
	private \WC_Order $order;
	private int $item;

	protected function setUp(): void {
		parent::setUp();
		$this->product = $this->createProduct( 'POVRAT', '100', 10 );
		$this->order   = $this->createOrder( [ $this->product->get_id() => 4 ], 'processing' );
		$this->item    = (int) array_key_first( $this->order->get_items() );
	}

	/**
	 * @param array<string, mixed> $args
	 */
	private function refund( int $quantity, string $amount, bool $restock, array $args = [] ): \WC_Order_Refund {
		$refund = wc_create_refund(
			$args + [
				'order_id'      => $this->order->get_id(),
				'amount'        => $amount,
				'reason'        => 'Reklamacija',
				'restock_items' => $restock,
				'line_items'    => [
					$this->item => [
						'qty'          => $quantity,
						'refund_total' => $amount,
					],
				],
			]
		);
		self::assertInstanceOf( \WC_Order_Refund::class, $refund );
		return $refund;
	}

	private function stock(): ?int {
		return wc_get_product( $this->product->get_id() )->get_stock_quantity();
	}

	public function test_part_of_an_order_comes_back(): void {
		$refund = $this->refund( 1, '100', true );
		self::assertSame( 7, $this->stock() );

		wp_cache_flush();
		$read = wc_get_order( $refund->get_id() );
		self::assertInstanceOf( \WC_Order_Refund::class, $read );
		self::assertSame( 'shop_order_refund', $read->get_type() );
		self::assertSame( $this->order->get_id(), $read->get_parent_id() );
		self::assertSame( [ '100', 'Reklamacija', '-100.00' ], [ $read->get_amount(), $read->get_reason(), $read->get_total() ] );
		$lines = self::lines( $read );
		self::assertCount( 1, $lines );
		self::assertSame( [ -1, '-100' ], [ $lines[0]->get_quantity(), $lines[0]->get_total() ] );
		self::assertSame( $this->product->get_id(), $lines[0]->get_product_id() );
		self::assertEquals( $this->item, $lines[0]->get_meta( '_refunded_item_id' ) );

		$order = wc_get_order( $this->order->get_id() );
		self::assertSame( 'processing', $order->get_status() );
		$line = $order->get_items()[ $this->item ];
		self::assertEquals( 3, $line->get_meta( '_reduced_stock' ) );
		self::assertEquals( 1, $line->get_meta( '_restock_refunded_items' ) );
		self::assertEquals( 100, $order->get_total_refunded() );
		self::assertSame( '300.00', $order->get_remaining_refund_amount() );
		self::assertSame( [ $refund->get_id() ], array_map( static fn( $one ) => $one->get_id(), $order->get_refunds() ) );
	}

	public function test_twice_in_parts_then_all(): void {
		$this->refund( 1, '100', true );
		$this->refund( 2, '200', true );
		self::assertSame( 9, $this->stock() );
		$line = wc_get_order( $this->order->get_id() )->get_items()[ $this->item ];
		self::assertEquals( 1, $line->get_meta( '_reduced_stock' ) );
		self::assertEquals( 3, $line->get_meta( '_restock_refunded_items' ) );
		$this->refund( 1, '100', true );
		self::assertSame( 10, $this->stock() );
		self::assertSame( 'refunded', wc_get_order( $this->order->get_id() )->get_status() );
		self::assertCount( 3, wc_get_order( $this->order->get_id() )->get_refunds() );
	}

	public function test_without_restock_and_without_lines_no_stock_moves(): void {
		$this->refund( 1, '100', false );
		$money = $this->refund( 0, '50', true, [ 'line_items' => [] ] );
		self::assertSame( 6, $this->stock() );
		self::assertSame( [], $money->get_items() );
		$line = wc_get_order( $this->order->get_id() )->get_items()[ $this->item ];
		self::assertEquals( 4, $line->get_meta( '_reduced_stock' ) );
		self::assertSame( '', $line->get_meta( '_restock_refunded_items' ) );
	}

	public function test_what_is_too_much(): void {
		foreach ( [ '400.01', '-1' ] as $amount ) {
			$error = wc_create_refund(
				[
					'order_id' => $this->order->get_id(),
					'amount'   => $amount,
				]
			);
			self::assertInstanceOf( \WP_Error::class, $error, $amount );
		}
		self::assertInstanceOf( \WP_Error::class, wc_create_refund( [ 'order_id' => 999999 ] ) );
		self::assertSame( [], wc_get_order( $this->order->get_id() )->get_refunds() );
	}

	public function test_an_order_set_to_refunded_gets_a_refund_without_lines(): void {
		wc_get_order( $this->order->get_id() )->update_status( 'refunded' );
		$refunds = wc_get_order( $this->order->get_id() )->get_refunds();
		self::assertCount( 1, $refunds );
		self::assertEquals( 400, $refunds[0]->get_amount() );
		self::assertSame( [], $refunds[0]->get_items() );
		self::assertSame( 6, $this->stock() );
	}

	public function test_shipping_and_fees_can_be_refunded(): void {
		$shipping = new \WC_Order_Item_Shipping();
		$shipping->set_method_title( 'Kurir' );
		$shipping->set_total( '350' );
		$this->order->add_item( $shipping );
		$this->order->calculate_totals();
		$refund = wc_create_refund(
			[
				'order_id'   => $this->order->get_id(),
				'amount'     => '350',
				'line_items' => [
					$shipping->get_id() => [ 'refund_total' => '350' ],
				],
			]
		);
		self::assertInstanceOf( \WC_Order_Refund::class, $refund );
		$lines = array_values( wc_get_order( $refund->get_id() )->get_items( 'shipping' ) );
		self::assertInstanceOf( \WC_Order_Item_Shipping::class, $lines[0] );
		self::assertSame( [ 'Kurir', '-350' ], [ $lines[0]->get_name(), $lines[0]->get_total() ] );
		self::assertEquals( $shipping->get_id(), $lines[0]->get_meta( '_refunded_item_id' ) );
	}

	public function test_hooks(): void {
		$hooks = new HookLog(
			[
				'woocommerce_new_order',
				'woocommerce_create_refund',
				'woocommerce_restock_refunded_item',
				'woocommerce_order_partially_refunded',
				'woocommerce_order_fully_refunded',
				'woocommerce_order_status_refunded',
				'woocommerce_refund_created',
				'woocommerce_order_refunded',
			]
		);
		$hooks->name( $this->order->get_id(), 'o' );
		$hooks->name( $this->product->get_id(), 'p' );
		$refund = $this->refund( 1, '100', true );
		$hooks->name( $refund->get_id(), 'r' );
		$lines = array_map( static fn( $line ) => (string) preg_replace( '/, \[.*\]\)$/', ', args)', $line ), $hooks->take() );
		self::assertSame(
			[
				'woocommerce_create_refund(WC_Order_Refund#r, args)',
				'woocommerce_restock_refunded_item(#p, #6, #7, WC_Order#o, WC_Product#p)',
				'woocommerce_order_partially_refunded(#o, #r)',
				'woocommerce_refund_created(#r, args)',
				'woocommerce_order_refunded(#o, #r)',
			],
			$lines
		);
		$rest = $this->refund( 3, '300', false );
		$hooks->name( $rest->get_id(), 's' );
		$lines = array_map( static fn( $line ) => (string) preg_replace( '/, \[.*\]\)$/', ', args)', $line ), $hooks->take() );
		self::assertSame(
			[
				'woocommerce_create_refund(WC_Order_Refund#s, args)',
				'woocommerce_order_fully_refunded(#o, #s)',
				'woocommerce_order_status_refunded(#o, WC_Order#o, args)',
				'woocommerce_refund_created(#s, args)',
				'woocommerce_order_refunded(#o, #s)',
			],
			$lines
		);
	}

	public function test_a_refund_that_is_deleted(): void {
		$refund = $this->refund( 1, '100', true );
		$hooks  = new HookLog( [ 'woocommerce_delete_order_refund' ] );
		$id     = $refund->get_id();
		$hooks->name( $id, 'r' );
		$refund->delete( true );
		self::assertSame( self::usesHpos() ? [] : [ 'woocommerce_delete_order_refund(#r)' ], $hooks->take() );
		self::assertFalse( wc_get_order( $id ) );
		self::assertEquals( 0, wc_get_order( $this->order->get_id() )->get_total_refunded() );
		self::assertSame( 7, $this->stock(), 'What was put back on the shelf stays there.' );
	}

	public function test_an_order_that_is_deleted_takes_its_refunds_along(): void {
		$refund = $this->refund( 1, '100', true );
		wc_get_order( $this->order->get_id() )->delete( true );
		self::assertFalse( wc_get_order( $refund->get_id() ) );
	}
}
