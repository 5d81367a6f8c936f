<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Admin;

use SorsApi\Admin\OrderSearch;
use SorsApi\Database\Tables;
use SorsApi\Tests\Integration\Outbox\OutboxTestCase;
use SorsApi\Tests\Site\LogBook;

'cli' === PHP_SAPI || exit;

/** WooCommerce's list of orders finds one by the number of its document. @group real-store */
final class OrderSearchTest extends OutboxTestCase {

	private \WC_Order $sold;
	private \WC_Order $named;

	protected function setUp(): void {
		parent::setUp();
		require_once ABSPATH . 'wp-admin/includes/admin.php';
		require_once WC()->plugin_path() . '/includes/admin/wc-admin-functions.php';
		set_current_screen( 'woocommerce_page_wc-orders' );
		$product     = $this->soldProduct();
		$this->sold  = $this->createOrder( [ $product->get_id() => 1 ] );
		$this->named = $this->createOrder( [ $product->get_id() => 1 ], 'on-hold', [ 'company' => 'RZ-0815 doo' ] );
		$this->createOrder( [ $product->get_id() => 1 ] );
		$this->number( $this->sold, 'RZ-0815' );
		$this->number( $this->named, 'RZ-08151' );
		( new OrderSearch() )->register();
	}

	/**
	 * @testWith [false]
	 *           [true]
	 */
	public function testTheTableFindsItBesideWhatItFindsItself( bool $fullText ): void {
		$this->searchFullText( $fullText );
		self::assertEqualsCanonicalizing( [ $this->sold->get_id(), $this->named->get_id() ], $this->listed( 'RZ-0815' ) );
		self::assertSame( [ $this->named->get_id() ], $this->listed( 'RZ-08151' ) );
		self::assertNotContains( $this->sold->get_id(), $this->listed( 'RZ-08' ), 'A part of it is not it.' );
	}

	public function testOtherFiltersOfTheTableStay(): void {
		$this->searchFullText( false );
		self::assertSame( [ $this->named->get_id() ], $this->listed( 'RZ-0815', [ 'status' => 'wc-on-hold' ] ) );
		self::assertSame( [ $this->sold->get_id() ], $this->listed( 'RZ-0815', [ 'status' => 'wc-processing' ] ) );
		self::assertNotContains( $this->sold->get_id(), $this->listed( 'RZ-0815', [ 'search-filter' => 'customer_email' ] ), 'Asked for by e-mail alone.' );
	}

	public function testWhereWooCommerceWritesItsSearchInAnotherWayTheLogSaysSo(): void {
		$this->searchFullText( false );
		$log = LogBook::open();
		self::assertNotSame( [], $this->listed( 'RZ-0815' ) );
		self::assertSame( [], $log->about( 'search in the list of orders' ) );
		add_filter( 'woocommerce_orders_table_query_clauses', static fn( array $clauses ): array => [ 'where' => str_replace( 'LIKE', ' LIKE ', $clauses['where'] ) ] + $clauses, 5 );
		self::assertSame( [ $this->named->get_id() ], $this->listed( 'RZ-0815' ), 'What WooCommerce finds itself.' );
		self::assertCount( 1, $log->about( 'search in the list of orders', 'warning' ) );
	}

	public function testTheListOfPostsFindsIt(): void {
		$posts = new \WC_Order_Data_Store_CPT();
		self::assertContains( $this->sold->get_id(), $posts->search_orders( 'RZ-0815' ) );
		self::assertNotContains( $this->sold->get_id(), $posts->search_orders( 'RZ-08151' ) );
		$lines = self::lines( $this->sold );
		self::assertContains( $this->sold->get_id(), $posts->search_orders( $lines[0]->get_name() ), 'As WooCommerce does.' );
	}

	public function testItCostsOneQueryAndOnlyASearch(): void {
		$this->searchFullText( false );
		self::assertSame( [ 0, 1 ], [ $this->ourQueries( '' ), $this->ourQueries( 'RZ-0815' ) ] );
	}

	private function ourQueries( string $term ): int {
		return count( preg_grep( '/' . Tables::name( Tables::OUTBOX ) . '/', self::queries( fn() => $this->listed( $term ) ) ) );
	}

	private function number( \WC_Order $order, string $number ): void {
		self::db()->update( Tables::name( Tables::OUTBOX ), [ 'document_number' => $number ], [ 'order_id' => $order->get_id() ] );
	}

	private function searchFullText( bool $on ): void {
		if ( ! self::usesHpos() ) {
			self::markTestSkipped( 'The table is that of HPOS.' );
		}
		update_option( 'woocommerce_hpos_fts_index_enabled', $on ? 'yes' : 'no' );
		self::assertSame( $on, 'yes' === get_option( 'woocommerce_hpos_fts_index_enabled' ) && 'yes' === get_option( 'woocommerce_hpos_address_fts_index_created' ) );
	}

	private function listed( string $term, array $more = [] ): array {
		$_REQUEST = [ 's' => $term ] + $more;
		$class    = 'Automattic\WooCommerce\Internal\Admin\Orders\ListTable';
		self::assertTrue( class_exists( $class ) );
		$table = new $class();
		self::assertInstanceOf( \WP_List_Table::class, $table );
		call_user_func( [ $table, 'setup' ] );
		$table->prepare_items();
		return array_map( static fn( \WC_Order $order ): int => $order->get_id(), array_values( $table->items ) );
	}
}
