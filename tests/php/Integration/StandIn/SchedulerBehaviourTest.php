<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\StandIn;

'cli' === PHP_SAPI || exit;

/** What the plugin relies on in Action Scheduler: the same of the real one and of the stand-in's. */
final class SchedulerBehaviourTest extends BehaviourTestCase {

	private const HOOK  = 'stand_in_test_hook';
	private const GROUP = 'stand-in-test';

	/** @var list<list<mixed>> */
	private array $calls = [];

	protected function setUp(): void {
		parent::setUp();
		add_action(
			self::HOOK,
			function ( ...$args ): void {
				$this->calls[] = $args;
				if ( 'throw' === ( $args[0] ?? '' ) ) {
					throw new \RuntimeException( 'Pukao' );
				}
			},
			10,
			3
		);
	}

	/** By the event of WP-Cron, as a site does. */
	private function runQueue(): void {
		self::assertInstanceOf( \ActionScheduler_QueueRunner::class, \ActionScheduler_QueueRunner::instance() );
		do_action( 'action_scheduler_run_queue', 'WP Cron' );
	}

	/**
	 * @param array<string, mixed> $args
	 * @return list<int>
	 */
	private function ids( array $args = [] ): array {
		return array_map( 'intval', array_values( as_get_scheduled_actions( $args + [ 'group' => self::GROUP, 'per_page' => -1, 'orderby' => 'action_id', 'order' => 'ASC' ], 'ids' ) ) );
	}

	public function test_it_is_ready_and_planned(): void {
		self::assertTrue( \ActionScheduler::is_initialized() );
		self::assertSame( 1, did_action( 'action_scheduler_init' ) );
		self::assertIsInt( wp_next_scheduled( 'action_scheduler_run_queue', [ 'WP Cron' ] ) );
		self::assertSame( 60, wp_get_schedules()['every_minute']['interval'] );
	}

	public function test_an_async_action_runs_once_with_its_arguments(): void {
		$id = as_enqueue_async_action( self::HOOK, [ 7, 'b' ], self::GROUP );
		self::assertGreaterThan( 0, $id );
		self::assertTrue( as_next_scheduled_action( self::HOOK, [ 7, 'b' ], self::GROUP ) );
		self::assertTrue( as_has_scheduled_action( self::HOOK ) );
		self::assertFalse( as_next_scheduled_action( self::HOOK, [ 8 ], self::GROUP ) );
		self::assertFalse( as_has_scheduled_action( self::HOOK, [], self::GROUP ) );
		self::assertFalse( as_has_scheduled_action( self::HOOK, [ 7, 'b' ], 'other' ) );
		$this->runQueue();
		$this->runQueue();
		self::assertSame( [ [ 7, 'b' ] ], $this->calls );
		self::assertFalse( as_has_scheduled_action( self::HOOK ) );
		self::assertSame( [ $id ], $this->ids( [ 'status' => \ActionScheduler_Store::STATUS_COMPLETE ] ) );
	}

	public function test_a_single_action_waits_for_its_time(): void {
		$due = time() + 3600;
		as_schedule_single_action( $due, self::HOOK, [ 'a' => 'x' ], self::GROUP );
		self::assertSame( $due, as_next_scheduled_action( self::HOOK, null, self::GROUP ) );
		$this->runQueue();
		self::assertSame( [], $this->calls );
		as_schedule_single_action( time() - 10, self::HOOK, [ 'a' => 'y' ], self::GROUP );
		$this->runQueue();
		self::assertSame( [ [ 'y' ] ], $this->calls );
	}

	public function test_by_priority_then_by_time_then_in_the_order_they_came(): void {
		as_schedule_single_action( time() - 10, self::HOOK, [ 'third' ], self::GROUP );
		as_schedule_single_action( time() - 20, self::HOOK, [ 'second' ], self::GROUP );
		as_schedule_single_action( time() - 10, self::HOOK, [ 'fourth' ], self::GROUP );
		as_schedule_single_action( time() - 5, self::HOOK, [ 'first' ], self::GROUP, false, 0 );
		as_schedule_single_action( time() - 30, self::HOOK, [ 'last' ], self::GROUP, false, 20 );
		$this->runQueue();
		self::assertSame( [ 'first', 'second', 'third', 'fourth', 'last' ], array_column( $this->calls, 0 ) );
	}

	public function test_what_an_action_enqueues_runs_in_the_same_go(): void {
		add_action(
			'stand_in_test_parent',
			static function (): void {
				as_enqueue_async_action( self::HOOK, [ 'child' ], self::GROUP );
			}
		);
		as_enqueue_async_action( 'stand_in_test_parent', [], self::GROUP );
		$this->runQueue();
		self::assertSame( [ [ 'child' ] ], $this->calls );
	}

	/** One of the same hook and group; Action Scheduler 4 looks at the arguments, too. */
	public function test_unique(): void {
		self::assertGreaterThan( 0, as_schedule_single_action( time() + 60, self::HOOK, [ 1 ], self::GROUP, true ) );
		self::assertSame( 0, as_schedule_single_action( time() + 60, self::HOOK, [ 1 ], self::GROUP, true ) );
		self::assertSame( self::uniquenessLooksAtArguments(), as_enqueue_async_action( self::HOOK, [ 2 ], self::GROUP, true ) > 0 );
		self::assertGreaterThan( 0, as_enqueue_async_action( self::HOOK, [ 1 ], 'other-' . self::GROUP, true ) );
		self::assertGreaterThan( 0, as_enqueue_async_action( self::HOOK, [ 1 ], self::GROUP ) );
		self::assertCount( self::uniquenessLooksAtArguments() ? 3 : 2, $this->ids() );
	}

	/** The stand-in is as the newest. */
	private static function uniquenessLooksAtArguments(): bool {
		return ! self::isRealStore() || version_compare( \ActionScheduler_Versions::instance()->latest_version(), '4.0.0', '>=' );
	}

	public function test_one_that_runs_counts_as_scheduled(): void {
		$seen = [];
		add_action(
			'stand_in_test_running',
			static function () use ( &$seen ): void {
				$seen[] = as_next_scheduled_action( 'stand_in_test_running', [], self::GROUP );
				$seen[] = as_has_scheduled_action( 'stand_in_test_running', [], self::GROUP );
				$seen[] = as_enqueue_async_action( 'stand_in_test_running', [], self::GROUP, true );
			}
		);
		as_enqueue_async_action( 'stand_in_test_running', [], self::GROUP );
		$this->runQueue();
		self::assertSame( [ true, true, 0 ], $seen );
	}

	public function test_a_recurring_action_comes_again(): void {
		as_schedule_recurring_action( time() - 300, 60, self::HOOK, [], self::GROUP, true, 0 );
		$this->runQueue();
		self::assertCount( 1, $this->calls, 'What was missed is not made up for.' );
		self::assertEqualsWithDelta( time() + 60, as_next_scheduled_action( self::HOOK, [], self::GROUP ), 3 );
		$next = current( as_get_scheduled_actions( [ 'group' => self::GROUP, 'status' => 'pending' ] ) );
		self::assertSame( [ self::HOOK, [], self::GROUP, 0, true, false ], [ $next->get_hook(), $next->get_args(), $next->get_group(), $next->get_priority(), $next->get_schedule()->is_recurring(), $next->is_finished() ] );
		self::assertEquals( 60, $next->get_schedule()->get_recurrence() );
		self::assertSame( as_next_scheduled_action( self::HOOK ), $next->get_schedule()->get_date()->getTimestamp() );
	}

	public function test_a_recurring_action_that_keeps_failing_is_given_up(): void {
		$failed = [];
		add_action(
			'action_scheduler_failed_execution',
			static function ( $id, $error ) use ( &$failed ): void {
				$failed[] = $error->getMessage();
			},
			10,
			2
		);
		as_schedule_recurring_action( time() - 100, 10, self::HOOK, [ 'throw' ], self::GROUP );
		for ( $i = 1; $i <= 7; ++$i ) {
			$this->runQueue();
			$this->rewindTheClock();
		}
		self::assertSame( array_fill( 0, 5, 'Pukao' ), $failed );
		self::assertCount( 5, $this->ids( [ 'status' => \ActionScheduler_Store::STATUS_FAILED ] ) );
		self::assertFalse( as_has_scheduled_action( self::HOOK ) );
	}

	/** Everything that waits is due, and what ran is a while ago. */
	private function rewindTheClock(): void {
		global $wpdb;
		if ( self::isRealStore() ) {
			$wpdb->query( "UPDATE {$wpdb->prefix}actionscheduler_actions SET scheduled_date_gmt = DATE_SUB(scheduled_date_gmt, INTERVAL 60 SECOND)" );
		} else {
			$wpdb->query( "UPDATE {$wpdb->prefix}stand_in_actions SET due = due - 60" );
		}
	}

	public function test_a_failure_stops_nobody_else(): void {
		as_enqueue_async_action( self::HOOK, [ 'throw' ], self::GROUP );
		as_enqueue_async_action( self::HOOK, [ 'fine' ], self::GROUP );
		as_enqueue_async_action( 'stand_in_test_nobody_listens', [], self::GROUP );
		$this->runQueue();
		self::assertSame( [ 'throw', 'fine' ], array_column( $this->calls, 0 ) );
		self::assertCount( 2, $this->ids( [ 'status' => 'failed' ] ) );
		self::assertCount( 1, $this->ids( [ 'status' => 'complete' ] ) );
	}

	public function test_a_cron_action(): void {
		as_schedule_cron_action( strtotime( '2031-03-01 10:00:30 UTC' ), '30 4 * * *', self::HOOK, [], self::GROUP );
		self::assertSame( '2031-03-02 04:30:00', gmdate( 'Y-m-d H:i:s', as_next_scheduled_action( self::HOOK, [], self::GROUP ) ) );
		as_unschedule_action( self::HOOK, [], self::GROUP );
		as_schedule_cron_action( time() - 7200, '*/5 * * * *', self::HOOK, [], self::GROUP );
		$this->runQueue();
		self::assertCount( 1, $this->calls );
		self::assertEqualsWithDelta( time() + 150, as_next_scheduled_action( self::HOOK, [], self::GROUP ), 151 );
		self::assertSame( 0, as_next_scheduled_action( self::HOOK, [], self::GROUP ) % 300 );
	}

	public function test_unschedule(): void {
		foreach ( [ [ 1 ], [ 1 ], [ 2 ], [] ] as $delay => $args ) {
			as_schedule_single_action( time() + 60 + $delay, self::HOOK, $args, self::GROUP );
		}
		as_schedule_single_action( time() + 60, self::HOOK, [ 1 ], 'other-' . self::GROUP );
		self::assertSame( $this->ids()[0], (int) as_unschedule_action( self::HOOK, [ 1 ], self::GROUP ) );
		self::assertCount( 3, $this->ids( [ 'status' => 'pending' ] ) );
		as_unschedule_all_actions( self::HOOK, [ 1 ], self::GROUP );
		self::assertCount( 2, $this->ids( [ 'status' => 'pending' ] ) );
		as_unschedule_all_actions( self::HOOK, [], self::GROUP );
		self::assertCount( 1, $this->ids( [ 'status' => 'pending' ] ), 'With hook and group, no arguments means: those without any.' );
		as_unschedule_all_actions( '', [], self::GROUP );
		self::assertSame( [], $this->ids( [ 'status' => 'pending' ] ) );
		self::assertTrue( as_has_scheduled_action( self::HOOK ) );
		as_unschedule_all_actions( self::HOOK );
		self::assertFalse( as_has_scheduled_action( self::HOOK ) );
		self::assertCount( 4, $this->ids( [ 'status' => \ActionScheduler_Store::STATUS_CANCELED ] ) );
		self::assertNull( as_unschedule_action( self::HOOK, [ 1 ], self::GROUP ) );
	}

	public function test_lists(): void {
		for ( $i = 0; $i < 7; ++$i ) {
			as_schedule_single_action( time() + $i * 60, self::HOOK, [ $i ], self::GROUP );
		}
		self::assertCount( 5, as_get_scheduled_actions( [ 'group' => self::GROUP ] ), 'Five, unless more are asked for.' );
		self::assertCount( 7, $this->ids() );
		self::assertSame( [ [ 6 ], [ 5 ] ], array_values( array_map( static fn( $action ) => $action->get_args(), as_get_scheduled_actions( [ 'hook' => self::HOOK, 'per_page' => 2, 'orderby' => 'date', 'order' => 'DESC' ] ) ) ) );
		self::assertCount( 3, $this->ids( [ 'date' => time() + 125 ] ) );
		self::assertCount( 1, $this->ids( [ 'args' => [ 3 ] ] ) );
		self::assertSame( array_slice( $this->ids(), 2, 2 ), $this->ids( [ 'per_page' => 2, 'offset' => 2 ] ) );
	}
}
