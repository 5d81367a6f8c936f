<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Engine;

/** Pure: when a run is due by its rule: off, 15min, hourly, twicedaily or daily@HH:MM. */
final class ScheduleRule {

	private const INTERVALS = [
		'15min'      => 15 * 60,
		'hourly'     => 60 * 60,
		'twicedaily' => 12 * 60 * 60,
	];

	/**
	 * @param int|null      $last  When the last scheduled run began; null = there was none.
	 * @param int           $since When the rule was made.
	 * @param \DateTimeZone $zone  The site's: `daily@HH:MM` is meant there.
	 *
	 * @return int|null Unix time; in the past where it is overdue. Null for off.
	 */
	public static function next( string $rule, ?int $last, int $since, \DateTimeZone $zone ): ?int {
		if ( isset( self::INTERVALS[ $rule ] ) ) {
			return null === $last ? $since : $last + self::INTERVALS[ $rule ];
		}
		if ( 1 !== preg_match( '/^daily@(\d\d):(\d\d)$/D', $rule, $time ) ) {
			return null;
		}
		$after = max( (int) $last, $since );
		$day   = ( new \DateTimeImmutable( '@' . $after ) )->setTimezone( $zone );
		$next  = $day->setTime( (int) $time[1], (int) $time[2] );
		if ( $next->getTimestamp() <= $after ) {
			$next = $day->modify( '+1 day' )->setTime( (int) $time[1], (int) $time[2] );
		}
		return $next->getTimestamp();
	}
}
