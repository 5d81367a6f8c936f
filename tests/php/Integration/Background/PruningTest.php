<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Background;

use SorsApi\Database\DatabaseClock;
use SorsApi\Database\Tables;
use SorsApi\Entries\History;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Store\Levels;
use SorsApi\Store\PriceHistory;
use SorsApi\Sync\Engine\RunItems;
use SorsApi\Tests\Integration\Outbox\CaptureTestCase;

'cli' === PHP_SAPI || exit;

/** What is no longer needed goes in slices, since no statement keeps thousands of rows locked; what names a buyer goes every time. */
final class PruningTest extends CaptureTestCase {

	public function testOldPricesGoInSlices(): void {
		$this->fill( Tables::PRICES, 'object_id, day, price', static fn( int $n ): string => "($n, '2020-01-01', 1)" );
		self::db()->query( 'INSERT INTO ' . Tables::name( Tables::PRICES ) . " (object_id, day, price) VALUES (1, '2099-01-01', 1)" );
		self::assertSame( [ 500, 500, 200 ], $this->deleted( static fn() => PriceHistory::forget() ) );
		self::assertSame( '1', self::db()->get_var( 'SELECT COUNT(*) FROM ' . Tables::name( Tables::PRICES ) ) );
	}

	public function testLevelsThatSorsNoLongerShowsGoInSlices(): void {
		$this->fill( Tables::STOCK, 'run_id, code, code_hash, business_unit_id, read_at', static fn( int $n ): string => "(1, 'C$n', SHA2('C$n', 256), 'M', 1)" );
		self::db()->query( 'INSERT INTO ' . Tables::name( Tables::STOCK ) . " (run_id, code, code_hash, business_unit_id, read_at) VALUES (2, 'kept', SHA2('kept', 256), 'M', 1)" );
		self::assertSame( [ 500, 500, 200 ], $this->deleted( static fn() => ( new Levels() )->keepOnly( 2 ) ) );
		self::assertSame( 'kept', self::db()->get_var( 'SELECT GROUP_CONCAT(code) FROM ' . Tables::name( Tables::STOCK ) ) );
	}

	public function testWhatAnEarlierReadingFoundGoesInSlices(): void {
		$columns = 'run_id, reading, code, code_hash, name, action, outcome';
		$this->fill( Tables::RUN_ITEMS, $columns, static fn( int $n ): string => "(1, 1, 'C$n', SHA2('C$n', 256), '', 'none', 'skipped')" );
		$kept = array_map( static fn( string $row ): string => "($row, '', 'none', 'unchanged')", [ "1, 2, 'again', SHA2('again', 256)", "2, 1, 'other', SHA2('other', 256)" ] );
		self::db()->query( 'INSERT INTO ' . Tables::name( Tables::RUN_ITEMS ) . " ($columns) VALUES " . implode( ', ', $kept ) . ", (1, 1, 'done', SHA2('done', 256), '', 'update', 'updated')" );
		self::assertSame( [ 500, 500, 200 ], $this->deleted( static fn() => ( new RunItems() )->dropOutdated( 1, 2 ) ) );
		self::assertSame( 'again,other,done', self::db()->get_var( 'SELECT GROUP_CONCAT(code ORDER BY id) FROM ' . Tables::name( Tables::RUN_ITEMS ) ) );
	}

	public function testTheItemsOfAnOldRunGoInSlices(): void {
		$this->fill( Tables::RUN_ITEMS, 'run_id, reading, code, code_hash, name, action, outcome', static fn( int $n ): string => '(' . ( $n % 2 ) . ", 1, 'C$n', SHA2('C$n', 256), '', 'none', 'updated')" );
		$forgotten = 0;
		self::assertSame(
			[ 500, 50 ],
			$this->deleted(
				static function () use ( &$forgotten ): void {
					$forgotten = ( new RunItems() )->forget( 1, 550 );
				}
			)
		);
		self::assertSame( 550, $forgotten );
		self::assertSame( [ '600', '50' ], self::db()->get_col( 'SELECT COUNT(*) FROM ' . Tables::name( Tables::RUN_ITEMS ) . ' GROUP BY run_id ORDER BY run_id' ) );
	}

	private function fill( string $table, string $columns, callable $values ): void {
		$name = Tables::name( $table );
		self::db()->query( "DELETE FROM $name" );
		self::db()->query( "INSERT INTO $name ($columns) VALUES " . implode( ', ', array_map( $values, range( 1, 1200 ) ) ) );
	}

	/** @return list<int> Rows that each statement deleted. */
	private function deleted( callable $work ): array {
		global $wpdb;
		$sizes  = [];
		$before = '';
		$watch  = static function ( string $query ) use ( &$sizes, &$before, $wpdb ): string {
			if ( 0 === strpos( $before, 'DELETE' ) ) {
				$sizes[] = $wpdb->rows_affected;
			}
			$before = $query;
			return $query;
		};
		add_filter( 'query', $watch );
		$work();
		$wpdb->query( 'SELECT 1' );
		remove_filter( 'query', $watch );
		return $sizes;
	}

	/** A changed order is checked again, and may be refused again in words that name the buyer. */
	public function testWhatWasErasedAndIsRefusedAgainIsErasedAgain(): void {
		$entry   = OutboxTable::ensure( $this->createOrder( [] )->get_id(), OutboxEntry::ROLE_SALE, 0, 1 );
		$refused = [ 'state' => OutboxEntry::REJECTED, 'next_attempt_at' => null ];
		OutboxTable::update( $entry->id, $refused + [ 'body' => '{"name":"Petar"}', 'created_at' => DatabaseClock::datetime( time() - 367 * DAY_IN_SECONDS ) ] );
		$this->sweep()->run();
		self::assertNull( OutboxTable::get( $entry->id )->body ?? null );

		OutboxTable::wake( $entry->orderId, 0 );
		self::assertSame( [ OutboxEntry::QUEUED, 'asked' ], [ $this->column( $entry->id, 'state' ), $this->column( $entry->id, 'erasure' ) ] );
		OutboxTable::update( $entry->id, $refused );
		History::add( $entry->id, 'rejected', 'Petar Petrović' );
		$this->sweep()->run();
		self::assertSame( [ 'Erased, since it may have named the buyer.' ], array_column( History::of( $entry->id ), 'message' ) );
	}

	public function testABodyThatIsMadeAnewGoesAnewAndOneThatIsAskedForStaysSo(): void {
		$entry   = OutboxTable::ensure( $this->createOrder( [] )->get_id(), OutboxEntry::ROLE_SALE, 0, 1 );
		$sent    = [ 'state' => OutboxEntry::SENT, 'next_attempt_at' => null, 'created_at' => DatabaseClock::datetime( time() - 367 * DAY_IN_SECONDS ) ];
		foreach ( [ 'done', 'asked' ] as $mark ) {
			OutboxTable::update( $entry->id, $sent + [ 'erasure' => $mark ] );
			OutboxTable::update( $entry->id, [ 'body' => '{"name":"Petar"}' ] );
			self::assertSame( 'asked', $this->column( $entry->id, 'erasure' ) );
			$this->sweep()->run();
			self::assertSame( [ null, 'done' ], [ $this->column( $entry->id, 'body' ), $this->column( $entry->id, 'erasure' ) ], $mark );
		}
	}

	private function column( int $id, string $name ): ?string {
		return self::db()->get_row( self::db()->prepare( 'SELECT * FROM ' . OutboxTable::name() . ' WHERE id = %d', $id ), ARRAY_A )[ $name ];
	}
}
