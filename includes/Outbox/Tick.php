<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

/** What happens every minute: send what is due, and look now and then for what no hook saw. */
final class Tick {

	/** Seconds. Action Scheduler gives its queue thirty; the other actions want their part. */
	private const BUDGET = 15;

	/** Seconds for what is less urgent. */
	private const AFTERWARDS = 5;

	private Worker $worker;
	private Sweep $sweep;
	private Reconciliation $reconciliation;
	private Digest $digest;

	public function __construct( Worker $worker, Sweep $sweep, Reconciliation $reconciliation, Digest $digest ) {
		$this->worker         = $worker;
		$this->sweep          = $sweep;
		$this->reconciliation = $reconciliation;
		$this->digest         = $digest;
	}

	/** While there is more than one run can take, the next one follows at once. */
	public function run(): void {
		$this->sweep->runIfDue();
		$begun   = microtime( true );
		$handled = $this->worker->work( self::BUDGET );
		if ( $handled > 0 && microtime( true ) - $begun >= self::BUDGET ) {
			// Once, and behind what else is waiting: the minute's own action still comes first.
			as_enqueue_async_action( Worker::HOOK, [ 'more' ], 'sors', true );
			return;
		}
		$this->reconciliation->runIfDue( self::AFTERWARDS );
		$this->digest->sendIfDue();
	}
}
