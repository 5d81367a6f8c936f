<?php
declare( strict_types=1 );

namespace SorsApi\Cli;

use SorsApi\Outbox\OutboxRefused;
use SorsApi\Sentence;
use SorsApi\Sors\SorsError;
use SorsApi\Sync\Engine\Run;
use SorsApi\Sync\Engine\RunRefused;
use SorsApi\Sync\Rehearsal\Rehearsal;
use SorsApi\YearChange\YearChange;

/** Compares the database of the new year with the shop. */
final class RehearsalCommand {

	private YearChange $change;
	private Rehearsal $rehearsal;

	public function __construct( YearChange $change, Rehearsal $rehearsal ) {
		$this->change    = $change;
		$this->rehearsal = $rehearsal;
	}

	/**
	 * Compares the newer database with the shop before the move, and writes to neither.
	 *
	 * Lists what is missing there, doubled or different, with examples. Exits with 1 if it could not be compared.
	 *
	 * ## OPTIONS
	 *
	 * [--format=<format>]
	 * : Output format.
	 * ---
	 * default: table
	 * options:
	 *   - table
	 *   - csv
	 *   - json
	 *   - yaml
	 * ---
	 *
	 * ## EXAMPLES
	 *
	 *     wp sors year-rehearsal
	 *     wp sors year-rehearsal --format=csv > before-the-move.csv
	 *
	 * @param list<string>          $args
	 * @param array<string, string> $options
	 */
	public function __invoke( array $args, array $options ): void {
		$format = $options['format'] ?? 'table';
		try {
			$database = $this->change->mustBeNewer();
			$this->rehearsal->start( $database, 'cli' );
		} catch ( OutboxRefused | RunRefused | SorsError $error ) {
			\WP_CLI::error( Sentence::shown( $error->getMessage() ) );
			return;
		}
		do {
			$this->rehearsal->step();
			$report = $this->rehearsal->report( $database );
			if ( $report['isActive'] ) {
				sleep( 1 );
			}
		} while ( $report['isActive'] );
		if ( Run::SUCCEEDED !== $report['state'] ) {
			\WP_CLI::error( $report['message'] );
		}
		if ( 'table' !== $format || [] !== $report['findings'] ) {
			$rows = array_map(
				static fn( array $finding ): array => [ 'examples' => implode( ', ', array_column( $finding['examples'], 'code' ) ) ] + $finding,
				$report['findings']
			);
			\WP_CLI\Utils\format_items( $format, $rows, [ 'kind', 'count', 'title', 'examples' ] );
		}
		if ( 'table' === $format ) {
			/* translators: 1: what was done, a sentence. 2: number of products. */
			\WP_CLI::success( sprintf( __( '%1$s Linked items found: %2$d.', 'sors-api-for-woocommerce' ), $report['message'], $report['found'] ) );
		}
	}
}
