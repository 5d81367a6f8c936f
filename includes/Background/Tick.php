<?php
declare( strict_types=1 );

namespace SorsApi\Background;

use SorsApi\Issues\Digest;
use SorsApi\Issues\Reconciliation;
use SorsApi\Outbox\Worker;

/** What happens every minute: send what is due, and look now and then for what no hook saw. */
final class Tick {

	/** Seconds for what is less urgent. */
	private const AFTERWARDS = 5;

	private Worker $worker;
	private Sweep $sweep;
	private Reconciliation $reconciliation;
	private Digest $digest;
	private int $budget;

	/** @param int $budget Seconds for sending. Action Scheduler gives its queue thirty; the other actions want their part. */
	public function __construct( Worker $worker, Sweep $sweep, Reconciliation $reconciliation, Digest $digest, int $budget = 15 ) {
		$this->worker         = $worker;
		$this->sweep          = $sweep;
		$this->reconciliation = $reconciliation;
		$this->digest         = $digest;
		$this->budget         = $budget;
	}

	/** While there is more than one run can take, the next one follows at once. */
	public function run(): void {
		$this->sweep->runIfDue();
		$begun   = microtime( true );
		$handled = $this->worker->work( $this->budget );
		if ( $handled > 0 && microtime( true ) - $begun >= $this->budget ) {
			$this->goOnAtOnce();
			return;
		}
		$this->reconciliation->runIfDue( self::AFTERWARDS );
		$this->digest->sendIfDue();
	}

	/**
	 * One action more, behind what else is waiting. Action Scheduler's own "unique" looks at the hook alone, and that
	 * of every minute is there always.
	 */
	private function goOnAtOnce(): void {
		$waiting = [
			'hook'     => Worker::HOOK,
			'args'     => [ 'more' ],
			'status'   => 'pending',
			'per_page' => 1,
		];
		if ( [] === as_get_scheduled_actions( $waiting, 'ids' ) ) {
			as_enqueue_async_action( Worker::HOOK, [ 'more' ], 'sors' );
		}
	}
}
