<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync\Engine;

use SorsApi\Database\TransactionBroken;
use SorsApi\Sync\Engine\Lease;
use SorsApi\Sync\Engine\LeaseLost;
use SorsApi\Sync\Engine\Run;
use SorsApi\Sync\Engine\RunTable;
use SorsApi\Tests\Integration\Sync\SyncTestCase;

'cli' === PHP_SAPI || exit;

/** Two processes believe that a run is theirs: only one of them writes. @group sqlite */
final class LeaseTest extends SyncTestCase {

	private RunTable $table;
	private Lease $lease;
	private Run $run;

	protected function setUp(): void {
		parent::setUp();
		$this->table = new RunTable();
		$this->lease = $this->claim( $this->runs->start( 'catalog', 'apply', 'person' )->id );
		$this->run   = $this->lease->run();
	}

	public function testItsHolderWritesAsOftenAsItLikesAndKeepsItMeanwhile(): void {
		for ( $i = 1; $i <= 20; $i++ ) {
			$this->say( "page $i" );
			self::assertSame( "page $i", $this->table->get( $this->run->id )->message );
			self::assertNull( Lease::claim( $this->run->id ) );
		}
	}

	public function testAProcessThatSleptPastItsEndWritesNothingOnceAnotherHasIt(): void {
		$this->letItEnd();
		$other = $this->claim( $this->run->id );
		$done  = false;
		try {
			$this->lease->hold(
				$this->run,
				static function () use ( &$done ): void {
					$done = true;
				}
			);
			self::fail( 'It wrote.' );
		} catch ( LeaseLost $lost ) {
			self::assertFalse( $done, 'It did not even begin.' );
		}
		$this->lease->release();
		$run          = $other->run();
		$run->message = 'the other one';
		$other->hold( $run, static function (): void {} );
		self::assertSame( 'the other one', $this->table->get( $this->run->id )->message );
	}

	public function testAProcessThatSleptPastItsEndGoesOnWhereNoOtherCame(): void {
		$this->letItEnd();
		$this->say( 'still here' );
		self::assertSame( 'still here', $this->table->get( $this->run->id )->message );
		self::assertNull( Lease::claim( $this->run->id ) );
	}

	public function testWorkThatAnotherPluginRolledBackDoesNotCountAsSaved(): void {
		$this->say( 'before' );
		$this->expectBroken( static fn() => self::db()->query( 'ROLLBACK' ) );
		self::assertSame( 'before', $this->table->get( $this->run->id )->message );
		$this->say( 'tried again' );
		self::assertSame( 'tried again', $this->table->get( $this->run->id )->message );
	}

	public function testARunThatWasCancelledAfterAnotherPluginsCommitStaysCancelled(): void {
		$this->expectBroken( function (): void {
			self::db()->query( 'COMMIT' );
			$this->table->change( $this->run, Run::ACTIVE, Run::CANCELLED, 'stop' );
		} );
		$this->expectException( LeaseLost::class );
		try {
			$this->say( 'going on' );
		} finally {
			self::assertSame( [ 'cancelled', 'stop' ], [ $this->table->get( $this->run->id )->state, $this->table->get( $this->run->id )->message ] );
		}
	}

	private function claim( int $id ): Lease {
		return Lease::claim( $id );
	}

	private function say( string $message ): void {
		$this->run->message = $message;
		$this->lease->hold( $this->run, static function (): void {} );
	}

	private function letItEnd(): void {
		global $wpdb;
		$wpdb->query( "UPDATE {$wpdb->prefix}sors_runs SET lease_until = 1" );
	}

	private function expectBroken( callable $work ): void {
		try {
			$this->run->message = 'lost';
			$this->lease->hold( $this->run, $work );
			self::fail( 'It was taken for saved.' );
		} catch ( TransactionBroken $broken ) {
			self::assertNotSame( 'lost', $this->table->get( $this->run->id )->message );
		}
	}
}
