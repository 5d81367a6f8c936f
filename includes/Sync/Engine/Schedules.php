<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Engine;

use SorsApi\Settings\Settings;
use SorsApi\Settings\SettingsStore;

/** Runs that begin by themselves. */
final class Schedules {

	/** Kind of run => Unix time since when its rule is in force. */
	public const OPTION = 'sors_schedule_since';

	/** The watchdog looks every five minutes: better a little early than five minutes late, in seconds. */
	private const EARLY = 120;

	private SettingsStore $settings;
	private RunTable $table;

	public function __construct( SettingsStore $settings, RunTable $table ) {
		$this->settings = $settings;
		$this->table    = $table;
	}

	/** A new rule counts from the moment it was made. */
	public function onSettingsChanged( Settings $after, Settings $before ): void {
		$since = self::since();
		foreach ( $after->schedule as $kind => $rule ) {
			if ( $rule !== ( $before->schedule[ $kind ] ?? 'off' ) ) {
				$since[ $kind ] = time();
			}
		}
		update_option( self::OPTION, $since, false );
	}

	/** @return list<string> Kinds of run that are due and not under way. */
	public function due(): array {
		$isDue = function ( string $kind ): bool {
			$next = $this->next( $kind );
			return null !== $next && $next <= time() && null === $this->table->active( $kind );
		};
		return array_values( array_filter( array_keys( $this->settings->load()->schedule ), $isDue ) );
	}

	/** Unix time at which the next run of the kind begins, the past if it is overdue; null = none will. */
	public function next( string $kind ): ?int {
		$rule = $this->settings->load()->schedule[ $kind ] ?? 'off';
		$last = $this->table->lastScheduled( $kind );
		$next = ScheduleRule::next( $rule, $last, self::since()[ $kind ] ?? 0, wp_timezone() );
		return null === $next || 0 === strpos( $rule, 'daily' ) ? $next : $next - self::EARLY;
	}

	/** @return array<string, int> */
	private static function since(): array {
		$since = get_option( self::OPTION, [] );
		return array_map( 'intval', array_filter( is_array( $since ) ? $since : [], 'is_numeric' ) );
	}
}
