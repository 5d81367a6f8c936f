<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\StandIn;

'cli' === PHP_SAPI || exit;

/** Which hooks of orders fire, when, and with what: the same of WooCommerce and of its stand-in. */
final class OrderHooksBehaviourTest extends BehaviourTestCase {

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
		$note = self::notesPaymentApart( $order ) ? 'false' : '""';
		self::assertSame(
			array_merge(
				[ 'woocommerce_pre_payment_complete(#o, "tx")' ],
				$saved,
				[
					'woocommerce_order_status_processing(#o, WC_Order#o, [from: "pending", to: "processing", note: ' . $note . ', manual: false])',
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

	/** Newer versions of WooCommerce write a note of the payment itself, and pass none on with the status; 10.0 does not. The stand-in is as the newest. */
	private static function notesPaymentApart( \WC_Order $order ): bool {
		$notes = wp_list_pluck( wc_get_order_notes( [ 'order_id' => $order->get_id() ] ), 'content' );
		return ! self::isRealStore() || in_array( 'Payment complete.', $notes, true );
	}
}
