<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\StandIn;

use Automattic\WooCommerce\Utilities\OrderUtil;

'cli' === PHP_SAPI || exit;

/** Statuses, lists, notes, stock and the bin of orders: the same of WooCommerce and of its stand-in. */
final class OrderLifeBehaviourTest extends BehaviourTestCase {

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

	public function test_what_is_no_order(): void {
		$product = $this->createProduct( 'NIJE' );
		self::assertFalse( wc_get_order( $product->get_id() ) );
		self::assertFalse( wc_get_order( 999999 ) );
		self::assertFalse( wc_get_order( 0 ) );
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

	public function test_a_trashed_and_a_deleted_order(): void {
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
		self::assertSame( self::failedOrdersGiveBack() ? 10 : 6, $stock() );
		self::assertSame( ! self::failedOrdersGiveBack(), current( wc_get_order( $order->get_id() )->get_items() )->meta_exists( '_reduced_stock' ) );
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

	public function test_a_line_whose_product_is_gone(): void {
		$product = $this->createProduct( 'NESTAO', '10', 10 );
		$order   = $this->createOrder( [ $product->get_id() => 2 ], 'processing' );
		$product->delete( true );
		$line = self::lines( wc_get_order( $order->get_id() ) )[0];
		self::assertSame( [ 0, 2, 'Proizvod', '20' ], [ $line->get_product_id(), $line->get_quantity(), $line->get_name(), $line->get_total() ] );
		self::assertFalse( $line->get_product() );
		wc_get_order( $order->get_id() )->update_status( 'cancelled' );
		self::assertSame( 'cancelled', wc_get_order( $order->get_id() )->get_status() );
	}
}
