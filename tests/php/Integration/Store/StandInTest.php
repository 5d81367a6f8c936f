<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Store;

use SorsApi\Tests\StoreTestCase;

'cli' === PHP_SAPI || exit;

/**
 * What the plugin's own tests take for granted of WooCommerce: where the stand-in (tests/store) comes to something else, it
 * is wrong. Taxes are off, since it knows no tax rates, and mails too: WooCommerce saves an order once more to note one.
 */
final class StandInTest extends StoreTestCase {

	/** HPOS saves more often than the classic storage, but tells only those who ask for every object. */
	private const STATUS_HOOKS = [
		'woocommerce_new_order',
		'woocommerce_update_order',
		'woocommerce_order_status_processing',
		'woocommerce_order_status_cancelled',
		'woocommerce_order_status_pending_to_processing',
		'woocommerce_order_status_processing_to_cancelled',
		'woocommerce_order_status_changed',
		'woocommerce_pre_payment_complete',
		'woocommerce_payment_complete',
		'woocommerce_product_set_stock',
		'woocommerce_reduce_order_item_stock',
		'woocommerce_reduce_order_stock',
		'woocommerce_restore_order_item_stock',
		'woocommerce_restore_order_stock',
	];

	private const HOOK = 'stand_in_test_hook';

	protected function setUp(): void {
		parent::setUp();
		update_option( 'woocommerce_calc_taxes', 'no' );
		add_filter( 'woocommerce_email_enabled_new_order', '__return_false' );
	}

	public function testHooksOfAnOrderThatIsPaidAndCancelled(): void {
		$product = $this->createProduct( 'TOK', '10', 10 );
		$order   = wc_create_order();
		$item    = $order->add_product( $product, 3 );
		$order->calculate_totals();
		$hooks = new HookLog( self::STATUS_HOOKS );
		$hooks->name( $product->get_id(), 'p' );
		$hooks->name( $order->get_id(), 'o' );
		$hooks->name( $item, 'i' );
		$order->payment_complete( 'tx' );
		$paid = $hooks->take();
		// Older versions of WooCommerce have an empty text there.
		$paid = str_replace( 'note: ""', 'note: false', $paid );
		self::assertSame(
			[
				'woocommerce_pre_payment_complete(#o, "tx")',
				'woocommerce_update_order(#o, WC_Order#o)',
				'woocommerce_order_status_processing(#o, WC_Order#o, [from: "pending", to: "processing", note: false, manual: false])',
				'woocommerce_product_set_stock(WC_Product#p)',
				'woocommerce_reduce_order_item_stock(WC_Order_Item_Product#i, [product: WC_Product#p, from: #10, to: #7], WC_Order#o)',
				'woocommerce_reduce_order_stock(WC_Order#o)',
				'woocommerce_order_status_pending_to_processing(#o, WC_Order#o)',
				'woocommerce_order_status_changed(#o, "pending", "processing", WC_Order#o)',
				'woocommerce_payment_complete(#o, "tx")',
			],
			$paid
		);
		self::assertNotNull( $order->get_date_paid() );
		wc_get_order( $order->get_id() )->update_status( 'cancelled', 'Kupac odustao.' );
		self::assertSame(
			[
				'woocommerce_update_order(#o, WC_Order#o)',
				'woocommerce_order_status_cancelled(#o, WC_Order#o, [from: "processing", to: "cancelled", note: "Kupac odustao.", manual: false])',
				'woocommerce_product_set_stock(WC_Product#p)',
				'woocommerce_restore_order_item_stock(WC_Order_Item_Product#i, #10, #7, WC_Order#o)',
				'woocommerce_restore_order_stock(WC_Order#o)',
				'woocommerce_order_status_processing_to_cancelled(#o, WC_Order#o)',
				'woocommerce_order_status_changed(#o, "processing", "cancelled", WC_Order#o)',
			],
			$hooks->take()
		);
	}

	/** Our hooks run at priority 5, so that a row exists before the stock goes down. A revived order takes it again. */
	public function testStockGoesDownAtPriority10AndComesBackOnce(): void {
		$product = $this->createProduct( 'PRE', '10', 10 );
		$stock   = static fn() => wc_get_product( $product->get_id() )->get_stock_quantity();
		$seen    = [];
		foreach ( [ 5, 15 ] as $priority ) {
			add_action(
				'woocommerce_order_status_on-hold',
				static function () use ( &$seen, $priority, $stock ): void {
					$seen[ $priority ] = $stock();
				},
				$priority
			);
		}
		$id = $this->createOrder( [ $product->get_id() => 4 ], 'on-hold' )->get_id();
		self::assertSame( [ 5 => 10, 15 => 6 ], $seen );
		foreach ( [ 'processing' => 6, 'completed' => 6, 'cancelled' => 10, 'pending' => 10, 'on-hold' => 6 ] as $status => $left ) {
			wc_get_order( $id )->update_status( $status );
			self::assertSame( $left, $stock(), $status );
		}
		wc_maybe_reduce_stock_levels( $id );
		self::assertSame( 6, $stock() );
	}

	public function testDiscountsAreWhatTheTotalOfALineLacksAndEachLineIsRounded(): void {
		update_option( 'woocommerce_price_num_decimals', '2' );
		$order = wc_create_order();
		$order->add_product( $this->createProduct( 'A' ), 1, [ 'subtotal' => '100', 'total' => '90.105' ] );
		$order->add_product( $this->createProduct( 'B' ), 1, [ 'subtotal' => '10', 'total' => '10.005' ] );
		$order->calculate_totals();
		self::assertSame( [ '9.89', '100.12' ], [ $order->get_discount_total(), $order->get_total() ] );
	}

	public function testAnSkuIsTakenOnce(): void {
		$this->createProduct( 'A-1' );
		$this->expectException( \WC_Data_Exception::class );
		$this->createProduct( 'A-1' );
	}

	public function testAnActionIsUniqueAndComesAgain(): void {
		self::assertGreaterThan( 0, as_schedule_recurring_action( time() - 300, 60, self::HOOK, [], 'g', true, 0 ) );
		self::assertSame( 0, as_schedule_recurring_action( time() - 300, 60, self::HOOK, [], 'g', true, 0 ) );
		$calls = 0;
		add_action(
			self::HOOK,
			static function () use ( &$calls ): void {
				++$calls;
			}
		);
		do_action( 'action_scheduler_run_queue', 'WP Cron' );
		self::assertSame( 1, $calls, 'What was missed is not made up for.' );
		self::assertEqualsWithDelta( time() + 60, as_next_scheduled_action( self::HOOK, [], 'g' ), 3 );
		as_unschedule_all_actions( self::HOOK );
	}
}
