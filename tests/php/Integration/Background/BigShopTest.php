<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Background;

use SorsApi\Counterparts\CustomerKey;
use SorsApi\Counterparts\CustomerTable;
use SorsApi\Database\DatabaseClock;
use SorsApi\Entries\OrderQueries;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Issues\OrphanedDocuments;
use SorsApi\Issues\SentDocuments;
use SorsApi\Orders\OrdersInTurn;
use SorsApi\Orders\OrderStorage;
use SorsApi\Settings\SettingsStore;
use SorsApi\Tests\Integration\Outbox\CaptureTestCase;
use SorsApi\Tests\Site\BigShop;
use SorsApi\Tests\Site\RowsRead;

'cli' === PHP_SAPI || exit;

/** What happens again and again costs no more where there are many orders. Counted in queries and rows, never in seconds. */
final class BigShopTest extends CaptureTestCase {

	private const ORDERS = 7000;

	/** Sweeps in which each of them has had its turn: 2,000 each. */
	private const SWEEPS = 4;

	/** Those whose slice is full, in the small shop as in the large one. */
	private const FULL = 3;

	private int $first;

	protected function setUp(): void {
		parent::setUp();
		self::requireRealStore();
		if ( DatabaseClock::isInProcess() ) {
			self::markTestSkipped( 'SQLite does not count rows.' );
		}
		SettingsStore::update( [ 'database' => 'Demo2' ] );
		$this->first = BigShop::addOrders( self::ORDERS );
	}

	public function testASweepOfThreeTimesAsManyOrdersReadsNoMore(): void {
		$few = $this->sweeps();
		BigShop::addOrders( 2 * self::ORDERS );
		$many = $this->sweeps();
		self::assertSame( 0, $few->answer + $many->answer, 'Nothing is to be done.' );
		self::assertLessThanOrEqual( $few->queries, $many->queries );
		self::assertLessThan( 50 * self::FULL, $many->queries );
		// Each sweep that read all payments, of which one order in five has one, would read more than this; which of two tables the database begins with makes a smaller difference.
		self::assertLessThan( $few->rows + self::FULL * self::ORDERS / 3, $many->rows );
		// Of posts a sweep looks at the newest as well.
		self::assertLessThan( ( OrderStorage::current()->isPosts() ? 60000 : 30000 ) * self::FULL, $many->rows );
	}

	/** What is open in the databases of former years is looked for, not what was ever sent to them. */
	public function testTheOverviewOfThreeTimesAsManyOrdersReadsNoFormerYears(): void {
		$few = $this->overview();
		BigShop::addOrders( 2 * self::ORDERS );
		self::assertLessThan( $few->rows + self::ORDERS / 2, $this->overview()->rows );
	}

	/** What came long ago is not read once more for each day that is compared, though it may have been sent lately. */
	public function testADayOfTheComparisonReadsWhatIsOfItsTime(): void {
		$since = time() - 31 * DAY_IN_SECONDS;
		$read  = RowsRead::by( static fn(): array => [ SentDocuments::count( $since, time() ), SentDocuments::nextDay( $since, time(), '' ) ] );
		self::assertGreaterThan( 0, $read->answer[0] );
		self::assertLessThan( self::ORDERS / 2, $read->rows );
	}

	private function overview(): RowsRead {
		// What is counted each few minutes, is.
		$this->restOk( 'GET', 'overview' );
		wp_cache_flush();
		return RowsRead::by( fn(): array => $this->restOk( 'GET', 'overview' ) );
	}

	private function sweeps(): RowsRead {
		// What is done once, is done.
		$this->sweep()->run();
		update_option( OrdersInTurn::OPTION, [ '', 0, 0 ] );
		// Else it is read anew in one of them, whenever a minute has passed.
		DatabaseClock::now();
		return RowsRead::by(
			function (): int {
				$found = 0;
				for ( $i = 0; $i < self::FULL; $i++ ) {
					$found += $this->sweep()->run();
				}
				return $found;
			}
		);
	}

	/** A shop that wrote for years before its first order. */
	public function testPostsOfBeforeTheFirstOrderTakeUpNoTurn(): void {
		$storage = OrderStorage::current();
		self::db()->query( "DELETE FROM {$storage->table} WHERE {$storage->type} LIKE 'shop\\_order%'" );
		self::assertSame( 5000000, wp_insert_post( [ 'post_title' => 'Vest', 'import_id' => 5000000 ] ) );
		BigShop::addOrders( self::ORDERS );
		$looked = 0;
		for ( $turn = 1; $turn <= self::SWEEPS; $turn++ ) {
			$orders = new OrdersInTurn();
			$slices = iterator_to_array( $orders->slices( 5 ), false );
			$orders->done( false );
			$many = (int) self::db()->get_var( "SELECT COUNT(*) FROM {$storage->table} o WHERE {$storage->type} = 'shop_order' AND {$slices[ count( $slices ) - 1 ]->in( "o.{$storage->id}" )}" );
			self::assertLessThanOrEqual( 2000, $many );
			$looked += $many;
		}
		self::assertSame( self::ORDERS, $looked );
	}

	public function testWhatChangedIsFoundAtOnceAndWhatBearsNoDateInItsTurn(): void {
		$storage = OrderStorage::current();
		[ $changed, $dateless, $deleted ] = [ $this->order( self::ORDERS - 10 ), $this->order( 5000 ), $this->order( 6002 ) ];
		self::db()->query( 'DELETE FROM ' . OutboxTable::name() . " WHERE order_id IN ($changed, $dateless)" );
		self::db()->delete( $storage->table, [ $storage->id => $deleted ] );
		self::db()->update( $storage->table, [ $storage->modified => DatabaseClock::datetime( time() ) ], [ $storage->id => $changed ] );
		self::assertSame( 1, $this->sweep()->run() );
		$this->assertOneRow( $changed );
		self::assertSame( 1, array_sum( array_map( fn(): int => $this->sweep()->run(), range( 2, self::SWEEPS ) ) ) );
		$this->assertOneRow( $dateless );
		self::assertTrue( $this->assertOneRow( $deleted )->hasIssue( [ OrphanedDocuments::DELETED ] ) );
	}

	public function testManyThatChangeInOneSecondAreAllLookedAtInPages(): void {
		$storage = OrderStorage::current();
		if ( $storage->isPosts() ) {
			self::markTestSkipped( 'Posts have no index on the date of their change.' );
		}
		self::db()->query( self::db()->prepare( "UPDATE $storage->table SET $storage->modified = %s WHERE $storage->id >= %d AND $storage->type = 'shop_order'", DatabaseClock::datetime( time() - 60 ), $this->order( self::ORDERS - 1200 ) ) );
		$seen = [];
		for ( $turn = 1; $turn <= 4; $turn++ ) {
			$orders = new OrdersInTurn();
			foreach ( $orders->slices( 0 ) as $slice ) {
				$ids = self::db()->get_col( "SELECT $storage->id FROM $storage->table WHERE $storage->type = 'shop_order' AND " . $slice->in( $storage->id ) );
				if ( count( $ids ) <= 500 ) {
					array_push( $seen, ...array_map( 'intval', $ids ) );
				}
			}
			$orders->done( 2 === $turn );
			if ( 2 === $turn ) {
				self::assertLessThanOrEqual( 1000, count( $seen ) );
				$seen = [];
			}
		}
		// The second turn broke, so those of the hour are looked at once more; without seconds a page at a time.
		self::assertCount( 1000, array_unique( $seen ) );
		$last = $this->order( self::ORDERS - 1 );
		self::assertNotContains( $last, $seen );
		foreach ( ( new OrdersInTurn() )->slices( 60 ) as $slice ) {
			if ( 1 === preg_match( "/\b$last\b/", $slice->in( 'id' ) ) ) {
				return;
			}
		}
		self::fail( 'The last page is left out.' );
	}

	public function testAPartOfAllOrdersThatBrokeHasItsTurnOnceMoreForAnHour(): void {
		$turn  = static function ( bool $broken ): string {
			$orders = new OrdersInTurn();
			$part   = '';
			foreach ( $orders->slices( 60 ) as $slice ) {
				$part = $slice->in( 'id' );
			}
			$orders->done( $broken );
			return $part;
		};
		$first = $turn( true );
		self::assertSame( [ $first, $first ], [ $turn( true ), $turn( false ) ] );
		$second = $turn( true );
		self::assertNotSame( $first, $second );

		$state    = (array) get_option( OrdersInTurn::OPTION );
		$state[3] = time() - HOUR_IN_SECONDS;
		update_option( OrdersInTurn::OPTION, $state, false );
		self::assertSame( $second, $turn( true ) );
		$third = $turn( true );
		self::assertNotSame( $second, $third, 'What breaks for ever keeps no other part from its turn.' );
		$fourth = $turn( false );
		self::assertNotSame( $third, $fourth );
		self::assertSame( [ true, true ], [ $turn( true ) !== $fourth, 0 < ( (array) get_option( OrdersInTurn::OPTION ) )[3] ] );
		self::assertSame( $turn( true ), $turn( true ), 'A new fault has its own hour.' );
	}

	/** All ids of a year's entries at once would take more memory than hosts give. */
	public function testAYearsDocumentsAreAcknowledgedAFewThousandAtATime(): void {
		global $wpdb;
		$wpdb->query( 'UPDATE ' . OutboxTable::name() . " SET database_name = 'Demo2' WHERE state = 'sent'" );
		$sales = (int) $wpdb->get_var( 'SELECT COUNT(*) FROM ' . OutboxTable::name() . " WHERE role = 'sale' AND state = 'sent'" );
		self::assertGreaterThan( 5000, $sales );
		$most  = 0;
		$watch = static function ( string $query ) use ( &$most, $wpdb ): string {
			$most = max( $most, $wpdb->num_rows );
			return $query;
		};
		$now   = DatabaseClock::moment();
		add_filter( 'query', $watch );
		OutboxTable::acknowledgeDatabase( 'Demo2' );
		remove_filter( 'query', $watch );
		self::assertSame( [ (string) $sales, 5000 ], [ $wpdb->get_var( 'SELECT COUNT(*) FROM ' . OutboxTable::name() . " WHERE acknowledged_at >= $now" ), $most ] );
	}

	public function testACheckoutWaitsForNoneOfTheChangesOfMany(): void {
		$orders  = array_map( fn( int $place ): int => $this->order( $place ), range( self::ORDERS - 600, self::ORDERS - 1 ) );
		self::db()->query( "UPDATE " . OutboxTable::name() . " SET state = 'rejected', next_attempt_at = '2026-01-01' WHERE id % 100 = 0" );
		self::db()->query( 'START TRANSACTION' );
		OutboxTable::reopen( $orders );
		OutboxTable::settle( $orders, OutboxEntry::OPEN, OutboxEntry::CHECKING );
		OutboxTable::recheckRejected();
		OutboxTable::retryRejected();
		OutboxTable::erase( OutboxTable::erasable( time(), 500 ) );
		OutboxTable::disown();
		$code = '$GLOBALS["wpdb"]->query( "SET innodb_lock_wait_timeout = 1" );
			try {
				( new SorsApi\Entries\OutboxTable() )->addSale( $args[0], 60 );
				echo "added";
			} catch ( \Throwable $waited ) {
				echo $GLOBALS["wpdb"]->last_query, $GLOBALS["wpdb"]->last_error;
			}';
		try {
			$added = $this->inOtherProcess( $code, [ $this->order( self::ORDERS ) ] )->finish();
		} finally {
			self::db()->query( 'ROLLBACK' );
		}
		self::assertSame( 'added', $added );
	}

	public function reads(): array {
		return [
			'by order'         => [ static fn( self $test ): array => OrderQueries::page( [ 'search' => (string) $test->order( 100 ) ] )['ids'] ],
			'by number'        => [ static fn( self $test ): array => OrderQueries::page( [ 'search' => 'R-' . $test->order( 101 ) ] )['ids'] ],
			'by document'      => [ static fn( self $test ): array => OrderQueries::page( [ 'search' => 'sale' . $test->order( 102 ) ] )['ids'] ],
			'by reference'     => [ static fn( self $test ): array => OrderQueries::page( [ 'search' => 'bigshop-' . $test->order( 5104 ) . '-tpgrta-sale-1' ] )['ids'] ],
			'entry by number'  => [ static fn( self $test ): array => OutboxTable::list( [ 'search' => 'bigshop-' . $test->order( 105 ) . '-tpgrta-sale-1' ] )['items'] ],
			'known document'   => [ static fn( self $test ): array => array_filter( [ OutboxTable::knowsDocument( 'Demo2', 'sale' . $test->order( 5106 ) ) ] ) ],
			'a buyer'          => [ static fn( self $test ): array => CustomerTable::ofKeys( [ CustomerKey::ofEmail( 'kupac' . ( $test->order( 6000 ) ) . '@example.test' ) ] ) ],
			'a customer'       => [ static fn( self $test ): array => array_filter( [ CustomerTable::ofDocument( 'Demo2', 'K' . $test->order( 6000 ) ) ] ) ],
		];
	}

	/**
	 * @dataProvider reads
	 *
	 * @param \Closure(self): array<mixed> $read
	 */
	public function testOneIsFoundByItsIndex( \Closure $read ): void {
		$read( $this );
		$cost = RowsRead::by( fn(): array => $read( $this ) );
		self::assertCount( 1, $cost->answer );
		self::assertLessThan( 100, $cost->rows );
	}

	private function order( int $place ): int {
		return $this->first + 3 * $place;
	}
}
