<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Background;

use SorsApi\Background\Sweep;
use SorsApi\Counterparts\LinkedCustomers;
use SorsApi\Database\DatabaseClock;
use SorsApi\Database\Tables;
use SorsApi\Issues\Digest;
use SorsApi\Issues\Reconciliation;
use SorsApi\Services;
use SorsApi\Sync\Engine\Run;
use SorsApi\Sync\Engine\Schedules;
use SorsApi\Tests\Integration\Outbox\OutboxTestCase;
use SorsApi\Tests\Site\Mails;
use SorsApi\YearChange\NewerDatabase;

'cli' === PHP_SAPI || exit;

/** A server started with its clock a month ahead, and set it right a minute later: what runs by the clock goes on. */
final class ClockOnceAheadTest extends OutboxTestCase {

	private const AHEAD = 30 * DAY_IN_SECONDS;

	/** @return array<string, array{callable( self ): void, string, string}> What runs, its option, and where in it stands when it last did. */
	public function jobs(): array {
		return [
			'the sweep of orders'       => [ static fn( self $here ) => $here->services->sweep()->runIfDue(), Sweep::SWEPT_OPTION, '' ],
			'the discounts'             => [ static fn( self $here ) => $here->services->linkedCustomers()->refreshIfDue( 5 ), LinkedCustomers::OPTION, 'begunAt' ],
			'the daily comparison'      => [ static fn( self $here ) => $here->services->reconciliation()->runIfDue( 5 ), Reconciliation::OPTION, 'startedAt' ],
			'the look for a newer year' => [ static fn( self $here ) => $here->services->newerDatabase()->checkIfDue(), NewerDatabase::OPTION, 'at' ],
			'the mail about orders'     => [ static fn( self $here ) => $here->mailOfARefusedOrder(), Digest::OPTION, 'at' ],
		];
	}

	/** @dataProvider jobs */
	public function testWhatRanInTheFutureRunsAgain( callable $run, string $option, string $key ): void {
		$run( $this );
		$ran = self::ranAt( $option, $key );
		self::assertEqualsWithDelta( time(), $ran, 60 );
		$stored = get_option( $option );
		update_option( $option, '' === $key ? $ran + self::AHEAD : [ $key => $ran + self::AHEAD ] + $stored );
		$run( $this );
		self::assertEqualsWithDelta( time(), self::ranAt( $option, $key ), 60 );
	}

	public function testDiscountsThatWereToBeReadLaterAreRead(): void {
		$later = [ 'begunAt' => time(), 'after' => 0, 'retryAt' => time() + self::AHEAD, 'done' => false ];
		update_option( LinkedCustomers::OPTION, $later );
		$this->services->linkedCustomers()->refreshIfDue( 5 );
		wp_cache_flush();
		self::assertTrue( get_option( LinkedCustomers::OPTION )['done'] );
	}

	public function testASyncThatWasStartedInTheFutureIsNotWaitedFor(): void {
		$this->configure( [ 'schedule' => [ 'stock' => '15min' ] ] );
		self::scheduledRun( 0 );
		self::assertNotContains( 'stock', Schedules::due() );
		self::scheduledRun( self::AHEAD );
		self::assertNotContains( 'stock', Schedules::due(), 'The one of the present has just begun.' );
		self::scheduledRun( self::AHEAD, true );
		self::assertContains( 'stock', Schedules::due() );
	}

	/** @return array<string, array{callable(): array<string, int|string|null>}> What stands of the run by then. */
	public function halves(): array {
		return [
			'its process died'        => [ static fn(): array => [ 'lease_owner' => 'dead', 'lease_until' => DatabaseClock::now() + self::AHEAD * 1000000 ] ],
			'SORS asked for a pause'  => [ static fn(): array => [ 'resumes_at' => DatabaseClock::utc( self::AHEAD ) ] ],
			'its next step was lost'  => [ static fn(): array => [ 'resumes_at' => null ] ],
		];
	}

	/** @dataProvider halves */
	public function testASyncThatWasUnderWayInTheFutureGoesOn( callable $half ): void {
		$runs = ( new Services() )->sync()->runs();
		$run  = $runs->start( 'catalog', 'apply', 'person' );
		self::db()->update( Tables::name( Tables::RUNS ), $half() + [ 'updated_at' => DatabaseClock::utc( self::AHEAD ) ], [ 'id' => $run->id ] );
		as_unschedule_all_actions( 'sors_run_step' );
		do_action( 'sors_watchdog' );
		self::assertNotFalse( as_next_scheduled_action( 'sors_run_step', [ $run->id ], 'sors' ) );
		self::assertLessThan( time() + HOUR_IN_SECONDS, (int) as_next_scheduled_action( 'sors_run_step', [ $run->id ], 'sors' ) );
		$steps = 0;
		do {
			$run = $runs->step( $run->id );
		} while ( $run->isActive() && ++$steps < 30 );
		self::assertSame( Run::SUCCEEDED, $run->state, $run->message );
	}

	private static function scheduledRun( int $ahead, bool $alone = false ): void {
		if ( $alone ) {
			self::db()->delete( Tables::name( Tables::RUNS ), [ 'kind' => 'stock' ] );
		}
		$at = DatabaseClock::utc( $ahead );
		self::db()->insert( Tables::name( Tables::RUNS ), [ 'kind' => 'stock', 'mode' => 'apply', 'state' => Run::SUCCEEDED, 'started_by' => 'schedule', 'created_at' => $at, 'updated_at' => $at, 'finished_at' => $at ] );
	}

	private function mailOfARefusedOrder(): void {
		$this->handledOrder( [ $this->createProduct( uniqid( 'NEMA' ), '10', 5, 'Bez šifre' )->get_id() => 1 ] );
		Mails::during( fn() => ( new Digest( $this->outbox ) )->sendIfDue() );
	}

	private static function ranAt( string $option, string $key ): int {
		wp_cache_flush();
		$stored = get_option( $option );
		return (int) ( '' === $key ? $stored : $stored[ $key ] );
	}
}
