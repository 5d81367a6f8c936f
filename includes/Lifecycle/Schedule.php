<?php
declare( strict_types=1 );

namespace SorsApi\Lifecycle;

use SorsApi\Outbox\Worker;
use SorsApi\Sync\Engine\StepQueue;

/**
 * The recurring actions. Action Scheduler gives one up after five failures in a row, and its list can be cleared by
 * hand: so they are ensured again on every page of wp-admin, daily by Action Scheduler's own hook, and hourly by
 * WP-Cron, which does not depend on Action Scheduler.
 */
final class Schedule {

	public const WATCHDOG = 'sors_watchdog';

	/** WP-Cron's event that ensures those of Action Scheduler. */
	public const CRON = 'sors_ensure_actions';

	/** @var array<string, array{int, int}> Hook => seconds between two runs, priority (0 is the highest). */
	private const RECURRING = [
		Worker::HOOK   => [ MINUTE_IN_SECONDS, 0 ],
		self::WATCHDOG => [ 5 * MINUTE_IN_SECONDS, 5 ],
	];

	public static function ensureFromPage(): void {
		if ( ! wp_doing_ajax() ) {
			self::ensure();
		}
	}

	/** On activation, when Action Scheduler may not be ready yet: then WP-Cron's event does it a minute later. */
	public static function plan(): void {
		self::planCron();
		self::ensure();
	}

	public static function planCron(): void {
		if ( false === wp_next_scheduled( self::CRON ) ) {
			wp_schedule_event( time() + MINUTE_IN_SECONDS, 'hourly', self::CRON );
		}
	}

	public static function ensure(): void {
		if ( ! self::isReady() ) {
			return;
		}
		foreach ( self::RECURRING as $hook => [ $interval, $priority ] ) {
			if ( ! as_has_scheduled_action( $hook, [], StepQueue::GROUP ) ) {
				as_schedule_recurring_action( time(), $interval, $hook, [], StepQueue::GROUP, true, $priority );
			}
		}
		if ( false === wp_next_scheduled( self::CRON ) ) {
			wp_schedule_event( time() + HOUR_IN_SECONDS, 'hourly', self::CRON );
		}
	}

	/** Nothing of ours runs any more; runs and entries stay where they are. */
	public static function clear(): void {
		wp_unschedule_hook( self::CRON );
		if ( function_exists( 'as_unschedule_all_actions' ) ) {
			as_unschedule_all_actions( '', [], StepQueue::GROUP );
		}
	}

	/** Action Scheduler refuses everything before its `action_scheduler_init`. */
	private static function isReady(): bool {
		return function_exists( 'as_has_scheduled_action' )
			&& ( ! class_exists( 'ActionScheduler', false ) || \ActionScheduler::is_initialized() );
	}
}
