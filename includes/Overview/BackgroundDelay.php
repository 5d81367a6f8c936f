<?php
declare( strict_types=1 );

namespace SorsApi\Overview;

use SorsApi\Outbox\Worker;
use SorsApi\Sync\Engine\StepQueue;

/** Whether the site's cron runs what is planned, and what to do where it does not. */
final class BackgroundDelay {

	/** Minutes from which on something is wrong with the site's cron; for a shorter time, perhaps there were no visits. */
	private const LATE = 15;

	/** What to do about a cron that does not run, or '' while it does. Translated. */
	public static function advice(): string {
		$late = self::minutes();
		if ( null === $late || $late < self::LATE ) {
			return '';
		}
		return implode(
			' ',
			[
				/* translators: %d: number of minutes. */
				sprintf( _n( 'The background work is %d minute late: orders do not reach SORS, and no schedule runs.', 'The background work is %d minutes late: orders do not reach SORS, and no schedule runs.', $late, 'sors-api-for-woocommerce' ), $late ),
				/* translators: %s: a line for the system's cron. */
				sprintf( __( 'WordPress’ own cron runs only when somebody visits the site. Ask your host to add this line to the system’s cron: %s', 'sors-api-for-woocommerce' ), '* * * * * curl -s ' . site_url( 'wp-cron.php?doing_wp_cron' ) . ' >/dev/null' ),
			]
		);
	}

	/** What to do where nothing is planned. Translated. */
	public static function missing(): string {
		return __( 'The background work is not planned. Opening any page of wp-admin plans it again; if this message stays, deactivate the plugin and activate it again.', 'sors-api-for-woocommerce' );
	}

	/** How many minutes the outbox is overdue; null when it is not planned at all. */
	public static function minutes(): ?int {
		$newest = as_get_scheduled_actions(
			[
				'hook'     => Worker::HOOK,
				'args'     => [],
				'group'    => StepQueue::GROUP,
				// Where PHP was cut off, an action stays under way until the next one looks after it.
				'status'   => [ \ActionScheduler_Store::STATUS_PENDING, \ActionScheduler_Store::STATUS_RUNNING ],
				'order'    => 'DESC',
				'per_page' => 1,
			]
		);
		$due = [] === $newest ? null : reset( $newest )->get_schedule()->get_date();
		return null === $due ? null : max( 0, intdiv( time() - $due->getTimestamp(), MINUTE_IN_SECONDS ) );
	}
}
