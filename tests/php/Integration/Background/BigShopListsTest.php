<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Background;

use SorsApi\Database\DatabaseClock;
use SorsApi\Database\Sql;
use SorsApi\Database\Tables;
use SorsApi\Settings\SettingsStore;
use SorsApi\Tests\Integration\Outbox\CaptureTestCase;
use SorsApi\Tests\Site\BigShop;
use SorsApi\Tests\Site\BusyShop;
use SorsApi\Tests\Site\RowsRead;

'cli' === PHP_SAPI || exit;

/** What a page of each list costs in a shop with many orders: counted in queries and rows, never in seconds. */
final class BigShopListsTest extends CaptureTestCase {

	private const ORDERS = 7000;

	private const PRODUCTS = 3000;

	/** Queries of a page. */
	private const QUERIES = 12;

	/** Rows that a page reads for each that it shows, and beside them. */
	private const ROWS   = 10;
	private const BESIDE = 500;

	private int $first;

	protected function setUp(): void {
		parent::setUp();
		self::requireRealStore();
		if ( DatabaseClock::isInProcess() ) {
			self::markTestSkipped( 'SQLite does not count rows.' );
		}
		SettingsStore::update( [ 'database' => 'Demo2', 'exportOrders' => true ] );
		$this->first = BigShop::addOrders( self::ORDERS );
		BusyShop::add( $this->first );
		$numbers = BigShop::numbers( self::PRODUCTS );
		$this->products( $numbers );
		Sql::run( 'INSERT INTO ' . Tables::name( Tables::EXCLUDED_ITEMS ) . " (code, code_hash, deleted_at) SELECT CONCAT('NE-', n), SHA2(CONCAT('NE-', n), 256), UTC_TIMESTAMP() FROM $numbers" );
	}

	/** What the items of the runs are, a product each. */
	private function products( string $numbers ): void {
		global $wpdb;
		$before = (int) Sql::value( "SELECT MAX(ID) + 1 FROM $wpdb->posts" );
		Sql::run( "INSERT INTO $wpdb->posts (ID, post_type, post_status, post_title, post_content, post_excerpt, to_ping, pinged, post_content_filtered) SELECT $before + n, 'product', 'publish', CONCAT('Artikal ', n), '', '', '', '', '' FROM $numbers" );
		Sql::run( 'UPDATE ' . Tables::name( Tables::RUN_ITEMS ) . " SET object_id = $before + SUBSTR(code, 5)" );
		Sql::run( 'INSERT INTO ' . Tables::name( Tables::LINKS ) . " (code, code_hash, object_id, product_id, database_name, state, vat_rate) SELECT CONCAT('KOD-', n), SHA2(CONCAT('KOD-', n), 256), $before + n, $before + n, 'Demo2', 'active', '20' FROM $numbers" );
	}

	private function lists(): array {
		$run = (int) Sql::value( 'SELECT MAX(id) FROM ' . Tables::name( Tables::RUNS ) );
		return [
			'orders'              => [ 'orders', [] ],
			'orders in SORS'      => [ 'orders', [ 'state' => 'sent' ] ],
			'orders left out'     => [ 'orders', [ 'state' => 'skipped' ] ],
			'orders cancelled'    => [ 'orders', [ 'state' => 'cancelled' ] ],
			'orders of a person'  => [ 'orders', [ 'state' => 'attention' ] ],
			'orders refused'      => [ 'orders', [ 'state' => 'rejected' ] ],
			'an order'            => [ 'orders', [ 'search' => 'R-' . ( $this->first + 3 * 6001 ) ] ],
			'comparison'          => [ 'reconciliation', [] ],
			'late payments'       => [ 'payments', [] ],
			'runs'                => [ 'runs', [] ],
			'items of a run'      => [ "runs/$run/items", [] ],
			'items left out'      => [ "runs/$run/items", [ 'outcome' => 'skipped' ] ],
			'conflicts'           => [ 'conflicts', [] ],
			'deleted products'    => [ 'deleted-products', [] ],
		];
	}

	public function testAPageReadsLittleMoreThanItShows(): void {
		$costs = [];
		foreach ( $this->lists() as $name => [ $route, $query ] ) {
			// What is counted each few minutes, is.
			$this->restOk( 'GET', $route, $query );
			wp_cache_flush();
			// What every request reads.
			$this->loginAsAdmin();
			wp_load_alloptions();
			$cost  = RowsRead::by( fn(): array => $this->restOk( 'GET', $route, $query ) );
			$shown = count( $cost->answer['items'] );
			self::assertGreaterThan( 0, $shown, $name );
			if ( $cost->queries > self::QUERIES || $cost->rows > self::ROWS * $shown + self::BESIDE ) {
				$costs[ $name ] = "$cost->queries queries and $cost->rows rows for $shown";
			}
		}
		self::assertSame( [], $costs );
	}
}
