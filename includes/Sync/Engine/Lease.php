<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Engine;

use SorsApi\Database\DatabaseClock;
use SorsApi\Database\Sql;
use SorsApi\Database\Tables;
use SorsApi\Database\Transaction;
use SorsApi\Database\TransactionBroken;

/**
 * The right to work on a run. It has an owner and an end, and each write
 * proves it again: a process that was paused past its end, or whose run was
 * cancelled, changes nothing any more.
 */
final class Lease {

	/** Longer than the longest request to SORS may take, or a slow answer would look like a dead process. */
	public const SECONDS = 90;

	/** A lease no older than so many seconds need not be renewed: a page was saved a moment ago. */
	private const YOUNG = 10;

	private RunTable $runs;
	private int $runId;
	private string $owner;

	/** Its end as it was written last, in microseconds of the database's clock. */
	private int $until = 0;

	private function __construct( RunTable $runs, int $runId, string $owner ) {
		$this->runs  = $runs;
		$this->runId = $runId;
		$this->owner = $owner;
	}

	/** Null while another process has it. */
	public static function claim( RunTable $runs, int $runId ): ?self {
		global $wpdb;
		$lease = new self( $runs, $runId, bin2hex( random_bytes( 16 ) ) );
		$now   = DatabaseClock::now();

		$lease->until = $now + self::SECONDS * 1000000;
		$wpdb->query(
			$wpdb->prepare(
				'UPDATE ' . Tables::name( Tables::RUNS ) . " SET lease_owner = %s, lease_until = %d WHERE id = %d AND active_kind IS NOT NULL AND lease_until < %d",
				$lease->owner,
				$lease->until,
				$runId,
				$now
			)
		);
		return $lease->isOwner() ? $lease : null;
	}

	/** The run as it is now. */
	public function run(): Run {
		$run = $this->runs->get( $this->runId );
		if ( null === $run || $run->leaseOwner !== $this->owner ) {
			throw new LeaseLost();
		}
		return $run;
	}

	/**
	 * Does work and saves the run with it: both happen, or neither.
	 *
	 * The first statement locks the run's row, so that cancelling waits for the
	 * end of the work under way, and nobody else can be doing it meanwhile. It
	 * must come before any reading: the transaction sees the shop as it was at
	 * its first read.
	 *
	 * @template T
	 *
	 * @param callable(): T $work May change the run; reads and writes the same database.
	 *
	 * @return T
	 *
	 * @throws \RuntimeException LeaseLost when the run is no longer ours; TransactionBroken when it may be tried again,
	 *                           `$run` being as the work left it. Either way nothing was done.
	 */
	public function hold( Run $run, callable $work ) {
		return Transaction::run(
			function () use ( $run, $work ) {
				$this->prolong();
				$result = $work();
				$held   = $this->until;

				$run->updatedAt = DatabaseClock::utc();
				// Another plugin's ROLLBACK undoes our work with its own, and no statement fails for it.
				if ( ! $this->runs->save( $run, $held, $this->nextEnd() ) ) {
					throw TransactionBroken::because( __( 'the transaction ended early', 'sors-api-for-woocommerce' ) );
				}
				return $result;
			}
		);
	}

	/** Before a long request to SORS. */
	public function renew(): void {
		if ( $this->until - DatabaseClock::about() < ( self::SECONDS - self::YOUNG ) * 1000000 ) {
			$this->prolong();
		}
	}

	private function prolong(): void {
		global $wpdb;
		$sql = $wpdb->prepare( 'UPDATE ' . Tables::name( Tables::RUNS ) . ' SET lease_until = %d WHERE id = %d AND lease_owner = %s', $this->nextEnd(), $this->runId, $this->owner );
		if ( 0 === Sql::run( $sql ) ) {
			throw new LeaseLost();
		}
	}

	/** Never the same twice: a row that is written as it was does not count as changed, and would look like another's. */
	private function nextEnd(): int {
		$this->until = max( $this->until + 1, DatabaseClock::about() + self::SECONDS * 1000000 );
		return $this->until;
	}

	public function release(): void {
		global $wpdb;
		$wpdb->query(
			$wpdb->prepare(
				'UPDATE ' . Tables::name( Tables::RUNS ) . " SET lease_owner = '', lease_until = 0 WHERE id = %d AND lease_owner = %s",
				$this->runId,
				$this->owner
			)
		);
	}

	private function isOwner(): bool {
		global $wpdb;
		$owner = Sql::value( $wpdb->prepare( 'SELECT lease_owner FROM ' . Tables::name( Tables::RUNS ) . ' WHERE id = %d', $this->runId ) );
		return $owner === $this->owner;
	}
}
