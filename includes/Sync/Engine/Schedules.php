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

	/** @var callable(): Runs */
	private $runs;

	/** @param callable(): Runs $runs */
	public function __construct( SettingsStore $settings, RunTable $table, callable $runs ) {
		$this->settings = $settings;
		$this->table    = $table;
		$this->runs     = $runs;
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

	/** Starts what is due. */
	public function work(): void {
		foreach ( array_keys( $this->settings->load()->schedule ) as $kind ) {
			$next = $this->next( $kind );
			if ( null === $next || $next > time() || null !== $this->table->active( $kind ) ) {
				continue;
			}
			try {
				( $this->runs )()->start( $kind, 'apply', 'schedule' );
			} catch ( RunRefused $refused ) {
				// Not connected (any more), or a kind that this version cannot do: the screens say so.
				continue;
			}
		}
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
