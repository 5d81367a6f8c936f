<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Engine;

use SorsApi\Database\DatabaseClock;
use SorsApi\Database\Sql;
use SorsApi\Database\Tables;
use SorsApi\Database\Transaction;

/** Rows of runs: the only code that reads and writes that table. */
final class RunTable {

	/**
	 * The active run of the kind: a new one, or the one that is there already.
	 *
	 * The unique key on active_kind decides between requests that come at once.
	 *
	 * @param string $startedBy person, schedule or cli.
	 *
	 * @throws RunRefused
	 */
	public function start( string $kind, string $mode, string $startedBy, string $database, Cursor $cursor ): ?Run {
		global $wpdb;
		$now = DatabaseClock::utc();
		self::write(
			$wpdb->prepare(
				'INSERT IGNORE INTO ' . Tables::name( Tables::RUNS )
				. ' (kind, active_kind, mode, state, started_by, database_name, cursor_data, message, created_at, updated_at)
				VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)',
				$kind,
				$kind,
				$mode,
				RunState::QUEUED,
				$startedBy,
				$database,
				$cursor->toJson(),
				'',
				$now,
				$now
			)
		);
		return $this->active( $kind );
	}

	public function get( int $id ): ?Run {
		global $wpdb;
		return self::one( $wpdb->prepare( 'SELECT * FROM ' . Tables::name( Tables::RUNS ) . ' WHERE id = %d', $id ) );
	}

	public function active( string $kind ): ?Run {
		global $wpdb;
		return self::one( $wpdb->prepare( 'SELECT * FROM ' . Tables::name( Tables::RUNS ) . ' WHERE active_kind = %s', $kind ) );
	}

	public function last( string $kind ): ?Run {
		global $wpdb;
		return self::one( $wpdb->prepare( 'SELECT * FROM ' . Tables::name( Tables::RUNS ) . ' WHERE kind = %s ORDER BY id DESC LIMIT 1', $kind ) );
	}

	/** Unix time at which the last run began that no person started; null = none. */
	public function lastScheduled( string $kind ): ?int {
		global $wpdb;
		$at = Sql::value( $wpdb->prepare( 'SELECT MAX(created_at) FROM ' . Tables::name( Tables::RUNS ) . ' WHERE kind = %s AND started_by = %s', $kind, 'schedule' ) );
		return null === $at ? null : (int) strtotime( $at . ' UTC' );
	}

	/** @return list<Run> */
	public function allActive(): array {
		return self::many( 'SELECT * FROM ' . Tables::name( Tables::RUNS ) . ' WHERE active_kind IS NOT NULL ORDER BY id' );
	}

	/**
	 * Newest first.
	 *
	 * @param array{kind?: string, state?: string, search?: string, page?: int, per_page?: int} $query
	 *
	 * @return array{items: list<Run>, total: int}
	 */
	public function list( array $query ): array {
		global $wpdb;
		$where = '1 = 1';
		foreach ( [ 'kind', 'state' ] as $column ) {
			if ( '' !== ( $query[ $column ] ?? '' ) ) {
				$where .= $wpdb->prepare( " AND $column = %s", $query[ $column ] );
			}
		}
		if ( '' !== ( $query['search'] ?? '' ) ) {
			$where .= $wpdb->prepare( ' AND (id = %d OR message LIKE %s)', (int) $query['search'], '%' . $wpdb->esc_like( $query['search'] ) . '%' );
		}
		$size  = max( 1, $query['per_page'] ?? 20 );
		$start = ( max( 1, $query['page'] ?? 1 ) - 1 ) * $size;
		$table = Tables::name( Tables::RUNS );
		return [
			'items' => self::many( "SELECT * FROM $table WHERE $where ORDER BY id DESC LIMIT $size OFFSET $start" ),
			'total' => (int) Sql::value( "SELECT COUNT(*) FROM $table WHERE $where" ),
		];
	}

	/**
	 * Ends a run from outside, whoever holds its lease: the holder finds its
	 * lease gone at its next write and stops there. Its cursor stays where the
	 * holder's last write has left it.
	 *
	 * @throws RunRefused
	 */
	public function cancel( Run $run, string $message ): void {
		$this->change( $run, RunState::ACTIVE, RunState::CANCELLED, $message, '' );
	}

	/** @return bool Whether it was done by this very call: only a run that waits for a decision can be discarded. */
	public function discard( Run $run, string $message ): bool {
		return $this->change( $run, [ RunState::AWAITING_APPROVAL ], RunState::CANCELLED, $message, 'cursor_data = NULL' );
	}

	/**
	 * Lets a run that stands still go on from the cursor.
	 *
	 * @param list<string> $from States in which this may be done; in any other, nothing happens.
	 * @param string       $to   An active state.
	 *
	 * @return bool Whether it was done by this very call; not where another run of its kind is active.
	 */
	public function revive( Run $run, array $from, string $to, string $message, Cursor $cursor ): bool {
		global $wpdb;
		return $this->change( $run, $from, $to, $message, $wpdb->prepare( 'cursor_data = %s', $cursor->toJson() ) );
	}

	/**
	 * @param list<string> $from
	 *
	 * @throws RunRefused
	 */
	private function change( Run $run, array $from, string $to, string $message, string $cursor ): bool {
		global $wpdb;
		$token  = bin2hex( random_bytes( 16 ) );
		$active = in_array( $to, RunState::ACTIVE, true );
		$values = [
			$wpdb->prepare( 'state = %s, message = %s, updated_at = %s, lease_owner = %s', $to, $message, DatabaseClock::utc(), $token ),
			'lease_until = 0, resumes_at = NULL',
			$active ? $wpdb->prepare( 'active_kind = %s, finished_at = NULL', $run->kind ) : 'active_kind = NULL',
			$active ? '' : $wpdb->prepare( 'finished_at = %s', DatabaseClock::utc() ),
			$cursor,
		];
		$states = implode( ', ', array_fill( 0, count( $from ), '%s' ) );
		// The unique key refuses this where another run of the kind is active: that is an answer, not an error to print.
		$suppress = $wpdb->suppress_errors();
		try {
			self::write(
				$wpdb->prepare(
					'UPDATE ' . Tables::name( Tables::RUNS ) . ' SET ' . implode( ', ', array_filter( $values ) ) . " WHERE id = %d AND state IN ($states)",
					$run->id,
					...$from
				)
			);
		} finally {
			$wpdb->suppress_errors( $suppress );
		}
		$after = $this->get( $run->id );
		return null !== $after && $after->leaseOwner === $token;
	}

	/**
	 * What a person asked for must not be lost in silence: the row may be locked until the database gives up waiting.
	 *
	 * @throws RunRefused
	 */
	private static function write( string $sql ): void {
		global $wpdb;
		if ( false === $wpdb->query( $sql ) && Transaction::isBroken() ) {
			throw new RunRefused( 'database_busy', __( 'The database of the shop was busy with something else, so nothing was done. Try again in a moment.', 'sors-api-for-woocommerce' ) );
		}
	}

	/** Forgets waiting runs of the kind: a newer one is going to find out anew. */
	public function supersede( Run $by, string $message ): void {
		global $wpdb;
		$wpdb->query(
			$wpdb->prepare(
				'UPDATE ' . Tables::name( Tables::RUNS ) . ' SET state = %s, message = %s, cursor_data = NULL, updated_at = %s, finished_at = %s
				WHERE kind = %s AND state = %s AND id < %d',
				RunState::CANCELLED,
				$message,
				DatabaseClock::utc(),
				DatabaseClock::utc(),
				$by->kind,
				RunState::AWAITING_APPROVAL,
				$by->id
			)
		);
	}

	/**
	 * Deletes the history of runs that ended so many days ago, the items first
	 * and no more than so many at once: a first run may have 50,000 of them.
	 */
	public function forget( int $days, int $items = 5000 ): void {
		global $wpdb;
		$old = $wpdb->prepare( 'SELECT id FROM ' . Tables::name( Tables::RUNS ) . ' WHERE active_kind IS NULL AND updated_at < %s ORDER BY id LIMIT 20', DatabaseClock::utc( -$days * DAY_IN_SECONDS ) );
		$of  = Tables::name( Tables::RUN_ITEMS );
		foreach ( array_map( 'intval', Sql::column( $old ) ) as $id ) {
			$rows = array_map( 'intval', Sql::column( "SELECT id FROM $of WHERE run_id = $id ORDER BY id LIMIT $items" ) );
			if ( [] !== $rows ) {
				// A range of ids: SQLite's DELETE knows no LIMIT.
				Sql::run( "DELETE FROM $of WHERE run_id = $id AND id <= " . max( $rows ) );
			}
			$items -= count( $rows );
			if ( $items <= 0 ) {
				return; // The watchdog comes again in a few minutes.
			}
			Sql::run( 'DELETE FROM ' . Tables::name( Tables::RUNS ) . " WHERE id = $id" );
		}
	}

	/**
	 * Writes what the holder of the lease has found out; only inside Lease::hold().
	 *
	 * @param int $held  The end of the lease, as it has to be.
	 * @param int $until What it becomes: another moment, so that the row counts as changed.
	 *
	 * @return bool Whether the lease was as it has to be; otherwise nothing was written.
	 */
	public function save( Run $run, int $held, int $until ): bool {
		$changed = Sql::update(
			Tables::name( Tables::RUNS ),
			[
				'state'         => $run->state,
				'database_name' => $run->database,
				'partial'       => $run->partial ? 1 : 0,
				'active_kind'   => $run->isActive() ? $run->kind : null,
				'cursor_data'   => $run->hasCursor ? $run->cursor->toJson() : null,
				'total'         => $run->total,
				'processed'     => $run->processed,
				'created'       => $run->created,
				'updated'       => $run->updated,
				'unchanged'     => $run->unchanged,
				'skipped'       => $run->skipped,
				'failed'        => $run->failed,
				'message'       => $run->message,
				'resumes_at'    => $run->resumesAt,
				'updated_at'    => $run->updatedAt,
				'finished_at'   => $run->finishedAt,
				'lease_until'   => $until,
			],
			$run->id,
			[ 'lease_until' => $held ]
		);
		return $changed > 0;
	}

	private static function one( string $sql ): ?Run {
		return self::many( $sql )[0] ?? null;
	}

	/** @return list<Run> */
	private static function many( string $sql ): array {
		$runs = [];
		foreach ( Sql::rows( $sql ) as $row ) {
			$runs[] = new Run( $row );
		}
		return $runs;
	}
}
