<?php
declare( strict_types=1 );

namespace SorsApi\Cli;

use cli\progress\Bar;
use SorsApi\Overview\Overview;
use SorsApi\Overview\SupportFile;
use SorsApi\Settings\LastTest;
use SorsApi\Settings\SettingsStore;
use SorsApi\Sync\Engine\Run;
use SorsApi\Sync\Engine\RunRefused;
use SorsApi\Sync\Engine\Runs;

/**
 * Connects the shop with SORS: tests the connection, shows the state, imports products and stock.
 */
final class Commands {

	/** Between two steps of a run that another process works on, in microseconds. */
	private const PAUSE = 500000;

	private SettingsStore $settings;
	private LastTest $test;
	private Overview $overview;
	private Runs $runs;
	private SupportFile $support;

	public function __construct( SettingsStore $settings, LastTest $test, Overview $overview, Runs $runs, SupportFile $support ) {
		$this->settings = $settings;
		$this->test     = $test;
		$this->overview = $overview;
		$this->runs     = $runs;
		$this->support  = $support;
	}

	/**
	 * Tests the connection with SORS.
	 *
	 * ## OPTIONS
	 *
	 * [<database>]
	 * : Database to test. Default: the one in the settings.
	 *
	 * @param list<string> $args
	 */
	public function test( array $args ): void {
		$result = $this->test->run( $args[0] ?? $this->settings->load()->database );
		if ( ! $result['ok'] ) {
			\WP_CLI::error( $result['problem']['message'] ?? __( 'The connection does not work.', 'sors-api-for-woocommerce' ) );
		}
		if ( null !== $result['problem'] ) {
			\WP_CLI::warning( $result['problem']['message'] );
		}
		/* translators: %d: milliseconds. */
		\WP_CLI::success( sprintf( __( 'SORS answers in %d ms.', 'sors-api-for-woocommerce' ), (int) $result['latencyMs'] ) );
	}

	/**
	 * Shows the state of the connection, runs and orders.
	 *
	 * ## OPTIONS
	 *
	 * [--format=<format>]
	 * : Output format.
	 * ---
	 * default: table
	 * options:
	 *   - table
	 *   - json
	 * ---
	 *
	 * @param list<string>          $args
	 * @param array<string, string> $options
	 */
	public function status( array $args, array $options ): void {
		$overview = $this->overview->make();
		if ( 'json' === ( $options['format'] ?? 'table' ) ) {
			\WP_CLI::line( (string) wp_json_encode( $overview, JSON_PRETTY_PRINT | JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES ) );
			return;
		}
		$rows = [ [ __( 'products linked with SORS', 'sors-api-for-woocommerce' ), (string) $overview['linkedProducts'] ] ];
		foreach ( [ 'catalog', 'stock' ] as $kind ) {
			$run    = $this->runs->list(
				[
					'kind'     => $kind,
					'per_page' => 1,
				]
			)['items'][0] ?? null;
			$rows[] = [ $kind, null === $run ? '-' : '#' . $run->id . ' ' . $run->state . ': ' . $run->message ];
		}
		foreach ( $overview['outbox'] as $orders ) {
			/* translators: %s: state of orders, such as "sent". */
			$rows[] = [ sprintf( __( 'orders %s', 'sors-api-for-woocommerce' ), $orders['state'] ), (string) $orders['count'] ];
		}
		\WP_CLI\Utils\format_items(
			'table',
			array_map(
				static function ( array $row ): array {
					return [
						'what'  => $row[0],
						'state' => $row[1],
					];
				},
				$rows
			),
			[ 'what', 'state' ]
		);
		foreach ( $overview['decisions'] as $decision ) {
			\WP_CLI::warning( $decision['message'] );
		}
	}

	/**
	 * Imports products, stock or images from SORS.
	 *
	 * ## OPTIONS
	 *
	 * <kind>
	 * : What to import.
	 * ---
	 * options:
	 *   - catalog
	 *   - stock
	 *   - images
	 * ---
	 *
	 * [--preview]
	 * : Only find out what would change; write nothing.
	 *
	 * [--wait]
	 * : Do the work now, with a progress bar. Without it the run continues in the background.
	 *
	 * @param list<string>               $args
	 * @param array<string, string|bool> $options
	 */
	public function sync( array $args, array $options ): void {
		try {
			$run = $this->runs->start( $args[0] ?? '', empty( $options['preview'] ) ? 'apply' : 'preview', 'cli' );
			if ( empty( $options['wait'] ) ) {
				/* translators: 1: number of the run, 2: its state. */
				\WP_CLI::success( sprintf( __( 'Run %1$d is %2$s and continues in the background.', 'sors-api-for-woocommerce' ), $run->id, $run->state ) );
				return;
			}
			self::report( $this->work( $run ) );
		} catch ( RunRefused $refusal ) {
			\WP_CLI::error( $refusal->getMessage() );
		}
	}

	/**
	 * Writes a file for support: versions, settings, counts, schedule and the last lines of the log.
	 *
	 * It holds neither the API key nor data of buyers.
	 *
	 * ## OPTIONS
	 *
	 * [--file=<path>]
	 * : Path of the file; "-" prints it. Default: a name with the time, in the current folder.
	 *
	 * @param list<string>          $args
	 * @param array<string, string> $options
	 */
	public function support( array $args, array $options ): void {
		$file = $options['file'] ?? SupportFile::fileName();
		if ( '-' === $file ) {
			\WP_CLI::line( $this->support->make() );
			return;
		}
		// phpcs:ignore WordPress.PHP.NoSilencedErrors -- The error below says more than PHP's warning.
		if ( false === @file_put_contents( $file, $this->support->make() ) ) {
			/* translators: %s: path of a file. */
			\WP_CLI::error( sprintf( __( 'The file %s could not be written. Choose another path with --file.', 'sors-api-for-woocommerce' ), $file ) );
		}
		/* translators: %s: path of a file. */
		\WP_CLI::success( sprintf( __( 'Written to %s. Read it before you send it to anybody.', 'sors-api-for-woocommerce' ), $file ) );
	}

	private function work( Run $run ): Run {
		$bar   = null;
		$state = '';
		$shown = 0;
		while ( $run->isActive() ) {
			$before = $run;
			$run    = $this->runs->step( $run->id );
			// A run counts twice, first what it read, then what it wrote: each has its own bar.
			if ( null !== $run->total && $run->isActive() && $run->state !== $state ) {
				if ( null !== $bar ) {
					$bar->finish();
				}
				$made  = \WP_CLI\Utils\make_progress_bar( $run->kind . ' ' . $run->state, $run->total );
				// Without a terminal (a pipe, --quiet) WP-CLI makes something else, which does nothing.
				$bar   = $made instanceof Bar ? $made : null;
				$state = $run->state;
				$shown = 0;
			}
			if ( null !== $bar && $run->state === $state && $run->processed > $shown ) {
				$bar->tick( $run->processed - $shown );
				$shown = $run->processed;
			}
			// Another process has it, or SORS asked for a pause: nothing was done.
			if ( $run->isActive() && $run->toArray() === $before->toArray() ) {
				usleep( self::PAUSE );
			}
		}
		if ( null !== $bar ) {
			$bar->finish();
		}
		return $run;
	}

	private static function report( Run $run ): void {
		/* translators: 1: created, 2: updated, 3: unchanged, 4: skipped, 5: failed items. */
		\WP_CLI::line( sprintf( __( '%1$d created, %2$d updated, %3$d unchanged, %4$d skipped, %5$d failed', 'sors-api-for-woocommerce' ), $run->created, $run->updated, $run->unchanged, $run->skipped, $run->failed ) );
		if ( Run::FAILED === $run->state || Run::CANCELLED === $run->state ) {
			\WP_CLI::error( $run->message );
		}
		if ( Run::AWAITING_APPROVAL === $run->state ) {
			\WP_CLI::warning( $run->message );
			return;
		}
		\WP_CLI::success( $run->message );
	}
}
