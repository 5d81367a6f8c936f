<?php
declare( strict_types=1 );

namespace SorsApi\Setup;

/**
 * Microseconds since 1970 by the database's clock.
 *
 * "Did SORS' figure contain this sale?" compares moments taken by several web
 * servers, whose own clocks differ; the database is the one clock they share.
 */
final class DatabaseClock {

	public static function now(): int {
		global $wpdb;
		if ( self::isInProcess() ) {
			// SQLite runs inside PHP and knows no fractions of seconds: its clock is ours.
			return (int) round( microtime( true ) * 1000000 );
		}
		// NOW() is the moment the statement began, before it waited for anything.
		return (int) $wpdb->get_var( 'SELECT CAST(UNIX_TIMESTAMP(NOW(6)) * 1000000 AS UNSIGNED)' );
	}

	/** The same clock as a UTC DATETIME, `$seconds` from now. */
	public static function utc( int $seconds = 0 ): string {
		return gmdate( 'Y-m-d H:i:s', intdiv( self::now(), 1000000 ) + $seconds );
	}

	public static function isInProcess(): bool {
		return defined( 'DB_ENGINE' ) && 'sqlite' === DB_ENGINE;
	}
}
