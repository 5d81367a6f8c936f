<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Engine;

/** Steps in the background, through Action Scheduler. */
final class StepQueue {

	public const HOOK  = 'sors_run_step';
	public const GROUP = 'sors';

	/** A second action for the same run is harmless, since the lease lets only one work: looking for one would cost more than it saves. */
	public static function next( int $runId ): void {
		as_enqueue_async_action( self::HOOK, [ $runId ], self::GROUP );
	}

	/** Unless an action is planned already. The one that is running now does not count: it is usually the one that calls this. */
	public static function later( int $runId, int $seconds ): void {
		$pending = [ 'hook' => self::HOOK, 'args' => [ $runId ], 'group' => self::GROUP, 'status' => 'pending', 'per_page' => 1 ];
		if ( [] === as_get_scheduled_actions( $pending, 'ids' ) ) {
			as_schedule_single_action( time() + $seconds, self::HOOK, [ $runId ], self::GROUP );
		}
	}

	public static function forget( int $runId ): void {
		as_unschedule_all_actions( self::HOOK, [ $runId ], self::GROUP );
	}
}
