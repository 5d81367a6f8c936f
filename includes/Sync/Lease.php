<?php
declare( strict_types=1 );

namespace SorsApi\Sync;

use SorsApi\Setup\DatabaseClock;
use SorsApi\Setup\Tables;
use SorsApi\Store\Sql;
use SorsApi\Store\Transaction;
use SorsApi\Store\TransactionBroken;

/**
 * The right to work on a run. It has an owner and an end, and each write
 * proves it again: a process that was paused past its end, or whose run was
 * cancelled, changes nothing any more.
 */
final class Lease {

	/** Longer than the longest request to SORS may take, or a slow answer would look like a dead process. */
	public const SECONDS = 90;

	private RunTable $runs;
	private int $runId;
	private string $owner;

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
		$wpdb->query(
			$wpdb->prepare(
				'UPDATE ' . Tables::name( Tables::RUNS ) . " SET lease_owner = %s, lease_until = %d WHERE id = %d AND active_kind IS NOT NULL AND lease_until < %d",
				$lease->owner,
				$now + self::SECONDS * 1000000,
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
		$now   = DatabaseClock::now();
		$until = $now + self::SECONDS * 1000000;
		return Transaction::run(
			function () use ( $run, $work, $now, $until ) {
				$this->prolong( $until );
				$result = $work();
				$this->mustHold( $until );
				$run->updatedAt = gmdate( 'Y-m-d H:i:s', intdiv( $now, 1000000 ) );
				$this->runs->save( $run );
				return $result;
			}
		);
	}

	/** Another plugin's ROLLBACK undoes our work with its own, and no statement fails for it. */
	private function mustHold( int $until ): void {
		global $wpdb;
		if ( (int) Sql::value( $wpdb->prepare( 'SELECT lease_until FROM ' . Tables::name( Tables::RUNS ) . ' WHERE id = %d', $this->runId ) ) !== $until ) {
			throw TransactionBroken::because( __( 'the transaction ended early', 'sors-api-for-woocommerce' ) );
		}
	}

	/** A long request to SORS is about to begin. */
	public function renew(): void {
		$this->prolong( DatabaseClock::now() + self::SECONDS * 1000000 );
	}

	private function prolong( int $until ): void {
		global $wpdb;
		Sql::run( $wpdb->prepare( 'UPDATE ' . Tables::name( Tables::RUNS ) . ' SET lease_until = %d WHERE id = %d AND lease_owner = %s', $until, $this->runId, $this->owner ) );
		if ( ! $this->isOwner() ) {
			throw new LeaseLost();
		}
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
