<?php
declare( strict_types=1 );

namespace SorsApi\Background;

use SorsApi\Database\DatabaseClock;
use SorsApi\Issues\Mail;
use SorsApi\Log\Log;
use SorsApi\Sentence;
use SorsApi\Settings\SettingsStore;
use SorsApi\Settings\Uptime;
use SorsApi\Store\PriceHistory;
use SorsApi\Sync\Engine\FirstRun;
use SorsApi\Sync\Engine\Lease;
use SorsApi\Sync\Engine\RunRefused;
use SorsApi\Sync\Engine\Runs;
use SorsApi\Sync\Engine\RunTable;
use SorsApi\Sync\Engine\Schedules;
use SorsApi\Sync\Engine\StepQueue;
use SorsApi\Sync\Pending\PendingList;
use SorsApi\Sync\Reports\PendingReport;

/**
 * Looks every few minutes whether runs are where they should be. It relies on
 * nothing but the tables: Action Scheduler loses actions whose process died.
 */
final class Watchdog {

	/** For which the history of runs is kept, beyond the last that went well. */
	private const DAYS = 30;

	/** Seconds without a sign of life before a run counts as left alone. */
	private const SILENCE = 60;

	/** Seconds in which whoever started a run is expected to look at it. */
	private const LOOKED_AT = 600;

	private Runs $runs;
	private FirstRun $firstRun;

	public function __construct( Runs $runs, FirstRun $firstRun ) {
		$this->runs     = $runs;
		$this->firstRun = $firstRun;
	}

	public function work(): void {
		Log::guard( 'The sign of life', static fn() => Uptime::alive() );
		Log::guard( 'Reviving runs', fn() => $this->revive() );
		$this->firstRun->advance();
		Log::guard( 'Scheduled runs', fn() => $this->startDue() );
		Log::guard( 'Runs of what was approved', fn() => $this->runs->startApproved() );
		Log::guard( 'The mail about what waits', static fn() => self::mailPending() );
		Log::guard( 'Deleting old runs', static fn() => RunTable::forget( self::DAYS ) );
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

	/** Says by e-mail that something waits for a decision: once, though more of the kind comes to it. */
	public static function mailPending(): void {
		$kinds  = PendingList::kinds();
		$untold = array_filter( $kinds, static fn( array $kind ): bool => $kind['news'] > 0 && ! $kind['isTold'] );
		$mailed = array_filter( $untold, static fn( array $kind ): bool => ! self::isLookedAt( $kind['lastRun'] ) );
		// Noted first: a mail that fails must not be tried again every few minutes. What comes to a question that was mailed is part of it.
		PendingList::markTold( array_keys( array_diff_key( $kinds, array_diff_key( $untold, $mailed ) ) ) );
		if ( [] !== $mailed ) {
			Mail::send( SettingsStore::load(), static fn(): array => self::mail( array_intersect_key( PendingReport::news(), $mailed ) ) );
		}
	}

	private static function isLookedAt( int $runId ): bool {
		$run = RunTable::get( $runId );
		return null !== $run && 'person' === $run->startedBy && ( $run->isActive() || time() - (int) strtotime( $run->updatedAt . ' UTC' ) < self::LOOKED_AT );
	}

	/**
	 * @param array<string, string> $messages By kind of run.
	 * @return array{string, string}
	 */
	private static function mail( array $messages ): array {
		$html = '';
		foreach ( $messages as $message ) {
			$html .= sprintf( '<p>%s</p>', esc_html( Sentence::shown( $message ) ) );
		}
		return [
			__( 'Changes of products wait for your decision', 'sors-api-for-woocommerce' ),
			$html . sprintf( '<p><a href="%s">%s</a></p>', esc_url( admin_url( 'admin.php?page=sors-api&path=products&view=pending' ) ), esc_html__( 'See what waits', 'sors-api-for-woocommerce' ) ),
		];
	}
}
