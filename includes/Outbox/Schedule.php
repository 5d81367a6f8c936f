<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

/** Lets the worker run each minute, and again at once while there is more than one minute can take. */
final class Schedule {

	public const GROUP = 'sors';

	/** Seconds. Action Scheduler gives its queue thirty; the other actions want their part. */
	private const BUDGET = 15;

	private Worker $worker;
	private Sweep $sweep;

	public function __construct( Worker $worker, Sweep $sweep ) {
		$this->worker = $worker;
		$this->sweep  = $sweep;
	}

	public function register(): void {
		add_action( Worker::HOOK, [ $this, 'run' ], 10, 0 );
		add_action( 'action_scheduler_init', [ $this, 'ensure' ], 10, 0 );
	}

	public function run(): void {
		$this->sweep->runIfDue();
		$begun   = microtime( true );
		$handled = $this->worker->work( self::BUDGET );
		if ( $handled > 0 && microtime( true ) - $begun >= self::BUDGET ) {
			as_enqueue_async_action( Worker::HOOK, [ 'more' ], self::GROUP, false, 0 );
		}
	}

	/** Shop visitors must not pay for this look-up; somebody else is along often enough. */
	public function ensure(): void {
		if ( ! is_admin() && ! wp_doing_cron() && ! ( defined( 'WP_CLI' ) && WP_CLI ) ) {
			return;
		}
		if ( ! as_has_scheduled_action( Worker::HOOK, [], self::GROUP ) ) {
			as_schedule_recurring_action( time(), 60, Worker::HOOK, [], self::GROUP, false, 0 );
		}
	}
}
