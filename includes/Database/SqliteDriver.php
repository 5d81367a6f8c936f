<?php
declare( strict_types=1 );

namespace SorsApi\Database;

/**
 * What is different where WordPress keeps its tables in an SQLite file, by its
 * driver "SQLite Database Integration" (seen: 3.0.2, as Playground brings it).
 */
final class SqliteDriver {

	/** SQLite's codes for "another process has the lock". */
	private const LOCKED = [ 5, 6 ];

	/** So long we write before others are let in, in nanoseconds. */
	private const TURN = 500000000;

	/** And so long they are, in microseconds: who waits for the lock looks at it every 100 ms. */
	private const GAP = 120000;

	/** Since others were let in last, in nanoseconds. */
	private static int $written = 0;

	/**
	 * The driver rolls back when any statement fails, where MySQL gives up that
	 * statement alone; the next ones count at once, each for itself.
	 *
	 * @param mixed $connection What the database object says its connection is.
	 */
	public static function hasRolledBack( $connection ): bool {
		return is_object( $connection ) && method_exists( $connection, 'inTransaction' )
			&& null !== self::error( $connection ) && ! $connection->inTransaction();
	}

	/**
	 * Whether the last statement waited for another process' transaction, and gave up: after 10 s.
	 *
	 * @param mixed $connection
	 */
	public static function isLockedOut( $connection ): bool {
		$error = self::error( $connection );
		return null !== $error && in_array( $error[1] ?? null, self::LOCKED, true );
	}

	/**
	 * What the last statement failed with, in one line; null where it did not fail, or this is no SQLite. The message
	 * that WordPress is given is a page of HTML, with a trace.
	 *
	 * @param mixed $connection
	 */
	public static function message( $connection ): ?string {
		$message = self::error( $connection )[2] ?? null;
		return is_string( $message ) ? $message : null;
	}

	/**
	 * After a transaction: SQLite has one writer at a time and no queue. A run that begins its next transaction at once
	 * would keep a checkout, or a click on Stop, waiting until they give up.
	 *
	 * @param int $written How long the transaction was, in nanoseconds.
	 */
	public static function letOthersWrite( int $written ): void {
		if ( ! DatabaseClock::isInProcess() ) {
			return;
		}
		self::$written += $written;
		if ( self::$written >= self::TURN ) {
			usleep( self::GAP );
			self::$written = 0;
		}
	}

	/**
	 * @param mixed $connection
	 * @return array<mixed>|null SQLSTATE, code, message.
	 */
	private static function error( $connection ): ?array {
		if ( ! DatabaseClock::isInProcess() || ! is_object( $connection ) || ! method_exists( $connection, 'errorInfo' ) ) {
			return null;
		}
		$error = $connection->errorInfo();
		return is_array( $error ) && ! in_array( $error[0] ?? null, [ null, '', '00000' ], true ) ? $error : null;
	}
}
