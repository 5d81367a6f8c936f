<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Engine;

use SorsApi\Database\DatabaseClock;
use SorsApi\Database\PreviewTables;
use SorsApi\Database\StorageError;
use SorsApi\Log\Log;
use SorsApi\Sentence;
use SorsApi\Settings\Settings;
use SorsApi\Settings\SettingsNotices;
use SorsApi\Settings\SettingsStore;
use SorsApi\Sors\Http\Errors;
use SorsApi\Sors\Malformed;
use SorsApi\Sors\RateLimited;
use SorsApi\Sors\ReplyLost;
use SorsApi\Sors\SorsError;
use SorsApi\Sors\Unreachable;
use SorsApi\Store\ForeignCode;

/** One step of a run: as many parts of its work as fit, and what to do about errors. */
final class StepRunner {

	/** A request is tried this many times before its run fails. */
	private const ATTEMPTS = 3;
	/** Seconds, where SORS wants a pause without saying how long. */
	private const PAUSE = 60;
	/** A place at which this many processes were cut off is passed over. */
	private const DEATHS = 3;
	/** More pieces than this are not to blame: something cuts off whatever is done. */
	private const PASSED_OVER = 5;
	/** Pieces that are done each for itself once a process was cut off: more than are ever done together. */
	private const CAREFUL = 500;
	/** Between two attempts of one request, in microseconds. */
	private const INTERVAL = 500000;

	/** @var array<string, KindOfRun> By what it reads. */
	private array $kinds;

	/** @param array<string, KindOfRun> $kinds */
	public function __construct( array $kinds ) {
		$this->kinds = $kinds;
	}

	/** Works for a few seconds, unless another process does, or the run waits for SORS. */
	public function step( int $runId, float $seconds = StepBudget::SECONDS ): void {
		$run = RunTable::get( $runId );
		if ( null === $run || ! $run->isActive() || $run->waits() ) {
			return;
		}
		$lease = Lease::claim( $runId );
		if ( null === $lease ) {
			return;
		}
		// If this process dies, the run continues once the lease has ended.
		StepQueue::later( $runId, Lease::SECONDS + 5 );
		try {
			$budget = StepBudget::start( $seconds );
			$run    = $lease->run();
			$isOld  = $run->isStale( DAY_IN_SECONDS );
			if ( $lease->isInherited() ) {
				$run = $this->afterDeath( $run, $lease );
			}
			if ( $isOld ) {
				// As where the plugin was off: SORS may say something else by now.
				$run->cursor->readAgain();
			}
			while ( $run->isActive() ) {
				$run = $this->part( $run, $lease, $budget );
				if ( null !== $run->resumesAt || ! $budget->allows() ) {
					break;
				}
			}
		} catch ( LeaseLost $lost ) {
			return;
		} finally {
			$lease->release();
		}
		$this->plan( $run );
		if ( ! $run->isElsewhere() && Run::SUCCEEDED === $run->state ) {
			/**
			 * A run has done its work, and all of it was saved; some changes may wait until a person has decided.
			 *
			 * @param string $kind catalog, stock or images.
			 */
			ForeignCode::attempt( $run->name() . ' has succeeded', static fn() => do_action( 'sors_run_succeeded', $run->kind ) );
		}
	}

	private function part( Run $run, Lease $lease, StepBudget $budget ): Run {
		try {
			$run->resumesAt = null;
			$settings       = $run->settings( SettingsStore::load() );
			self::checkCurrency( $run->kind, $settings );
			if ( ! $run->cursor->isBoundTo( $settings ) ) {
				$this->readAgain( $run, $settings );
			}
			$this->advance( $run, $lease, $settings, $budget );
			return $run;
		} catch ( LeaseLost $lost ) {
			throw $lost;
		} catch ( RunRefused $refused ) {
			return $this->fail( $lease, $refused->getMessage() );
		} catch ( RateLimited $limited ) {
			$seconds = max( 1, $limited->retryAfterSeconds ?? self::PAUSE );
			Log::info( sprintf( '%s: SORS asked for a pause of %d seconds', $run->name(), $seconds ) );
			return $this->pause( $lease, $seconds );
		} catch ( SorsError | StorageError $error ) {
			return $this->retry( $lease, $error );
		} catch ( \Throwable $error ) {
			Log::error( $error, $run->name() );
			/* translators: %s: technical message */
			return $this->fail( $lease, Sentence::__( 'Something went wrong in the shop itself (%s). Details are in WooCommerce → Status → Logs. Press Resume to continue from where it stopped.', 'sors-api-for-woocommerce', $error->getMessage() ) );
		}
	}

	private function advance( Run $run, Lease $lease, Settings $settings, StepBudget $budget ): void {
		$kind = $this->kinds[ $run->subject() ];
		if ( ! $run->isElsewhere() ) {
			$kind->advance( $run, $lease, $settings, $budget );
			return;
		}
		// What a sync would change if the shop worked with another database: the same reading, on copies of what the shop knows.
		PreviewTables::with(
			static function () use ( $kind, $run, $lease, $settings, $budget ): void {
				if ( Cursor::START === $run->cursor->phase ) {
					$deaths = $run->cursor->deaths;
					$lease->hold( $run, [ PreviewTables::class, 'fill' ] );
					// That is no progress: it is done again after each death.
					$run->cursor->deaths = $deaths;
					$lease->note( $run );
				}
				$kind->advance( $run, $lease, $settings, $budget );
			}
		);
	}

	/** @throws RunRefused At each step, since WooCommerce's own settings may change while a run waits. */
	public static function checkCurrency( string $kind, Settings $settings ): void {
		$why = 'images' === $kind ? null : SettingsNotices::foreignPrices( $settings, SettingsStore::shopCurrency() );
		if ( null !== $why ) {
			( new RunRefused( 'currency', $why ) )->throw();
		}
	}

	/** @throws RunRefused What a person approved for one database says nothing about another. */
	public static function checkDatabase( Run $run, Settings $settings ): void {
		if ( $run->database !== $settings->database ) {
			/* translators: 1: database of the run, 2: database that is chosen now */
			( new RunRefused( 'other_database', Sentence::__( 'This sync belongs to the database %1$s, but %2$s is chosen now. Start a new sync.', 'sors-api-for-woocommerce', $run->database, '' === $settings->database ? '—' : $settings->database ) ) )->throw();
		}
	}

	/**
	 * The process before this one was cut off: the work goes on piece by piece. Where it happens again and again, the piece is
	 * left out; where it is none, or not the only one, the run fails: it must not begin the same work for ever.
	 */
	private function afterDeath( Run $run, Lease $lease ): Run {
		++$run->cursor->deaths;
		++$run->cursor->cutOffs;
		$run->cursor->careful = self::CAREFUL;
		Log::warning( sprintf( '%s: the process was cut off, %d times in a row at this place (%s)', $run->name(), $run->cursor->deaths, '' === $run->cursor->phase ? 'start' : $run->cursor->phase ) );
		$run->message = Sentence::__( 'The server cut the work off; it goes on piece by piece.', 'sors-api-for-woocommerce' );
		$lease->note( $run );
		if ( $run->cursor->deaths < self::DEATHS ) {
			return $run;
		}
		++$run->cursor->passedOver;
		$reason = Sentence::__( 'The server cut the work off each time it came to this, so it was left out. Usually another plugin ends the process, or memory or time runs out: see the error log of the server, or ask your host. The next sync tries it again.', 'sors-api-for-woocommerce' );
		// Elsewhere nothing is written, so no single piece can be to blame.
		if ( $run->isElsewhere() || $run->cursor->passedOver > self::PASSED_OVER || ! $this->kinds[ $run->kind ]->passOver( $run, $lease, $reason ) ) {
			return $this->fail( $lease, Sentence::__( 'The server cut the work off again and again, so the sync was stopped. Usually another plugin ends the process, or memory or time runs out: see the error log of the server, or ask your host. Press Resume to continue from where it stopped.', 'sors-api-for-woocommerce' ) );
		}
		return $run;
	}

	/** The owner changed settings that the run depends on: what was read so far may be wrong. */
	private function readAgain( Run $run, Settings $settings ): void {
		if ( $run->cursor->approved ) {
			self::checkDatabase( $run, $settings );
		}
		$run->database = $settings->database;
		$run->cursor->readAgain();
		$run->cursor->bindTo( $settings );
	}

	/** The request is repeated after the pause. */
	private function pause( Lease $lease, int $seconds ): Run {
		$run            = $lease->run();
		$run->resumesAt = DatabaseClock::utcAfter( $seconds );
		/* translators: %s: e.g. "a pause of 5 minutes" */
		$run->message = Sentence::__( 'SORS asked for %s. The sync continues automatically afterwards.', 'sors-api-for-woocommerce', Errors::pause( $seconds ) );
		$lease->hold( $run, static function (): void {} );
		return $run;
	}

	/** What may pass is tried again before the run fails: a page that did not arrive, or could not be read; a write that another transaction blocked. */
	private function retry( Lease $lease, \RuntimeException $error ): Run {
		$run    = $lease->run();
		$place  = self::place( $run );
		$failed = $place === $run->cursor->failedAt ? $run->cursor->attempts : 0;
		$passes = $error instanceof Unreachable || $error instanceof ReplyLost || $error instanceof Malformed || $error instanceof StorageError;
		if ( ! $passes || $failed + 1 >= self::ATTEMPTS ) {
			return $this->fail( $lease, $error->getMessage() );
		}
		$run->cursor->attempts = $failed + 1;
		$run->cursor->failedAt = $place;
		Log::info( sprintf( '%s: attempt %d of %d failed: %s: %s', $run->name(), $run->cursor->attempts, self::ATTEMPTS, get_class( $error ), $error->getMessage() ) );
		$seconds = $error instanceof Unreachable ? $error->retryAfterSeconds : null;
		if ( null !== $seconds && $seconds > 1 ) {
			$run->resumesAt = DatabaseClock::utcAfter( $seconds );
			/* translators: 1: what went wrong, 2: e.g. "a pause of 5 minutes" */
			$run->message = Sentence::__( '%1$s SORS asked for %2$s before the next attempt.', 'sors-api-for-woocommerce', $error->getMessage(), Errors::pause( $seconds ) );
		}
		$lease->hold( $run, static function (): void {} );
		usleep( self::INTERVAL );
		return $run;
	}

	/** Where it is another, something was done in between. */
	private static function place( Run $run ): string {
		$cursor = $run->cursor;
		return implode( ' ', [ $cursor->reading, $cursor->phase, $cursor->unit, $cursor->after, $cursor->sweep, $cursor->page, $run->processed ] );
	}

	/** The cursor stays, so that the run can be resumed. */
	private function fail( Lease $lease, string $message ): Run {
		$run                     = $lease->run();
		$run->state              = Run::FAILED;
		$run->message            = $message;
		$run->resumesAt          = null;
		$run->finishedAt         = DatabaseClock::utc();
		$run->cursor->attempts   = 0;
		$run->cursor->passedOver = 0;
		$lease->hold( $run, static function (): void {} );
		return $run;
	}

	/** Plans the next step in the background, where there is one; a run that has ended, or waits for a decision, writes one line. */
	private function plan( Run $run ): void {
		if ( ! $run->isActive() ) {
			if ( Run::FAILED === $run->state ) {
				Log::warning( $run->summary() );
			} else {
				Log::info( $run->summary() );
			}
			StepQueue::forget( $run->id );
			if ( $run->isElsewhere() ) {
				PreviewTables::clear();
			}
		} elseif ( null !== $run->resumesAt ) {
			StepQueue::forget( $run->id );
			StepQueue::later( $run->id, max( 1, (int) strtotime( $run->resumesAt . ' UTC' ) - time() ) );
		} else {
			StepQueue::next( $run->id );
		}
	}
}
