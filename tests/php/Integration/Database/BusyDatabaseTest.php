<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Database;

use SorsApi\Database\DatabaseClock;
use SorsApi\Database\Sql;
use SorsApi\Database\Tables;
use SorsApi\Database\Transaction;
use SorsApi\Database\TransactionBroken;
use SorsApi\Sync\Engine\RunTable;
use SorsApi\Tests\Integration\Sync\SyncTestCase;
use SorsApi\Tests\Site\OtherProcess;

'cli' === PHP_SAPI || exit;

/** Another process holds what we want to write, for longer than the database lets us wait. @group sqlite */
final class BusyDatabaseTest extends SyncTestCase {

	private const OPTIONS = [ 'sors_test_first', 'sors_test_second' ];

	private string $stop = '';

	protected function setUp(): void {
		parent::setUp();
		$this->stop = (string) tempnam( sys_get_temp_dir(), 'sors' );
	}

	protected function tearDown(): void {
		unlink( $this->stop );
		self::waitFor( DatabaseClock::isInProcess() ? 10 : 50 );
		parent::tearDown();
	}

	public function testACancelThatCannotBeWrittenIsNotLostInSilence(): void {
		$run    = $this->runs->start( 'catalog', 'apply', 'person' );
		$holder = $this->holdRun( $run->id );
		$answer = $this->restAsAdmin( 'POST', "runs/{$run->id}/cancel" );
		self::assertSame( [ 503, 'sors_database_busy' ], [ $answer->get_status(), $answer->get_data()['code'] ] );
		self::assertStringContainsString( 'Try again', $answer->get_data()['message'] );
		self::assertSame( 'queued', RunTable::get( $run->id )->state );
		$this->release( $holder );
		self::assertSame( 'cancelled', $this->runs->cancel( $run->id )->state );
	}

	public function testWhatDidNotGetThroughMayBeTriedAgain(): void {
		$run    = $this->runs->start( 'catalog', 'apply', 'person' );
		$holder = $this->holdRun( $run->id );
		$write  = static fn(): int => Sql::run( 'UPDATE ' . Tables::name( Tables::RUNS ) . " SET message = 'written' WHERE id = {$run->id}" );
		$broken = self::thrown( static fn() => Transaction::run( $write ), TransactionBroken::class );
		self::assertStringNotContainsString( '<', $broken->getMessage() );
		self::assertMatchesRegularExpression( '/lock/i', $broken->getMessage() );
		$this->release( $holder );
		self::assertSame( 1, Transaction::run( $write ) );
		self::assertSame( 'written', RunTable::get( $run->id )->message );
	}

	/** WordPress goes on after a statement that failed: what came before it may have been rolled back by then. */
	public function testAFailedStatementLeavesAllOfATransactionOrNothing(): void {
		global $wpdb;
		$wpdb->suppress_errors();
		try {
			Transaction::run(
				static function () use ( $wpdb ): void {
					foreach ( [ self::OPTIONS[0], self::OPTIONS[0], self::OPTIONS[1] ] as $name ) {
						$wpdb->query( $wpdb->prepare( "INSERT INTO $wpdb->options (option_name, option_value, autoload) VALUES (%s, 'x', 'off')", $name ) );
					}
				}
			);
			$expected = 2;
		} catch ( TransactionBroken $broken ) {
			self::assertStringNotContainsString( '<', $broken->getMessage() );
			self::assertStringContainsString( 'option_name', $broken->getMessage() );
			$expected = 0;
		} finally {
			$wpdb->suppress_errors( false );
		}
		self::assertSame( $expected, (int) $wpdb->get_var( "SELECT COUNT(*) FROM $wpdb->options WHERE option_name IN (" . Sql::quoted( self::OPTIONS ) . ')' ) );
	}

	/** One transaction after the other, as in a run of many products: other writers do not wait for its end. */
	public function testARunLetsOthersWrite(): void {
		$other = $this->inOtherProcess(
			'global $wpdb; $waits = []; file_put_contents( $args[0], "begun" );
			while ( "stop" !== file_get_contents( $args[0] ) ) {
				$since = microtime( true );
				$wpdb->query( "UPDATE $wpdb->options SET option_value = option_value WHERE option_name = \'blogname\'" );
				$waits[] = microtime( true ) - $since;
				usleep( 1000 );
			}
			echo max( $waits );',
			[ $this->stop ]
		);
		self::waitUntil( fn(): bool => 'begun' === file_get_contents( $this->stop ) );
		$begun = microtime( true );
		while ( microtime( true ) - $begun < 6 ) {
			Transaction::run(
				static function (): void {
					Sql::run( 'UPDATE ' . Tables::name( Tables::RUNS ) . " SET message = 'mine' WHERE id = 0" );
					usleep( 30000 );
				}
			);
		}
		file_put_contents( $this->stop, 'stop' );
		self::assertLessThan( 3, (float) $other->finish() );
	}

	/** @return OtherProcess Which keeps the run's row locked until release(). */
	private function holdRun( int $id ): OtherProcess {
		$holder = $this->inOtherProcess(
			'global $wpdb; $wpdb->query( "START TRANSACTION" );
			$wpdb->query( "UPDATE {$wpdb->prefix}sors_runs SET updated_at = updated_at WHERE id = " . (int) $args[0] );
			file_put_contents( $args[1], "held" );
			while ( "held" === file_get_contents( $args[1] ) ) { usleep( 10000 ); }
			$wpdb->query( "COMMIT" );',
			[ $id, $this->stop ]
		);
		self::waitUntil( fn(): bool => 'held' === file_get_contents( $this->stop ) );
		self::waitFor( 1 );
		return $holder;
	}

	private function release( OtherProcess $holder ): void {
		file_put_contents( $this->stop, 'stop' );
		$holder->finish();
	}

	/** Seconds to wait for a lock before the database gives up. */
	private static function waitFor( int $seconds ): void {
		if ( DatabaseClock::isInProcess() ) {
			self::db()->__get( 'dbh' )->get_connection()->get_pdo()->setAttribute( \PDO::ATTR_TIMEOUT, $seconds );
		} else {
			self::db()->query( "SET SESSION innodb_lock_wait_timeout = $seconds" );
		}
	}

	private static function waitUntil( callable $isSo ): void {
		for ( $waited = 0; $waited < 600 && ! $isSo(); $waited++ ) {
			usleep( 100000 );
		}
		self::assertTrue( $isSo(), 'The other process does not begin.' );
	}
}
