<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync\Engine;

use SorsApi\Database\StorageError;
use SorsApi\Database\Tables;
use SorsApi\Sync\Engine\Run;
use SorsApi\Sync\Engine\RunItems;
use SorsApi\Sync\Engine\RunTable;
use SorsApi\Sync\Engine\StepQueue;
use SorsApi\Tests\Integration\Sync\SyncTestCase;
use SorsApi\Tests\Site\FailingStatements;

'cli' === PHP_SAPI || exit;

/** A statement on runs that the database refuses must not look like another answer. */
final class FailedStatementsTest extends SyncTestCase {

	protected function setUp(): void {
		parent::setUp();
		$this->assortment( 3 );
		$this->addItem( 'T1', 'Na lageru', [], [ (string) array_key_first( $this->units ) => 5 ] );
	}

	protected function tearDown(): void {
		FailingStatements::end();
		parent::tearDown();
	}

	public function testARunThatCouldNotBeCancelledIsNotTakenForOneThatGoesOn(): void {
		$run = $this->runs->start( 'catalog', 'apply', 'person' );
		$this->assertFails( 'UPDATE', Tables::RUNS, fn() => $this->runs->cancel( $run->id ) );
		self::assertSame( Run::QUEUED, $this->get( $run )->state );
	}

	public function testAnApprovalThatCouldNotBeWrittenIsNotTakenForAnotherRunAtWork(): void {
		$run = $this->runToEnd( 'catalog', 'preview' );
		self::assertSame( Run::AWAITING_APPROVAL, $run->state );
		$this->assertFails( 'UPDATE', Tables::RUNS, fn() => $this->runs->approve( $run->id ) );
		self::assertSame( Run::AWAITING_APPROVAL, $this->get( $run )->state );
		$this->assertSucceeded( $this->drive( $this->runs->approve( $run->id )->id ) );
	}

	public function testAWaitingRunThatCouldNotBeReplacedIsReplacedByTheNextAttempt(): void {
		$old       = $this->runToEnd( 'catalog', 'preview' );
		$hasFailed = false;
		FailingStatements::begin(
			static function ( string $query ) use ( &$hasFailed ): bool {
				$fails     = ! $hasFailed && 1 === preg_match( "/^\s*UPDATE .*sors_runs.*'cancelled'/s", $query );
				$hasFailed = $hasFailed || $fails;
				return $fails;
			}
		);
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		self::assertTrue( $hasFailed );
		self::assertSame( Run::CANCELLED, $this->get( $old )->state );
	}

	public function testARunThatCouldNotBeStoredIsRefused(): void {
		$this->refuse( 'INSERT', Tables::RUNS );
		$this->assertRefused( 'not_stored', fn() => $this->runs->start( 'catalog', 'apply', 'person' ) );
		FailingStatements::end();
		self::assertSame( 0, RunTable::list( [] )['total'] );
	}

	/** WooCommerce's list of scheduled actions shows the message to people. */
	public function testWhatBreaksAScheduledActionSaysSoInWords(): void {
		$run = $this->runs->start( 'catalog', 'apply', 'person' );
		$this->refuse( 'UPDATE', Tables::RUNS );
		$error = self::thrown( static fn() => do_action( StepQueue::HOOK, $run->id ), \Exception::class );
		self::assertStringStartsWith( 'The database of the shop refused a query: ', $error->getMessage() );
		self::assertDoesNotMatchRegularExpression( '/[\x02\x03\x1F]/', $error->getMessage() );
		self::assertInstanceOf( StorageError::class, $error->getPrevious() );
	}

	public function testItemsThatCouldNotBeReadAreNotTakenForNone(): void {
		$run   = $this->runToEnd( 'catalog' );
		$items = new RunItems();
		foreach ( [ fn() => $items->known( $run->id, 1, [ 'T1' ] ), fn() => $items->planned( $run->id, 0, 10 ), fn() => $items->count( $run->id, [ 'planned' ] ), fn() => $items->forget( $run->id, 10 ) ] as $read ) {
			$this->assertFails( 'SELECT', Tables::RUN_ITEMS, $read );
		}
	}

	public function testAnItemThatWasRolledBackIsCountedAsFailedOnly(): void {
		$hasFailed = false;
		FailingStatements::begin(
			static function ( string $query ) use ( &$hasFailed ): bool {
				$fails     = ! $hasFailed && 1 === preg_match( "/^\s*UPDATE .*sors_run_items.*'created'/s", $query );
				$hasFailed = $hasFailed || $fails;
				return $fails;
			}
		);
		$run = $this->runToEnd( 'catalog' );
		self::assertTrue( $hasFailed );
		self::assertSame( 1, $run->failed );
		self::assertSame( count( wc_get_products( [ 'limit' => -1 ] ) ), $run->created );
		self::assertSame( ( new RunItems() )->list( $run->id, [] )['total'], $run->processed );
	}

	public function testFailuresAtThreePlacesAreNotThreeInARow(): void {
		$once = [ '/FROM \S*sors_links WHERE id > /' => 0, '/t\.unlinked_from > 0/' => 0, "/FROM \S*sors_run_items WHERE .*'planned'.* LIMIT/s" => 0 ];
		FailingStatements::begin(
			static function ( string $query ) use ( &$once ): bool {
				foreach ( $once as $pattern => $failed ) {
					if ( 0 === $failed && 1 === preg_match( $pattern, $query ) ) {
						return (bool) ++$once[ $pattern ];
					}
				}
				return false;
			}
		);
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		self::assertSame( [ 1, 1, 1 ], array_values( $once ) );
	}

	public function testThreeFailuresAtOnePlaceEndTheRun(): void {
		$failed = 0;
		FailingStatements::begin(
			static function ( string $query ) use ( &$failed ): bool {
				$fails   = false !== strpos( $query, 't.unlinked_from > 0' );
				$failed += $fails ? 1 : 0;
				return $fails;
			}
		);
		self::assertSame( [ Run::FAILED, 3 ], [ $this->runToEnd( 'stock' )->state, $failed ] );
		FailingStatements::end();
		$this->assertSucceeded( $this->drive( $this->runs->resume( RunTable::list( [] )['items'][0]->id )->id ) );
	}

	public function testTwoRunsOfAKindAreStillRefusedAsThat(): void {
		$old = $this->runs->start( 'catalog', 'apply', 'person' );
		$this->runs->cancel( $old->id );
		$this->runs->start( 'catalog', 'apply', 'person' );
		$this->assertRefused( 'active', fn() => $this->runs->resume( $old->id ) );
	}

	private function get( Run $run ): Run {
		return RunTable::get( $run->id );
	}

	private function assertFails( string $verb, string $table, callable $work ): void {
		$this->refuse( $verb, $table );
		try {
			$work();
			self::fail( 'It was taken for an answer.' );
		} catch ( StorageError $error ) {
			self::assertNotSame( '', $error->getMessage() );
		} finally {
			FailingStatements::end();
		}
	}

	/** Makes each statement on the table fail that begins like this. */
	private function refuse( string $verb, string $table ): void {
		FailingStatements::begin( static fn( string $query ): bool => 1 === preg_match( "/^\s*$verb\b.*\b" . Tables::name( $table ) . '\b/s', $query ) );
	}
}
