<?php
declare( strict_types=1 );

namespace SorsApi\Database;

use SorsApi\Sentence;

/**
 * Microseconds since 1970 by the database's clock.
 *
 * "Did SORS' figure contain this sale?" compares moments taken by several web servers, whose own clocks differ; the
 * database is the one clock they share, and moment() keeps their order when it is set back.
 */
final class DatabaseClock {

	/** The last moment that was given out. */
	private const MOMENT_OPTION = 'sors_last_moment';

	private const NOW = "TIMESTAMPDIFF(MICROSECOND, '1970-01-01', UTC_TIMESTAMP(6))";

	/** Nanoseconds for which the time is extrapolated from the last reading: two clocks do not drift apart within a minute. */
	private const READING_LASTS = 60000000000;

	/** What the last reading said, in microseconds, and when it was by this process' own counter, in nanoseconds. */
	private static int $reading = 0;
	private static int $readAt  = 0;

	/** @throws StorageError When the database does not answer. */
	public static function now(): int {
		if ( self::isInProcess() ) {
			return self::ofProcess();
		}
		// The moment the statement began, before it waited for anything. In UTC: local time jumps back an hour each autumn.
		self::$reading = self::told( Sql::value( 'SELECT ' . self::NOW ) );
		self::$readAt  = hrtime( true );
		return self::$reading;
	}

	/**
	 * A moment for what is compared with other moments: later than all that were given out before, also where the clock
	 * was set back since. Not in a transaction: until its end no other connection would get one.
	 */
	public static function moment(): int {
		global $wpdb;
		$now  = self::isInProcess() ? (string) self::ofProcess() : self::NOW;
		$last = 'CAST(option_value AS UNSIGNED)';
		// Not GREATEST: the driver for SQLite cuts it to 32 bits.
		if ( 0 === Sql::run( "UPDATE {$wpdb->options} SET option_value = CASE WHEN $last >= $now THEN $last + 1 ELSE $now END WHERE option_name = %s", self::MOMENT_OPTION ) ) {
			Sql::run( "INSERT IGNORE INTO {$wpdb->options} (option_name, option_value, autoload) VALUES (%s, $now, 'no')", self::MOMENT_OPTION );
		}
		// Perhaps another process' by now. Of two equal moments, the document's never counts as before the figure's.
		return self::told( Sql::value( "SELECT option_value FROM {$wpdb->options} WHERE option_name = %s", self::MOMENT_OPTION ) );
	}

	/** As the routes write a moment: ISO 8601, in UTC. */
	public static function iso( int $timestamp ): string {
		return gmdate( 'Y-m-d\TH:i:s\Z', $timestamp );
	}

	/** @throws StorageError When there is no answer: a moment of 0 would make every sale look acknowledged. */
	private static function told( ?string $microseconds ): int {
		if ( null === $microseconds ) {
			( new StorageError( Sentence::__( 'The database of the shop does not tell the time.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		return (int) $microseconds;
	}

	/** SQLite runs inside PHP and knows no fractions of seconds: its clock is ours. */
	private static function ofProcess(): int {
		return (int) round( microtime( true ) * 1000000 );
	}

	/** The same clock, extrapolated without a query: for when something expires, never for what came first. */
	public static function about(): int {
		$passed = hrtime( true ) - self::$readAt;
		return 0 === self::$reading || $passed > self::READING_LASTS ? self::now() : self::$reading + intdiv( $passed, 1000 );
	}

	/** A Unix time as a UTC DATETIME. */
	public static function datetime( int $timestamp ): string {
		return gmdate( 'Y-m-d H:i:s', $timestamp );
	}

	/** The same as a UTC DATETIME, `$seconds` from now. */
	public static function utc( int $seconds = 0 ): string {
		return self::datetime( intdiv( self::about(), 1000000 ) + $seconds );
	}

	/** The end of a wait that begins now, rounded up, so that nothing is asked too soon. */
	public static function utcAfter( int $seconds ): string {
		return self::utc( $seconds + 1 );
	}

	public static function isInProcess(): bool {
		return defined( 'DB_ENGINE' ) && 'sqlite' === DB_ENGINE;
	}
}
