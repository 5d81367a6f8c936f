<?php
declare( strict_types=1 );

namespace SorsApi\Cli;

use SorsApi\Backfill\OlderOrdersJob;
use SorsApi\Outbox\OutboxRefused;
use SorsApi\Sentence;

/** Queues older orders. */
final class OlderOrdersCommand {

	/** Seconds between two lines of progress. */
	private const TURN = 5;

	private OlderOrdersJob $job;

	public function __construct( OlderOrdersJob $job ) {
		$this->job = $job;
	}

	/**
	 * Sends orders from before the export was switched on.
	 *
	 * Counts them first and asks for confirmation. Orders that were sent, or acknowledged as being in SORS, are left alone.
	 *
	 * ## OPTIONS
	 *
	 * --from=<day>
	 * : First day, such as 2026-01-01.
	 *
	 * --to=<day>
	 * : Last day.
	 *
	 * [--dry-run]
	 * : Only count them.
	 *
	 * [--yes]
	 * : Do not ask for confirmation.
	 *
	 * ## EXAMPLES
	 *
	 *     wp sors outbox older --from=2026-01-01 --to=2026-01-31 --dry-run
	 *     wp sors outbox older --from=2026-01-01 --to=2026-01-31 --yes
	 *
	 * @param list<string>               $args
	 * @param array<string, string|bool> $options
	 */
	public function __invoke( array $args, array $options ): void {
		$from = (string) ( $options['from'] ?? '' );
		$to   = (string) ( $options['to'] ?? '' );
		try {
			$count = $this->job->count( $from, $to );
			/* translators: %d: number of orders. */
			\WP_CLI::line( sprintf( _n( '%d order of these days has no document in SORS.', '%d orders of these days have no documents in SORS.', $count, 'sors-api-for-woocommerce' ), $count ) );
			if ( ! empty( $options['dry-run'] ) || 0 === $count ) {
				return;
			}
			\WP_CLI::confirm( __( 'Send them?', 'sors-api-for-woocommerce' ), $options );
			$job = $this->job->start( $from, $to, self::TURN );
			while ( null === $job['finishedAt'] ) {
				/* translators: 1: number of orders, 2: number of orders in all. */
				\WP_CLI::log( sprintf( __( '%1$d of %2$d', 'sors-api-for-woocommerce' ), $job['queued'] + $job['refused'], $job['total'] ) );
				$this->job->resume( self::TURN );
				$job = $this->job->current() ?? $job;
			}
		} catch ( OutboxRefused $refused ) {
			\WP_CLI::error( Sentence::shown( $refused->getMessage() ) );
			return;
		}
		if ( $job['refused'] > 0 ) {
			/* translators: %d: number of orders. */
			\WP_CLI::warning( sprintf( _n( '%d order could not be queued.', '%d orders could not be queued.', $job['refused'], 'sors-api-for-woocommerce' ), $job['refused'] ) );
		}
		/* translators: %d: number of orders. */
		\WP_CLI::success( sprintf( _n( '%d order is queued. It is sent in the background, or now by: wp sors outbox work', '%d orders are queued. They are sent in the background, or now by: wp sors outbox work', $job['queued'], 'sors-api-for-woocommerce' ), $job['queued'] ) );
	}
}
