<?php
declare( strict_types=1 );

namespace SorsApi\Background;

use SorsApi\Backfill\OlderOrdersJob;
use SorsApi\Counterparts\LinkedCustomers;
use SorsApi\Issues\Digest;
use SorsApi\Issues\Reconciliation;
use SorsApi\Log\Log;
use SorsApi\Outbox\Worker;
use SorsApi\Settings\Uptime;
use SorsApi\Sync\Engine\StepQueue;
use SorsApi\YearChange\NewerDatabase;

/**
 * What happens every minute: send what is due, and now and then find what no hook saw. A part that breaks is logged and
 * keeps no other from running: Action Scheduler gives up an action that fails several times.
 */
final class Tick {

	/** Seconds for what is less urgent. */
	private const AFTERWARDS = 5;

	private Worker $worker;
	private Sweep $sweep;
	private Reconciliation $reconciliation;
	private Digest $digest;
	private OlderOrdersJob $older;
	private NewerDatabase $newer;
	private LinkedCustomers $customers;

	public function __construct( Worker $worker, Sweep $sweep, Reconciliation $reconciliation, Digest $digest, OlderOrdersJob $older, NewerDatabase $newer, LinkedCustomers $customers ) {
		$this->worker         = $worker;
		$this->sweep          = $sweep;
		$this->reconciliation = $reconciliation;
		$this->digest         = $digest;
		$this->older          = $older;
		$this->newer          = $newer;
		$this->customers      = $customers;
	}

	/**
	 * While there is more than one run can take, the next one follows at once.
	 *
	 * @param int $seconds For sending. Action Scheduler gives its queue thirty; the other actions want their part.
	 */
	public function run( int $seconds = 15 ): void {
		// Of an emptied record the sweep and the worker would judge orders before the watchdog comes.
		Log::guard( 'The sign of life', static fn() => Uptime::alive() );
		Log::guard( 'The sweep', fn() => $this->sweep->runIfDue() );
		$begun   = microtime( true );
		$handled = Log::guard( 'Sending', fn(): int => $this->worker->work( $seconds ), 0 );
		if ( $handled > 0 && microtime( true ) - $begun >= $seconds ) {
			$this->continueAtOnce();
			return;
		}
		Log::guard( 'The reconciliation', fn() => $this->reconciliation->runIfDue( self::AFTERWARDS ) );
		Log::guard( 'The mail about orders', fn() => $this->digest->sendIfDue() );
	}

	/** What is less urgent than sending: the rest of what a person asked for, and what is checked daily. */
	public function afterwards(): void {
		Log::guard( 'Sending older orders', fn() => $this->older->resumeInBackground( self::AFTERWARDS ) );
		Log::guard( 'The check for a newer database', fn() => $this->newer->checkIfDue() );
		Log::guard( 'Reading the discounts of linked customers', fn() => $this->customers->refreshIfDue( self::AFTERWARDS ) );
	}

	/**
	 * One action more, behind what else is waiting. Action Scheduler's own "unique" looks at the hook alone, and that
	 * of every minute is there always.
	 */
	private function continueAtOnce(): void {
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
