<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Engine;

/** Steps in the background, through Action Scheduler. */
final class StepQueue {

	public const HOOK  = 'sors_run_step';
	public const GROUP = 'sors';

	/**
	 * Continues the run as soon as possible.
	 *
	 * A second action for the same run is harmless, since the lease lets only one
	 * work: looking for one would cost more than it saves.
	 */
	public static function next( int $runId ): void {
		as_enqueue_async_action( self::HOOK, [ $runId ], self::GROUP );
	}

	/**
	 * Continues the run after some seconds, unless an action is planned already.
	 *
	 * The action that is running now does not count: it is usually the one that
	 * calls this, and nothing would follow it.
	 */
	public static function later( int $runId, int $seconds ): void {
		$planned = as_get_scheduled_actions(
			[
				'hook'     => self::HOOK,
				'args'     => [ $runId ],
				'group'    => self::GROUP,
				'status'   => 'pending',
				'per_page' => 1,
			],
			'ids'
		);
		if ( [] === $planned ) {
			as_schedule_single_action( time() + $seconds, self::HOOK, [ $runId ], self::GROUP );
		}
	}

	public static function forget( int $runId ): void {
		as_unschedule_all_actions( self::HOOK, [ $runId ], self::GROUP );
	}
}
