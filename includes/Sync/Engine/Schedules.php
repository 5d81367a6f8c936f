<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Engine;

use SorsApi\Database\DatabaseClock;
use SorsApi\Settings\Settings;
use SorsApi\Settings\SettingsStore;

/** Runs that start on a schedule: off, 15min, hourly, twicedaily or daily@HH:MM. */
final class Schedules {

	/** Kind of run => Unix time since when its rule is in force. */
	public const OPTION = 'sors_schedule_since';

	private const INTERVALS = [ '15min' => 15 * 60, 'hourly' => 60 * 60, 'twicedaily' => 12 * 60 * 60 ];
	/** Seconds. The watchdog runs every five minutes: better a little early than five minutes late. */
	private const EARLY = 120;

	/** A new rule counts from the moment it was set. */
	public static function onSettingsChanged( Settings $after, Settings $before ): void {
		$since = self::since();
		foreach ( $after->schedule as $kind => $rule ) {
			if ( $rule !== ( $before->schedule[ $kind ] ?? 'off' ) ) {
				$since[ $kind ] = time();
			}
		}
		update_option( self::OPTION, $since, false );
	}

	/** @return list<string> Kinds of run that are due and not under way. */
	public static function due(): array {
		$isDue = static fn( string $kind ): bool => ( self::next( $kind ) ?? INF ) <= time() && null === RunTable::active( $kind );
		return array_values( array_filter( array_keys( SettingsStore::load()->schedule ), $isDue ) );
	}

	/** Unix time at which the next run of the kind starts, the past if it is overdue; null = none will. */
	private static function next( string $kind ): ?int {
		$rule = SettingsStore::load()->schedule[ $kind ] ?? 'off';
		$last = RunTable::lastScheduled( $kind );
		$next = self::byRule( $rule, $last, self::since()[ $kind ] ?? 0, wp_timezone() );
		return null === $next || 0 === strpos( $rule, 'daily' ) ? $next : $next - self::EARLY;
	}

	/** When the next run of the kind starts, `Y-m-dTH:i:sZ`; null = none will. */
	public static function nextAt( string $kind ): ?string {
		$next = self::next( $kind );
		return null === $next ? null : DatabaseClock::iso( max( $next, time() ) );
	}

	/**
	 * Pure: when a run is due.
	 *
	 * @param int|null      $last  When the last scheduled run began; null = there was none.
	 * @param int           $since When the rule was made.
	 * @param \DateTimeZone $zone  The site's: `daily@HH:MM` is meant there.
	 * @return int|null Unix time; in the past where it is overdue. Null for off.
	 */
	public static function byRule( string $rule, ?int $last, int $since, \DateTimeZone $zone ): ?int {
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

	/** @return array<string, int> */
	private static function since(): array {
		$since = get_option( self::OPTION, [] );
		return array_map( 'intval', array_filter( is_array( $since ) ? $since : [], 'is_numeric' ) );
	}
}
