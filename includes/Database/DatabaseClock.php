<?php
declare( strict_types=1 );

namespace SorsApi\Database;

/**
 * Microseconds since 1970 by the database's clock.
 *
 * "Did SORS' figure contain this sale?" compares moments taken by several web
 * servers, whose own clocks differ; the database is the one clock they share.
 */
final class DatabaseClock {

	/** Nanoseconds for which the time is extrapolated from the last reading: two clocks do not drift apart within a minute. */
	private const READING_LASTS = 60000000000;

	/** What the last reading said, in microseconds, and when it was by this process' own counter, in nanoseconds. */
	private static int $reading = 0;
	private static int $readAt  = 0;

	/** @throws StorageError When the database does not answer: a moment of 0 would make every sale look acknowledged. */
	public static function now(): int {
		if ( self::isInProcess() ) {
			// SQLite runs inside PHP and knows no fractions of seconds: its clock is ours.
			return (int) round( microtime( true ) * 1000000 );
		}
		// The moment the statement began, before it waited for anything. In UTC: local time jumps back an hour each autumn.
		$now = Sql::value( "SELECT TIMESTAMPDIFF(MICROSECOND, '1970-01-01', UTC_TIMESTAMP(6))" );
		if ( null === $now ) {
			throw new StorageError( __( 'The database of the shop does not tell the time.', 'sors-api-for-woocommerce' ) );
		}
		self::$reading = (int) $now;
		self::$readAt  = hrtime( true );
		return self::$reading;
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
