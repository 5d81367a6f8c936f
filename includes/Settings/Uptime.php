<?php
declare( strict_types=1 );

namespace SorsApi\Settings;

use SorsApi\Database\DatabaseClock;
use SorsApi\Database\Sql;
use SorsApi\Database\Tables;
use SorsApi\Log\Log;

/**
 * Periods in which the plugin was at work, exporting orders or not, with one database of SORS. Switching it off ends a period;
 * a change of these settings ends one and begins the next at the same moment, without a gap. If the plugin was not told that it
 * was switched off, the last sign of life before it is switched on again is the end. A silent cron ends none.
 *
 * Moments are microseconds of the database's clock as it stands: DatabaseClock::moment() runs ahead of one that was set back,
 * and orders that come meanwhile would be older than the period. So periods follow each other by their ids.
 */
final class Uptime {

	/** End of a period that lasts, as Unix time: that of the last year that a date of the database can have. */
	public const FOREVER = 253402300799;

	/** Microseconds without a sign of life after which the plugin was off; an update takes less. */
	private const SILENCE = 300 * self::SECOND;

	private const SECOND = 1000000;

	/**
	 * The plugin is switched on.
	 *
	 * @param int $alive Unix time of another sign of life than the watchdog's; 0 = there is none.
	 */
	public static function begin( int $alive = 0 ): void {
		$now  = DatabaseClock::now();
		$told = (int) Sql::value( 'SELECT until_at FROM ' . self::table() . ' WHERE is_open = 1' );
		$last = max( $told, $alive * self::SECOND );
		// What happened within a short silence nobody saw, but orders that came in it are sent.
		self::end( $now - $last < self::SILENCE ? $now - 1 : $last + self::SECOND );
		self::open( $now, SettingsStore::load() );
	}

	/** @param int|null $at A moment; null = the plugin is switched off now. */
	public static function end( ?int $at = null ): void {
		Sql::run( 'UPDATE ' . self::table() . ' SET is_open = NULL, until_at = %d WHERE is_open = 1', $at ?? DatabaseClock::now() );
	}

	public static function isOpen(): bool {
		return null !== Sql::value( 'SELECT id FROM ' . self::table() . ' WHERE is_open = 1' );
	}

	/** A sign of life. */
	public static function alive(): void {
		self::follow( SettingsStore::fresh() );
	}

	/**
	 * The period that lasts is one of these settings. Else it ends and another one begins: they were changed, or the table was
	 * restored or emptied, or somebody switched the plugin on without a word.
	 */
	public static function follow( Settings $settings ): void {
		$now = DatabaseClock::now();
		if ( 0 === Sql::run( 'UPDATE ' . self::table() . ' SET until_at = %d WHERE is_open = 1 AND exporting = %d AND database_name = %s', $now, (int) $settings->exportOrders, $settings->database ) ) {
			self::end( $now );
			self::open( $now, $settings );
		}
	}

	/** The orders that were exported were another shop's. */
	public static function forgetExports(): void {
		Sql::run( 'UPDATE ' . self::table() . ' SET exporting = 0' );
	}

	/** Of two processes that begin one at once, one does. */
	private static function open( int $now, Settings $settings ): void {
		if ( null === Sql::value( 'SELECT id FROM ' . self::table() . ' LIMIT 1' ) ) {
			self::recall( $settings );
		}
		Sql::run( 'INSERT IGNORE INTO ' . self::table() . ' (began_at, until_at, is_open, exporting, database_name) VALUES (%d, %d, 1, %d, %s)', $now, $now, (int) $settings->exportOrders, $settings->database );
	}

	/**
	 * An emptied table: the plugin was at work when it saw its first order, which is a little older than its entry. What came
	 * since is a gap; orders of it that were not sent are offered as older ones.
	 */
	private static function recall( Settings $settings ): void {
		$first = Sql::value( 'SELECT MIN(created_at) FROM ' . Tables::name( Tables::OUTBOX ) . " WHERE role = 'sale'" );
		if ( null !== $first ) {
			Log::warning( 'The record of when orders were sent was empty and begins anew: what came meanwhile counts as older orders.' );
			$moment = ( (int) strtotime( "$first UTC" ) - MINUTE_IN_SECONDS ) * self::SECOND;
			// By its id two processes write one, and before what either of them begins.
			Sql::run( 'INSERT IGNORE INTO ' . self::table() . ' (id, began_at, until_at, is_open, exporting, database_name) VALUES (1, %d, %d, NULL, %d, %s)', $moment, $moment, (int) $settings->exportOrders, $settings->database );
		}
	}

	/** Moment since which it has been at work without a gap; now where it is off. */
	public static function since(): int {
		$since = null;
		foreach ( Sql::rows( 'SELECT began_at, until_at, is_open FROM ' . self::table() . ' ORDER BY id DESC' ) as $row ) {
			if ( null === $since ? null === $row['is_open'] : $since !== (int) $row['until_at'] ) {
				break;
			}
			$since = (int) $row['began_at'];
		}
		return $since ?? DatabaseClock::now();
	}

	/** Unix time at which it was at work for the first time; now where that is not known. */
	public static function first(): int {
		return intdiv( (int) ( Sql::value( 'SELECT MIN(began_at) FROM ' . self::table() ) ?? DatabaseClock::now() ), self::SECOND );
	}

	/** @return string|null To which database orders of that second (Unix time) were exported; null = they were not. */
	public static function exportedTo( int $time ): ?string {
		return Sql::value(
			'SELECT database_name FROM ' . self::table() . ' WHERE exporting = 1 AND began_at < %d AND (is_open = 1 OR until_at > %d) ORDER BY id DESC LIMIT 1',
			( $time + 1 ) * self::SECOND,
			$time * self::SECOND
		);
	}

	/** @return list<array{int, int}> When orders were exported, to whatever database: Unix time of the first second, and of the first one after it. */
	public static function exports(): array {
		$exports = [];
		foreach ( Sql::rows( 'SELECT began_at, until_at, is_open FROM ' . self::table() . ' WHERE exporting = 1 ORDER BY id' ) as $row ) {
			$from  = intdiv( (int) $row['began_at'], self::SECOND );
			$until = null === $row['is_open'] ? (int) ceil( (int) $row['until_at'] / self::SECOND ) : self::FOREVER;
			$last  = array_pop( $exports );
			if ( null !== $last && $from > $last[1] ) {
				$exports[] = $last;
				$last      = null;
			}
			$exports[] = null === $last ? [ $from, $until ] : [ $last[0], max( $last[1], $until ) ];
		}
		return $exports;
	}

	private static function table(): string {
		return Tables::name( Tables::UPTIME );
	}
}
