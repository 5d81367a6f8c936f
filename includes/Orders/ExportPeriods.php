<?php
declare( strict_types=1 );

namespace SorsApi\Orders;

use SorsApi\Database\DatabaseClock;
use SorsApi\Database\Sql;

/**
 * When the export was on. An order that came while it was on is sent, even after a break; an order that came while it
 * was off is sent only when a person asks for it, and counts as an older order.
 */
final class ExportPeriods {

	/** Since when orders are exported (Unix timestamp). */
	public const SINCE_OPTION = 'sors_export_since';

	/** Seconds without a sign of life after which the plugin was off; an update takes less. */
	private const SILENCE = 300;

	/** Former periods: list of [ first second, first second after it ]. */
	public const FORMER_OPTION = 'sors_export_periods';

	/** One that ended in the second in which it began goes on: periods are told apart by that second. */
	public static function begin(): void {
		$now    = time();
		$former = self::former();
		if ( in_array( $now, array_column( $former, 0 ), true ) ) {
			update_option( self::FORMER_OPTION, array_values( array_filter( $former, static fn( array $period ): bool => $now !== $period[0] ) ), false );
		}
		update_option( self::SINCE_OPTION, $now, false );
	}

	/** @param int|null $at Unix timestamp; null = now. */
	public static function end( ?int $at = null ): void {
		if ( self::isOpen() ) {
			update_option( self::FORMER_OPTION, array_merge( self::former(), [ [ self::since(), max( self::since(), $at ?? time() ) ] ] ), false );
		}
	}

	/** Whether orders were ever exported. */
	public static function wereAny(): bool {
		return 0 !== self::since();
	}

	/** Whether one was begun and not ended. */
	public static function isOpen(): bool {
		$former = self::former();
		return 0 !== self::since() && ( [] === $former || $former[ count( $former ) - 1 ][0] !== self::since() );
	}

	/**
	 * The plugin is switched on again: what came meanwhile is not sent unasked. Switched off by the folder alone, it
	 * was told of no end: the last sign of life is the end then.
	 *
	 * @param int $alive Unix timestamp: when the plugin was last at work; 0 = not known.
	 */
	public static function resume( int $alive ): void {
		// Another request may have begun one a moment ago.
		$alive = 0 === $alive ? 0 : max( $alive, self::since() );
		if ( self::isOpen() && ( 0 === $alive || time() - $alive < self::SILENCE ) ) {
			return;
		}
		self::end( $alive + 1 );
		self::begin();
	}

	/** They were another shop's: orders that came in them are sent by that one. */
	public static function forget(): void {
		delete_option( self::FORMER_OPTION );
		delete_option( self::SINCE_OPTION );
	}

	public static function contain( int $moment ): bool {
		if ( $moment >= self::since() ) {
			return true;
		}
		foreach ( self::former() as [ $from, $until ] ) {
			if ( $moment >= $from && $moment < $until ) {
				return true;
			}
		}
		return false;
	}

	/** A condition in brackets, for the order that a query calls "o". */
	public static function sql( OrderStorage $storage ): string {
		$stored = Sql::options( self::SINCE_OPTION, self::FORMER_OPTION );
		return '(' . Sql::prepare( "o.{$storage->created} >= %s", DatabaseClock::datetime( self::asMoment( $stored[ self::SINCE_OPTION ] ) ) ) . ' OR ' . self::among( $storage, self::asPeriods( $stored[ self::FORMER_OPTION ] ) ) . ')';
	}

	/** The same of former periods only: the orders that an export which is off holds up. */
	public static function formerSql( OrderStorage $storage ): string {
		return self::among( $storage, self::former() );
	}

	/** @param list<array{int, int}> $periods */
	private static function among( OrderStorage $storage, array $periods ): string {
		$any = array_map( static fn( array $period ): string => self::between( $storage, $period[0], $period[1] ), $periods );
		return [] === $any ? '(1 = 0)' : '(' . implode( ' OR ', $any ) . ')';
	}

	/**
	 * The same of the break before the present period, from a moment on; none before the first one.
	 *
	 * @param int $from Unix timestamp.
	 */
	public static function breakSql( OrderStorage $storage, int $from ): string {
		$former = self::former();
		return [] === $former ? '(1 = 0)' : self::between( $storage, max( $from, $former[ count( $former ) - 1 ][1] ), self::since() );
	}

	private static function between( OrderStorage $storage, int $from, int $until ): string {
		return Sql::prepare( "(o.{$storage->created} >= %s AND o.{$storage->created} < %s)", DatabaseClock::datetime( $from ), DatabaseClock::datetime( $until ) );
	}

	/** @return list<array{int, int}> */
	private static function former(): array {
		return self::asPeriods( Sql::option( self::FORMER_OPTION ) );
	}

	/**
	 * @param mixed $stored
	 * @return list<array{int, int}>
	 */
	private static function asPeriods( $stored ): array {
		$periods = [];
		foreach ( is_array( $stored ) ? $stored : [] as $period ) {
			if ( is_array( $period ) && isset( $period[0], $period[1] ) && is_int( $period[0] ) && is_int( $period[1] ) ) {
				$periods[] = [ $period[0], $period[1] ];
			}
		}
		return $periods;
	}

	/** Unix timestamp of the present period; 0 = the export was never on. */
	public static function since(): int {
		return self::asMoment( Sql::option( self::SINCE_OPTION ) );
	}

	/** @param mixed $stored */
	private static function asMoment( $stored ): int {
		return is_numeric( $stored ) ? (int) $stored : 0;
	}
}
