<?php
declare( strict_types=1 );

namespace SorsApi\Cli;

use SorsApi\Outbox\OutboxRefused;
use SorsApi\Outbox\RestoredBackup;
use SorsApi\Outbox\RestoredWords;
use SorsApi\Sentence;

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
	 * [--format=<format>]
	 * : Output format. json: null, or state, message and numbers of documents.
	 * ---
	 * default: text
	 * options:
	 *   - text
	 *   - json
	 * ---
	 *
	 * ## EXAMPLES
	 *
	 *     wp sors outbox restored
	 *     wp sors outbox restored --as=adopt
	 *     wp sors outbox restored --format=json
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
				\WP_CLI::error( Sentence::shown( $refusal->getMessage() ) );
			}
		}
		$now    = $this->restored->status();
		$isJson = 'json' === ( $options['format'] ?? 'text' );
		if ( null === $now ) {
			if ( $isJson ) {
				Json::show( null );
				return;
			}
			\WP_CLI::success( __( 'SORS has no documents of this shop that the shop does not know, as far as it has looked.', 'sors-api-for-woocommerce' ) );
			return;
		}
		$message   = Sentence::shown( RestoredWords::of( $now ) );
		$documents = RestoredBackup::LEFT === $now['state'] ? $now['leftExamples'] : $now['examples'];
		if ( $isJson ) {
			Json::show( [ 'state' => $now['state'] ] + compact( 'message', 'documents' ) );
		} else {
			\WP_CLI::warning( $message );
			foreach ( $documents as $number ) {
				\WP_CLI::line( $number );
			}
		}
		\WP_CLI::halt( 1 );
	}
}
