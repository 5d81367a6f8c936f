<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Engine;

use SorsApi\Database\DatabaseClock;
use SorsApi\Database\RowLease;
use SorsApi\Database\Tables;
use SorsApi\Database\Transaction;
use SorsApi\Database\TransactionBroken;
use SorsApi\Log\Log;
use SorsApi\Sentence;

/** The right to work on a run. Each write proves it again: a process that was paused past its end, or whose run was cancelled, changes nothing any more. */
final class Lease {

	/** Longer than the longest request to SORS may take, or a slow answer would look like a dead process. */
	public const SECONDS = 90;
	/** A lease that is younger than this need not be renewed, in seconds. */
	private const YOUNG = 10;
	/** One that would last longer, in seconds, was taken while the clock was ahead. Who has it still, if anybody, notices with the next write. */
	private const LONGEST = 2 * self::SECONDS;

	private int $runId;
	private RowLease $lease;

	private function __construct( int $runId, RowLease $lease ) {
		$this->runId = $runId;
		$this->lease = $lease;
	}

	/** Null while another process has it. */
	public static function claim( int $runId ): ?self {
		// Not by the index of active_kind: that would be locked ahead of the row, and by what saves the run behind it.
		$lease = RowLease::acquire( Tables::name( Tables::RUNS ), $runId, self::SECONDS, "AND COALESCE(active_kind, '') <> ''", self::LONGEST );
		return null === $lease ? null : new self( $runId, $lease );
	}

	/** Whether no process has the run whose lease ends then. */
	public static function isOver( int $until, int $now ): bool {
		return $until < $now || $until > $now + self::LONGEST * 1000000;
	}

	/** Whether the process that had the run before was cut off. */
	public function isInherited(): bool {
		return $this->lease->isInherited;
	}

	public function run(): Run {
		$run = RunTable::get( $this->runId );
		if ( null === $run || $run->leaseOwner !== $this->lease->owner ) {
			throw new LeaseLost();
		}
		return $run;
	}

	/**
	 * Does work and saves the run with it: both happen, or neither.
	 *
	 * The first statement locks the run: cancelling waits for the end of the work. It must come before any reading, since the
	 * transaction sees the shop as it was at its first read.
	 *
	 * @template T
	 * @param callable(): T $work May change the run; reads and writes the same database.
	 * @return T
	 * @throws \RuntimeException LeaseLost; TransactionBroken when it may be tried again; or what the work throws. In each case
	 *                           nothing was done, and nothing of it is counted in `$run`.
	 */
	public function hold( Run $run, callable $work ) {
		$before = $run->counts();
		try {
			return Transaction::run(
				function () use ( $run, $work ) {
					$this->prolong();
					$result = $work();
					$held   = $this->lease->until;
					// This place is passed.
					$run->cursor->deaths  = 0;
					$run->cursor->careful = max( 0, $run->cursor->careful - 1 );
					$run->updatedAt       = DatabaseClock::utc();
					$this->lease->until   = $this->lease->nextEnd( self::SECONDS );
					// Another plugin's ROLLBACK undoes our work with its own, and no statement fails for it.
					if ( ! RunTable::save( $run, $held, $this->lease->until ) ) {
						TransactionBroken::because( Sentence::__( 'the transaction ended early', 'sors-api-for-woocommerce' ) )->throw();
					}
					return $result;
				}
			);
		} catch ( \Throwable $error ) {
			$run->takeCounts( $before );
			throw $error;
		}
	}

	/** What the cursor says of the process before this one, before any work is begun. */
	public function note( Run $run ): void {
		$held               = $this->lease->until;
		$this->lease->until = $this->lease->nextEnd( self::SECONDS );
		if ( ! RunTable::save( $run, $held, $this->lease->until ) ) {
			throw new LeaseLost();
		}
	}

	/** Before a long request to SORS. */
	public function renew(): void {
		if ( $this->lease->until - DatabaseClock::about() < ( self::SECONDS - self::YOUNG ) * 1000000 ) {
			$this->prolong();
		}
	}

	private function prolong(): void {
		if ( ! $this->lease->extend( self::SECONDS ) ) {
			throw new LeaseLost();
		}
	}

	/** One that cannot be given back runs out in a minute: the next step must not be lost for it. */
	public function release(): void {
		Log::guard( "Giving run $this->runId back", fn() => $this->lease->release() );
	}
}
