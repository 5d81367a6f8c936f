<?php
declare( strict_types=1 );

namespace SorsApi\Cli;

use SorsApi\Outbox\OutboxRefused;
use SorsApi\Outbox\RestoredBackup;
use SorsApi\Outbox\RestoredWords;

/** Decides about documents in SORS that the shop does not know, as after a restored backup. */
final class RestoredCommand {

	private RestoredBackup $restored;

	public function __construct( RestoredBackup $restored ) {
		$this->restored = $restored;
	}

	/**
	 * Shows documents in SORS that carry the mark of this shop and that it does not know, or decides about them.
	 *
	 * Exits with 1 while there is something to decide.
	 *
	 * ## OPTIONS
	 *
	 * [--as=<decision>]
	 * : adopt: they are this shop's, each is put back to its order; notOurs: another shop made them; ignore: leave them as they are.
	 * Afterwards the shop goes on under a new mark. ignore also ends a look at SORS that fails, and the list of those without an order.
	 * ---
	 * options:
	 *   - adopt
	 *   - notOurs
	 *   - ignore
	 * ---
	 *
	 * @param list<string>          $args
	 * @param array<string, string> $options
	 */
	public function __invoke( array $args, array $options ): void {
		if ( isset( $options['as'] ) ) {
			try {
				$this->restored->decide( $options['as'] );
				while ( $this->restored->work( microtime( true ) + 60 ) ) {
					continue;
				}
			} catch ( OutboxRefused $refusal ) {
				\WP_CLI::error( $refusal->getMessage() );
			}
		}
		$now = $this->restored->status();
		if ( null === $now ) {
			\WP_CLI::success( __( 'SORS has no documents of this shop that the shop does not know, as far as it has looked.', 'sors-api-for-woocommerce' ) );
			return;
		}
		\WP_CLI::warning( RestoredWords::of( $now ) );
		foreach ( RestoredBackup::LEFT === $now['state'] ? $now['leftExamples'] : $now['examples'] as $number ) {
			\WP_CLI::line( $number );
		}
		\WP_CLI::halt( 1 );
	}
}
