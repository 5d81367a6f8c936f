<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Engine;

use SorsApi\Database\DatabaseClock;
use SorsApi\Database\Sql;
use SorsApi\Database\StorageError;
use SorsApi\Database\Tables;
use SorsApi\Database\TransactionBroken;
use SorsApi\Sentence;

/**
 * The table of runs: the only code that reads and writes it, but for the columns of the lease. What starts, ends or
 * revives a run throws a RunRefused while the database is busy.
 */
final class RunTable {

	/** The active run of the kind's slot: a new one, or, as the unique key on active_kind decides, the one that exists already. */
	public static function start( string $kind, string $mode, string $startedBy, string $database, Cursor $cursor ): ?Run {
		$now    = DatabaseClock::utc();
		$into   = self::table() . ' (kind, active_kind, mode, state, started_by, limited, database_name, cursor_data, message, created_at, updated_at)';
		$values = [ $kind, Run::slotOf( $kind ), $mode, Run::QUEUED, $startedBy, [] === $cursor->only ? 0 : 1, $database, $cursor->toJson(), '', $now, $now ];
		self::write( Sql::prepare( "INSERT IGNORE INTO $into VALUES (%s, %s, %s, %s, %s, %d, %s, %s, %s, %s, %s)", ...$values ) );
		return self::active( Run::slotOf( $kind ) );
	}

	public static function get( int $id ): ?Run {
		return self::one( 'id = %d', $id );
	}

	public static function active( string $slot ): ?Run {
		return self::one( 'active_kind = %s', $slot );
	}

	public static function last( string $kind ): ?Run {
		return self::one( 'kind = %s ORDER BY id DESC LIMIT 1', $kind );
	}

	/** `Y-m-dTH:i:sZ`: when a run of all items last wrote all that needs no person's decision, also after a preview; null = none did. */
	public static function lastWritten( string $kind ): ?string {
		return Run::moment( Sql::value( 'SELECT finished_at FROM ' . self::table() . ' WHERE kind = %s AND ' . self::wroteAll() . ' ORDER BY id DESC LIMIT 1', $kind ) );
	}

	/** `Y-m-dTH:i:sZ`: when one was last done reading, also a preview that waits; null = none was. */
	public static function lastRead( string $kind ): ?string {
		return Run::moment( Sql::value( 'SELECT MAX(updated_at) FROM ' . self::table() . ' WHERE kind = %s AND state IN (%s, %s)', $kind, Run::SUCCEEDED, Run::AWAITING_APPROVAL ) );
	}

	/** Unix time at which one that began after the given one was done reading that database, or all of its work; 0 = none was. One of pictures need not have asked SORS. */
	public static function lastGood( string $database, int $since ): int {
		$at = Sql::value( 'SELECT MAX(updated_at) FROM ' . self::table() . ' WHERE kind IN (%s, %s) AND state IN (%s, %s) AND database_name = %s AND created_at > %s', 'catalog', 'stock', Run::SUCCEEDED, Run::AWAITING_APPROVAL, $database, DatabaseClock::datetime( $since ) );
		return null === $at ? 0 : (int) strtotime( $at . ' UTC' );
	}

	/** Unix time at which the last scheduled run began; null = there was none. One of the future began while the clock was wrong. */
	public static function lastScheduled( string $kind ): ?int {
		$at = Sql::value( 'SELECT MAX(created_at) FROM ' . self::table() . ' WHERE kind = %s AND started_by = %s AND created_at <= %s', $kind, 'schedule', DatabaseClock::utc( MINUTE_IN_SECONDS ) );
		return null === $at ? null : (int) strtotime( $at . ' UTC' );
	}

	/** UTC: when one of all items last began that is no preview; '' = none did. */
	public static function lastBegun( string $kind ): string {
		return (string) Sql::value( 'SELECT MAX(created_at) FROM ' . self::table() . ' WHERE kind = %s AND limited = 0 AND mode = %s', $kind, 'apply' );
	}

	/** @return list<Run> */
	public static function allActive(): array {
		return self::many( 'SELECT * FROM ' . self::table() . ' WHERE active_kind IS NOT NULL ORDER BY id' );
	}

	/**
	 * Newest first: those of the shop, or the previews of another database.
	 *
	 * @param array{kind?: string, state?: string, scope?: string, database?: string, search?: string, page?: int, per_page?: int} $query
	 * @return array{items: list<Run>, total: int}
	 */
	public static function list( array $query ): array {
		$database = $query['database'] ?? '';
		$where    = 'kind IN (' . Sql::quoted( '' === $database ? Run::KINDS : array_map( [ Run::class, 'elsewhere' ], Run::KINDS ) ) . ')' . ( 'all' === ( $query['scope'] ?? '' ) ? ' AND limited = 0' : '' );
		if ( '' !== $database ) {
			$where        .= Sql::prepare( ' AND database_name = %s', $database );
			$query['kind'] = isset( $query['kind'] ) ? Run::elsewhere( $query['kind'] ) : '';
		}
		foreach ( [ 'kind', 'state' ] as $column ) {
			if ( '' !== ( $query[ $column ] ?? '' ) ) {
				$where .= Sql::prepare( " AND $column = %s", $query[ $column ] );
			}
		}
		if ( '' !== ( $query['search'] ?? '' ) ) {
			// What a run says is words only in the reader's language. "iskljuceno" is found in "Isključeno", and "SORS-u" though it does not break there.
			$signs  = [ "\u{2011}" => '-', "\u{A0}" => ' ' ];
			$fold   = static fn( string $words ): string => mb_strtolower( remove_accents( strtr( $words, $signs ) ), 'UTF-8' );
			$all    = Sql::rows( 'SELECT id, message FROM ' . self::table() . " WHERE $where" );
			$found  = array_filter( $all, static fn( array $row ): bool => false !== strpos( $fold( Sentence::shown( (string) $row['message'] ) ), $fold( $query['search'] ) ) );
			$where .= ' AND id IN (' . implode( ', ', array_map( 'intval', array_merge( [ $query['search'] ], array_column( $found, 'id' ) ) ) ) . ')';
		}
		$size  = max( 1, $query['per_page'] ?? 20 );
		$start = ( max( 1, $query['page'] ?? 1 ) - 1 ) * $size;
		$table = self::table();
		return [
			'items' => self::many( "SELECT * FROM $table WHERE $where ORDER BY id DESC LIMIT $size OFFSET $start" ),
			'total' => (int) Sql::value( "SELECT COUNT(*) FROM $table WHERE $where" ),
		];
	}

	/**
	 * Ends a run, or lets one that has stopped go on from its cursor. From outside: the process that holds its lease finds it lost
	 * at its next write and stops there. What is cancelled keeps the cursor as that left it; what waited for a decision has none.
	 *
	 * @param list<string> $from States in which this is allowed; in any other, nothing happens.
	 * @return bool Whether this very call did it; not where another run of its kind is active.
	 */
	public static function change( Run $run, array $from, string $to, string $message ): bool {
		global $wpdb;
		$token  = bin2hex( random_bytes( 16 ) );
		$active = in_array( $to, Run::ACTIVE, true );
		$values = [
			Sql::prepare( 'state = %s, message = %s, updated_at = %s, lease_owner = %s', $to, Sql::words( $message ), DatabaseClock::utc(), $token ),
			'lease_until = 0, resumes_at = NULL',
			$active
				? Sql::prepare( 'active_kind = %s, finished_at = NULL, cursor_data = %s, mode = %s', Run::slotOf( $run->kind ), $run->cursor->toJson(), $run->mode )
				: Sql::prepare( 'active_kind = NULL, finished_at = %s', DatabaseClock::utc() ) . ( [ Run::AWAITING_APPROVAL ] === $from ? ', cursor_data = NULL' : '' ),
		];
		// The unique key refuses this where another run of the kind is active: that is an answer, not an error to print.
		$suppress = $wpdb->suppress_errors();
		try {
			self::write( Sql::prepare( 'UPDATE ' . self::table() . ' SET ' . implode( ', ', $values ) . ' WHERE id = %d AND state IN (' . Sql::quoted( $from ) . ')', $run->id ) );
		} catch ( StorageError $error ) {
			$other = $active ? self::active( Run::slotOf( $run->kind ) ) : null;
			if ( null === $other || $other->id === $run->id ) {
				throw $error;
			}
			return false;
		} finally {
			$wpdb->suppress_errors( $suppress );
		}
		$after = self::get( $run->id );
		return null !== $after && $after->leaseOwner === $token;
	}

	/** The entry may be locked until the database gives up waiting: a person can try again. */
	private static function write( string $sql ): void {
		try {
			Sql::run( $sql );
		} catch ( TransactionBroken $busy ) {
			( new RunRefused( 'database_busy', Sentence::__( 'The database of the shop was busy with something else, so nothing was done. Try again in a moment.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
	}

	/** The run has compared again what previews of its kind wait with. Only inside Lease::hold() of that run. */
	public static function replacePreviews( Run $run, string $message ): void {
		$now = DatabaseClock::utc();
		$set = Sql::prepare( 'state = %s, message = %s, cursor_data = NULL, updated_at = %s, finished_at = %s', Run::CANCELLED, $message, $now, $now );
		Sql::run( 'UPDATE ' . self::table() . " SET $set WHERE " . Sql::prepare( 'kind = %s AND state = %s AND id <> %d', $run->kind, Run::AWAITING_APPROVAL, $run->id ) );
	}

	/** More items of a run that waits were left out. */
	public static function countSkipped( int $id, int $items ): void {
		Sql::run( 'UPDATE ' . self::table() . " SET skipped = skipped + $items, processed = processed + $items WHERE id = $id" );
	}

	/**
	 * Deletes runs that ended this many days ago, the oldest first, and only so many items at a time: a first run may have 50,000
	 * of them. Not those that wait for a person, nor of each kind the last that went well, and the last of these that was no mere
	 * preview: by them the screens say how things are.
	 */
	public static function forget( int $days, int $items = 5000 ): void {
		$table = self::table();
		$last  = "SELECT MAX(id) FROM $table WHERE kind IN (" . Sql::quoted( Run::KINDS ) . ') AND ';
		$kept  = [ 0, ...Sql::ids( "$last limited = 0 AND state = %s GROUP BY kind", Run::SUCCEEDED ), ...Sql::ids( $last . self::wroteAll() . ' GROUP BY kind' ) ];
		foreach ( Sql::ids( "SELECT id FROM $table WHERE active_kind IS NULL AND state <> %s AND updated_at < %s AND id NOT IN (" . implode( ', ', $kept ) . ') ORDER BY id LIMIT 20', Run::AWAITING_APPROVAL, DatabaseClock::utc( -$days * DAY_IN_SECONDS ) ) as $id ) {
			$items -= RunItems::forget( $id, $items );
			if ( $items <= 0 ) {
				return; // The watchdog comes again in a few minutes.
			}
			Sql::run( "DELETE FROM $table WHERE id = $id" );
		}
	}

	/** SQL: a run of all items that wrote all that needs no person's decision. */
	private static function wroteAll(): string {
		return Sql::prepare( 'state = %s AND limited = 0 AND mode = %s', Run::SUCCEEDED, 'apply' );
	}

	/**
	 * @param int $held  The end of the lease, as it has to be.
	 * @param int $until What it becomes: another moment, so that the entry counts as changed.
	 * @return bool Whether the lease was as it has to be; otherwise nothing was written.
	 */
	public static function save( Run $run, int $held, int $until ): bool {
		$changed = Sql::update(
			self::table(),
			[
				'state'         => $run->state,
				'database_name' => $run->database,
				'active_kind'   => $run->isActive() ? Run::slotOf( $run->kind ) : null,
				'cursor_data'   => $run->hasCursor ? $run->cursor->toJson() : null,
				'total'         => $run->total,
				'message'       => Sql::words( $run->message ),
				'resumes_at'    => $run->resumesAt,
				'updated_at'    => $run->updatedAt,
				'finished_at'   => $run->finishedAt,
				'lease_until'   => $until,
			] + $run->counts(),
			$run->id,
			[ 'lease_until' => $held ]
		);
		return $changed > 0;
	}

	/** @param string|int ...$values */
	private static function one( string $where, ...$values ): ?Run {
		return self::many( 'SELECT * FROM ' . self::table() . ' WHERE ' . Sql::prepare( $where, ...$values ) )[0] ?? null;
	}

	/** @return list<Run> */
	private static function many( string $sql ): array {
		return array_map( static fn( array $row ): Run => new Run( $row ), Sql::rows( $sql ) );
	}

	private static function table(): string {
		return Tables::name( Tables::RUNS );
	}
}
