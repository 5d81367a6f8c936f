<?php
declare( strict_types=1 );

namespace SorsApi\Background;

use SorsApi\Database\DatabaseClock;
use SorsApi\Issues\Mail;
use SorsApi\Log\Log;
use SorsApi\Sentence;
use SorsApi\Settings\SettingsStore;
use SorsApi\Store\PriceHistory;
use SorsApi\Sync\Engine\FirstRun;
use SorsApi\Sync\Engine\Lease;
use SorsApi\Sync\Engine\Run;
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

	/** Kinds of run whose question was mailed and is not decided yet. */
	private const MAILED = 'sors_stopped_runs';

	/** Seconds in which whoever started a run is expected to look at it. */
	private const LOOKED_AT = 600;

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
		Log::guard( 'The mail about runs', static fn() => self::mailStopped() );
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

	/** Says by e-mail that a run was stopped to be safe: once, though each run after it takes the question over. */
	public static function mailStopped(): void {
		$stored  = get_option( self::MAILED );
		$told    = is_array( $stored ) ? array_values( array_filter( $stored, 'is_string' ) ) : [];
		$stopped = array_column( RunTable::stopped(), null, 'kind' );
		// One that is under way may be about to take it over.
		$open  = array_merge( array_keys( $stopped ), array_column( RunTable::allActive(), 'kind' ) );
		$still = array_values( array_intersect( $told, $open ) );
		$new   = array_filter( $stopped, static fn( Run $run ): bool => ! in_array( $run->kind, $still, true ) && ! self::isLookedAt( $run ) );
		$after = array_merge( $still, array_keys( $new ) );
		if ( $after !== $told ) {
			// Noted first: a mail that fails must not be tried again every few minutes.
			update_option( self::MAILED, $after, false );
		}
		if ( [] !== $new ) {
			Mail::send( SettingsStore::load(), static fn(): array => self::mail( $new ) );
		}
	}

	private static function isLookedAt( Run $run ): bool {
		return 'person' === $run->startedBy && time() - (int) strtotime( $run->updatedAt . ' UTC' ) < self::LOOKED_AT;
	}

	/**
	 * @param non-empty-array<Run> $runs
	 * @return array{string, string}
	 */
	private static function mail( array $runs ): array {
		$html = '';
		foreach ( $runs as $run ) {
			$html .= sprintf(
				'<p>%s</p><p><a href="%s">%s</a></p>',
				esc_html( Sentence::shown( $run->message ) ),
				esc_url( admin_url( 'admin.php?page=sors-api&path=products&run=' . $run->id ) ),
				esc_html__( 'See the difference', 'sors-api-for-woocommerce' )
			);
		}
		return [ __( 'A sync was stopped to be safe', 'sors-api-for-woocommerce' ), $html ];
	}
}
