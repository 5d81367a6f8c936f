<?php
declare( strict_types=1 );

namespace SorsApi\Background;

use SorsApi\Backfill\OlderOrdersJob;
use SorsApi\Issues\Digest;
use SorsApi\Issues\Reconciliation;
use SorsApi\Outbox\Worker;
use SorsApi\Sync\Engine\StepQueue;
use SorsApi\YearChange\NewerDatabase;

/** What happens every minute: send what is due, and look now and then for what no hook saw. */
final class Tick {

	/** Seconds for what is less urgent. */
	private const AFTERWARDS = 5;

	private Worker $worker;
	private Sweep $sweep;
	private Reconciliation $reconciliation;
	private Digest $digest;
	private OlderOrdersJob $older;
	private NewerDatabase $newer;

	public function __construct( Worker $worker, Sweep $sweep, Reconciliation $reconciliation, Digest $digest, OlderOrdersJob $older, NewerDatabase $newer ) {
		$this->worker         = $worker;
		$this->sweep          = $sweep;
		$this->reconciliation = $reconciliation;
		$this->digest         = $digest;
		$this->older          = $older;
		$this->newer          = $newer;
	}

	/**
	 * While there is more than one run can take, the next one follows at once.
	 *
	 * @param int $seconds For sending. Action Scheduler gives its queue thirty; the other actions want their part.
	 */
	public function run( int $seconds = 15 ): void {
		$this->sweep->runIfDue();
		$begun   = microtime( true );
		$handled = $this->worker->work( $seconds );
		if ( $handled > 0 && microtime( true ) - $begun >= $seconds ) {
			$this->goOnAtOnce();
			return;
		}
		$this->reconciliation->runIfDue( self::AFTERWARDS );
		$this->digest->sendIfDue();
	}

	/** What is less urgent than sending: what somebody asked for and one request had no time for, and what is looked after daily. */
	public function afterwards(): void {
		$this->older->resumeInBackground( self::AFTERWARDS );
		$this->newer->checkIfDue();
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
			as_enqueue_async_action( Worker::HOOK, [ 'more' ], StepQueue::GROUP );
		}
	}
}
