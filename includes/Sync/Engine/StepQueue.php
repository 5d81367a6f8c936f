<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Engine;

/** Steps in the background, through Action Scheduler. */
final class StepQueue {

	public const HOOK  = 'sors_run_step';
	public const GROUP = 'sors';

	/**
	 * Lets the run go on as soon as possible.
	 *
	 * A second action for the same run is harmless (the lease lets one work), so
	 * none is looked for where that would cost more than it saves.
	 */
	public function next( int $runId ): void {
		as_enqueue_async_action( self::HOOK, [ $runId ], self::GROUP );
	}

	/**
	 * Lets the run go on in so many seconds, unless something is planned already.
	 *
	 * The action that is running just now does not count: it is usually the one
	 * that asks, and nothing would come after it.
	 */
	public function later( int $runId, int $seconds ): void {
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

	public function forget( int $runId ): void {
		as_unschedule_all_actions( self::HOOK, [ $runId ], self::GROUP );
	}
}
