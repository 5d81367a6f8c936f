<?php
declare( strict_types=1 );

namespace SorsApi\Orders;

use SorsApi\Database\DatabaseClock;
use SorsApi\Database\Sql;
use SorsApi\Settings\Uptime;

/**
 * Orders by whether they came while the export was on. Such an order is sent, even after a break; an order that came while
 * it was off is sent only when a person asks for it, and counts as an older order.
 */
final class ExportPeriods {

	/** Unix time of the beginning of the present one, or of the last; 0 = the export was never on. */
	public static function since(): int {
		$periods = Uptime::exports();
		return array_pop( $periods )[0] ?? 0;
	}

	/** A condition in brackets, for the order that a query calls "o". */
	public static function sql( OrderStorage $storage ): string {
		$any = array_map( static fn( array $period ): string => self::between( $storage, ...$period ), Uptime::exports() );
		return [] === $any ? '(1 = 0)' : '(' . implode( ' OR ', $any ) . ')';
	}

	/**
	 * The same of the break before the present period, from a moment on; none before the first one.
	 *
	 * @param int $from Unix timestamp.
	 */
	public static function breakSql( OrderStorage $storage, int $from ): string {
		$periods = Uptime::exports();
		$present = array_pop( $periods );
		$former  = array_pop( $periods );
		return null === $present || null === $former ? '(1 = 0)' : self::between( $storage, max( $from, $former[1] ), $present[0] );
	}

	private static function between( OrderStorage $storage, int $from, int $until ): string {
		return Sql::prepare( "(o.{$storage->created} >= %s AND o.{$storage->created} < %s)", DatabaseClock::datetime( $from ), DatabaseClock::datetime( $until ) );
	}
}
