<?php
declare( strict_types=1 );

namespace SorsApi\Background;

use SorsApi\Database\DatabaseClock;
use SorsApi\Log\Log;
use SorsApi\Store\PriceHistory;
use SorsApi\Sync\Engine\FirstRun;
use SorsApi\Sync\Engine\Lease;
use SorsApi\Sync\Engine\RunRefused;
use SorsApi\Sync\Engine\Runs;
use SorsApi\Sync\Engine\RunTable;
use SorsApi\Sync\Engine\Schedules;
use SorsApi\Sync\Engine\StepQueue;

/**
 * Looks every few minutes whether runs are where they should be. It relies on
 * nothing but the tables: Action Scheduler loses actions whose process died.
 */
final class Watchdog {

	/** For which the history of runs is kept, beyond the last that went well. */
	private const DAYS = 30;

	/** Seconds without a sign of life before a run counts as left alone. */
	private const SILENCE = 60;

	private Runs $runs;
	private FirstRun $firstRun;

	public function __construct( Runs $runs, FirstRun $firstRun ) {
		$this->runs     = $runs;
		$this->firstRun = $firstRun;
	}

	public function work(): void {
		Log::guard( 'Reviving runs', fn() => $this->revive() );
		$this->firstRun->advance();
		Log::guard( 'Scheduled runs', fn() => $this->startDue() );
		Log::guard( 'The mail about runs', fn() => StoppedRuns::mailNew() );
		Log::guard( 'Deleting old runs', fn() => $this->runs->forget( self::DAYS ) );
		Log::guard( 'Deleting old prices', static fn() => PriceHistory::forget() );
	}

	private function startDue(): void {
		foreach ( Schedules::due() as $kind ) {
			try {
				$this->runs->start( $kind, 'apply', 'schedule' );
			} catch ( RunRefused $refused ) {
				// Not connected (any more), or another currency: the screens say so.
				Log::info( "The schedule starts no $kind run: " . $refused->code() );
				continue;
			}
		}
	}

	/** A run whose process died, or whose next step was lost, goes on. One action too many does no harm. */
	private function revive(): void {
		$now = DatabaseClock::now();
		foreach ( RunTable::allActive() as $run ) {
			if ( $run->waits() ) {
				StepQueue::later( $run->id, max( 1, (int) strtotime( $run->resumesAt . ' UTC' ) - intdiv( $now, 1000000 ) ) );
				continue;
			}
			$quiet = abs( intdiv( $now, 1000000 ) - (int) strtotime( $run->updatedAt . ' UTC' ) );
			if ( Lease::isOver( $run->leaseUntil, $now ) && $quiet > self::SILENCE ) {
				StepQueue::next( $run->id );
			}
		}
	}
}
