<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Background;

use SorsApi\Sync\Engine\Lease;
use SorsApi\Sync\Engine\Run;
use SorsApi\Sync\Engine\RunTable;
use SorsApi\Sync\Engine\Schedules;
use SorsApi\Tests\Integration\Sync\SyncTestCase;

'cli' === PHP_SAPI || exit;

/** What goes on without anybody at the screen. */
final class WatchdogTest extends SyncTestCase {

	protected const ASSORTMENT = 3;

	public function testARunWhoseProcessDiedGoesOn(): void {
		$run = $this->runs->start( 'catalog', 'apply', 'person' );
		self::assertNotNull( Lease::claim( $run->id ) );
		as_unschedule_all_actions( 'sors_run_step' );
		do_action( 'sors_watchdog' );
		self::assertFalse( $this->isPlanned( $run->id ), 'somebody is working on it' );
		$this->setRun( $run->id, [ 'lease_until' => 1, 'updated_at' => gmdate( 'Y-m-d H:i:s', time() - 300 ) ] );
		do_action( 'sors_watchdog' );
		self::assertTrue( $this->isPlanned( $run->id ) );
		$this->assertSucceeded( $this->drive( $run->id ) );
	}

	public function testWhatARunReadLongAgoIsReadAgain(): void {
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		$this->bringInItem( 'T1', 'Prvi', [], [ $this->firstUnit => 5 ] );
		$run = $this->runs->start( 'stock', 'apply', 'person' );
		for ( $parts = 0; Run::APPLYING !== $run->state; ++$parts ) {
			self::assertLessThan( 100, $parts );
			$run = $this->part( $run );
		}
		as_unschedule_all_actions( 'sors_run_step' );
		$this->setRun( $run->id, [ 'lease_until' => 1, 'updated_at' => gmdate( 'Y-m-d H:i:s', time() - WEEK_IN_SECONDS ) ] );
		$this->patchSors( [ [ 'do' => 'setStock', 'code' => 'T1', 'unit' => $this->firstUnit, 'onHand' => 2 ] ] );
		do_action( 'sors_watchdog' );
		self::assertTrue( $this->isPlanned( $run->id ) );
		$this->assertSucceeded( $this->drive( $run->id ) );
		self::assertEquals( 2, $this->productOf( 'T1' )->get_stock_quantity() );
	}

	/** Hosts whose cron comes once an hour, or a shop without visitors at night. */
	public function testARunWhoseStepsAreHoursApartComesToItsEnd(): void {
		$this->assortment( 3 );
		$run = $this->runs->start( 'catalog', 'apply', 'person' );
		for ( $step = 1; $step <= 40 && $run->isActive(); $step++ ) {
			$run = $this->part( $run );
			$this->setRun( $run->id, [ 'updated_at' => gmdate( 'Y-m-d H:i:s', time() - 2 * HOUR_IN_SECONDS ) ] );
		}
		$this->assertSucceeded( $run );
	}

	public function testAPausedRunWaitsForItsTime(): void {
		$run = $this->runs->start( 'catalog', 'apply', 'person' );
		as_unschedule_all_actions( 'sors_run_step' );
		$this->setRun( $run->id, [ 'resumes_at' => gmdate( 'Y-m-d H:i:s', time() + 600 ), 'updated_at' => gmdate( 'Y-m-d H:i:s', time() - 300 ) ] );
		do_action( 'sors_watchdog' );
		self::assertGreaterThan( time() + 500, as_next_scheduled_action( 'sors_run_step', [ $run->id ], 'sors' ) );
	}

	public function testInTheBackgroundAPauseIsFollowedByTheNextStep(): void {
		$this->sors->post( 'faults', [ 'rules' => [ [ 'operation' => 'listProducts', 'times' => 1, 'action' => [ 'kind' => 'status', 'status' => 429, 'retryAfter' => 300 ] ] ] ] );
		$run = $this->runs->start( 'catalog', 'apply', 'schedule' );
		// The step is the action that is running just now, as far as Action Scheduler can tell.
		\ActionScheduler::runner()->run( 'test' );
		$run = RunTable::get( $run->id );
		self::assertNotNull( $run->resumesAt );
		self::assertEqualsWithDelta( strtotime( $run->resumesAt . ' UTC' ), as_next_scheduled_action( 'sors_run_step', [ $run->id ], 'sors' ), 5 );
	}

	public function testALargeHistoryIsForgottenInParts(): void {
		$old = $this->runToEnd( 'catalog' );
		$this->runToEnd( 'catalog' );
		$all = count( $this->itemsOf( $old ) );
		self::assertGreaterThan( 2, $all );
		$this->setRun( $old->id, [ 'updated_at' => gmdate( 'Y-m-d H:i:s', time() - 31 * DAY_IN_SECONDS ) ] );
		RunTable::forget( 30, $all - 1 );
		self::assertNotNull( RunTable::get( $old->id ) );
		self::assertCount( 1, $this->itemsOf( $old ) );
		RunTable::forget( 30, $all - 1 );
		self::assertNull( RunTable::get( $old->id ) );
		self::assertCount( 0, $this->itemsOf( $old ) );
	}

	public function testRunsBeginByTheirSchedule(): void {
		do_action( 'sors_watchdog' );
		self::assertSame( 0, RunTable::list( [] )['total'] );
		self::assertNull( Schedules::nextAt( 'stock' ) );

		$this->configure( [ 'schedule' => [ 'stock' => 'hourly', 'catalog' => 'daily@03:00', 'images' => 'off' ] ] );
		self::assertLessThanOrEqual( time() + 1, strtotime( (string) Schedules::nextAt( 'stock' ) ) );
		self::assertSame( '03:00', wp_date( 'H:i', strtotime( (string) Schedules::nextAt( 'catalog' ) ) ) );
		do_action( 'sors_watchdog' );
		do_action( 'sors_watchdog' );
		self::assertSame( [ 'stock', 'schedule' ], [ RunTable::list( [] )['items'][0]->kind, RunTable::list( [] )['items'][0]->startedBy ] );
		self::assertSame( 1, RunTable::list( [] )['total'] );
		$run = $this->driveWell( RunTable::list( [] )['items'][0]->id );
		do_action( 'sors_watchdog' );
		self::assertSame( 1, RunTable::list( [] )['total'], 'not due yet' );
		self::assertGreaterThan( time() + 3000, strtotime( (string) Schedules::nextAt( 'stock' ) ) );
		$this->setRun( $run->id, [ 'created_at' => gmdate( 'Y-m-d H:i:s', time() - 3600 ) ] );
		do_action( 'sors_watchdog' );
		self::assertSame( 2, RunTable::list( [] )['total'] );
	}

	public function testAScheduledStockRunAsksOnlyForWhatChanged(): void {
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		$this->addItem( 'T1', 'Prvi', [], [ $this->firstUnit => 5, (string) array_keys( $this->units )[1] => 2 ] );
		$this->runAll( 'catalog', 'stock' );
		$first = $this->since();
		self::assertSame( [], array_filter( $first ), 'a person’s run looks at everything' );

		// Only what changed long after the last reading shows: the overlap is an hour.
		$passes = get_option( 'sors_stock_passes' );
		$this->readLongAfterChanges();
		$run = $this->driveWell( $this->runs->start( 'stock', 'apply', 'schedule' )->id );
		self::assertSame( 0, $run->updated );
		self::assertNotSame( [], array_filter( $this->since() ) );
		self::assertEquals( 7, $this->productOf( 'T1' )->get_stock_quantity(), 'what did not show stays as it is' );

		$this->setClockRight();
		update_option( 'sors_stock_passes', $passes );
		$this->patchSors( [ [ 'do' => 'setStock', 'code' => 'T1', 'unit' => $this->firstUnit, 'onHand' => 4 ] ] );
		$this->assertSucceeded( $this->drive( $this->runs->start( 'stock', 'apply', 'schedule' )->id ) );
		self::assertEquals( 6, $this->productOf( 'T1' )->get_stock_quantity(), 'the other unit counts as it was read before' );

		$this->configure( [ 'documentKind' => 'deliveryNote', 'stockMode' => 'onHand' ] );
		$this->sors->get( 'state' );
		$this->assertSucceeded( $this->drive( $this->runs->start( 'stock', 'apply', 'schedule' )->id ) );
		self::assertSame( [], array_filter( $this->since() ), 'other settings: everything again' );
	}

	public function testHistoryIsForgottenAfterThirtyDays(): void {
		$old = $this->runToEnd( 'catalog' );
		$new = $this->runToEnd( 'catalog' );
		$this->setRun( $old->id, [ 'updated_at' => gmdate( 'Y-m-d H:i:s', time() - 31 * DAY_IN_SECONDS ) ] );
		do_action( 'sors_watchdog' );
		self::assertNull( RunTable::get( $old->id ) );
		self::assertNotNull( RunTable::get( $new->id ) );
		self::assertSame( [], $this->itemsOf( $old ) );
	}

	private function setRun( int $id, array $values ): void {
		self::db()->update( self::db()->prefix . 'sors_runs', $values, [ 'id' => $id ] );
	}

	private function isPlanned( int $id ): bool {
		return false !== as_next_scheduled_action( 'sors_run_step', [ $id ], 'sors' );
	}

	/** @return list<bool> Of the last run's inventory requests: whether they asked for changes only. */
	private function since(): array {
		$asked = [];
		$name  = $this->sors->get( 'contract' )['operations']['listInventory']['query']['modifiedSince'];
		foreach ( $this->sors->get( 'requests' )['requests'] as $request ) {
			if ( 'listInventory' === $request['operation'] ) {
				$asked[] = false !== strpos( (string) wp_json_encode( $request ), $name );
			}
		}
		return array_slice( $asked, -2 );
	}
}
