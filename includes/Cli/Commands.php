<?php
declare( strict_types=1 );

namespace SorsApi\Cli;

use cli\progress\Bar;
use SorsApi\Outbox\OutboxRefused;
use SorsApi\Overview\SupportFile;
use SorsApi\Sentence;
use SorsApi\Settings\LastTest;
use SorsApi\Settings\SettingsStore;
use SorsApi\Sors\SorsError;
use SorsApi\Sync\Engine\Run;
use SorsApi\Sync\Engine\RunRefused;
use SorsApi\Sync\Engine\Runs;
use SorsApi\YearChange\YearChange;

/**
 * Connects the shop with SORS: tests the connection, shows the state, imports products and stock, changes settings.
 */
final class Commands {

	/** Between two steps of a run that another process works on, in microseconds. */
	private const PAUSE = 500000;

	/** While SORS wants a pause, in seconds: another process may end it earlier. */
	private const WAIT = 10;

	private LastTest $test;
	private Runs $runs;
	private SupportFile $support;
	private YearChange $change;

	public function __construct( LastTest $test, Runs $runs, SupportFile $support, YearChange $change ) {
		$this->test    = $test;
		$this->runs    = $runs;
		$this->support = $support;
		$this->change  = $change;
	}

	/**
	 * Tests the connection with SORS.
	 *
	 * Asks SORS, and keeps the answer for the overview, Site Health and wp sors status. If the connection works, orders that
	 * waited because it did not are sent at once. Exits with 1 if it does not work; that SORS is slow is a warning.
	 *
	 * ## OPTIONS
	 *
	 * [<database>]
	 * : Database to test. Default: the one in the settings.
	 *
	 * [--format=<format>]
	 * : Output format. json: ok, latencyMs, and problem with its code and message, or null.
	 * ---
	 * default: text
	 * options:
	 *   - text
	 *   - json
	 * ---
	 *
	 * ## EXAMPLES
	 *
	 *     wp sors test
	 *     wp sors test MyDatabase2027
	 *     wp sors test --format=json | jq -r .problem.code
	 *
	 * @param list<string>          $args
	 * @param array<string, string> $options
	 */
	public function test( array $args, array $options ): void {
		$result = $this->test->run( $args[0] ?? SettingsStore::load()->database );
		if ( 'json' === ( $options['format'] ?? 'text' ) ) {
			Json::show( Sentence::allShown( $result ) );
			\WP_CLI::halt( $result['ok'] ? 0 : 1 );
		}
		if ( ! $result['ok'] ) {
			\WP_CLI::error( Sentence::shown( $result['problem']['message'] ?? __( 'The connection does not work.', 'sors-api-for-woocommerce' ) ) );
		}
		if ( null !== $result['problem'] ) {
			\WP_CLI::warning( Sentence::shown( $result['problem']['message'] ) );
		}
		/* translators: %d: milliseconds. */
		\WP_CLI::success( sprintf( __( 'SORS answers in %d ms.', 'sors-api-for-woocommerce' ), (int) $result['latencyMs'] ) );
	}

	/**
	 * Imports products, stock or images from SORS.
	 *
	 * The same run as the screens start. Only one of a kind is under way: if there is one already, it is that one. Exits with
	 * 1 if the run was refused, failed or was cancelled; one that was stopped by the safety limit is a warning, and waits on
	 * the screen Products.
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
	 * [--database=<name>]
	 * : With --preview of catalog or stock: another database than the one in use, such as that of a new year.
	 *
	 * [--wait]
	 * : Do the work now, with a progress bar. Without it the run continues in the background.
	 *
	 * [--format=<format>]
	 * : Output format. json: the run as it is then, as GET sors/v1/runs/{id} shows it.
	 * ---
	 * default: text
	 * options:
	 *   - text
	 *   - json
	 * ---
	 *
	 * ## EXAMPLES
	 *
	 *     wp sors sync catalog --preview --wait
	 *     wp sors sync catalog --preview --database=MyDatabase2027 --wait
	 *     wp sors sync stock
	 *     wp sors sync stock --wait --format=json | jq .updated
	 *
	 * @param list<string>               $args
	 * @param array<string, string|bool> $options
	 */
	public function sync( array $args, array $options ): void {
		$isJson = 'json' === ( $options['format'] ?? 'text' );
		try {
			$kind      = $args[0] ?? '';
			$mode      = empty( $options['preview'] ) ? 'apply' : 'preview';
			$elsewhere = isset( $options['database'] ) ? $this->change->settingsElsewhere( (string) $options['database'], $kind, $mode ) : [];
			$run       = $this->runs->start( $kind, $mode, 'cli', [], $elsewhere );
			if ( $isJson ) {
				$run = empty( $options['wait'] ) ? $run : $this->work( $run, false );
				Json::show( $run->toArray() );
				\WP_CLI::halt( self::isFailure( $run ) ? 1 : 0 );
			}
			if ( empty( $options['wait'] ) ) {
				/* translators: %d: number of the sync. */
				\WP_CLI::success( sprintf( __( 'Sync %d continues in the background.', 'sors-api-for-woocommerce' ), $run->id ) );
				return;
			}
			self::report( $this->work( $run ) );
		} catch ( RunRefused | OutboxRefused | SorsError $refusal ) {
			\WP_CLI::error( Sentence::shown( $refusal->getMessage() ) );
		}
	}

	/**
	 * Writes a file for support: versions, settings, counts, schedule and the last lines of the log.
	 *
	 * It holds no API key, and no data of buyers unless another plugin's error message quotes them. Read it before you send it to anybody.
	 *
	 * ## OPTIONS
	 *
	 * [--file=<path>]
	 * : Path of the file; "-" prints it. Default: a name with the time, in the current folder.
	 *
	 * ## EXAMPLES
	 *
	 *     wp sors support
	 *     wp sors support --file=- | less
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
		// The error below says more than PHP's warning.
		if ( false === @file_put_contents( $file, $this->support->make() ) ) {
			/* translators: %s: path of a file. */
			\WP_CLI::error( sprintf( __( 'The file %s could not be written. Choose another path with --file.', 'sors-api-for-woocommerce' ), $file ) );
		}
		/* translators: %s: path of a file. */
		\WP_CLI::success( sprintf( __( 'Written to %s. Read it before you send it to anybody.', 'sors-api-for-woocommerce' ), $file ) );
	}

	private function work( Run $run, bool $showsProgress = true ): Run {
		$bar   = null;
		$state = '';
		$shown = 0;
		$until = null;
		while ( $run->isActive() ) {
			$before = $run;
			$run    = $this->runs->step( $run->id );
			// A run counts twice, first what it read, then what it wrote: each has its own bar.
			if ( $showsProgress && null !== $run->total && $run->isActive() && $run->state !== $state ) {
				if ( null !== $bar ) {
					$bar->finish();
				}
				$made = \WP_CLI\Utils\make_progress_bar( $run->subject() . ' ' . $run->state, $run->total );
				// Without a terminal (a pipe, --quiet) WP-CLI makes something else, which does nothing.
				$bar   = $made instanceof Bar ? $made : null;
				$state = $run->state;
				$shown = 0;
			}
			if ( null !== $bar && $run->state === $state && $run->processed > $shown ) {
				$bar->tick( $run->processed - $shown );
				$shown = $run->processed;
			}
			if ( $run->isActive() && null !== $run->resumesAt && $run->resumesAt !== $until ) {
				$until = $run->resumesAt;
				\WP_CLI::warning( Sentence::shown( $run->message ) );
			}
			// Another process has it, or SORS asked for a pause: nothing was done.
			if ( $run->isActive() && $run->toArray() === $before->toArray() ) {
				usleep( null === $run->resumesAt ? self::PAUSE : min( self::WAIT, max( 1, (int) strtotime( $run->resumesAt . ' UTC' ) - time() ) ) * 1000000 );
			}
		}
		if ( null !== $bar ) {
			$bar->finish();
		}
		return $run;
	}

	private static function isFailure( Run $run ): bool {
		return Run::FAILED === $run->state || Run::CANCELLED === $run->state;
	}

	private static function report( Run $run ): void {
		/* translators: 1: created, 2: updated, 3: unchanged, 4: skipped, 5: failed items. */
		\WP_CLI::line( sprintf( __( '%1$d created, %2$d updated, %3$d unchanged, %4$d skipped, %5$d failed', 'sors-api-for-woocommerce' ), $run->created, $run->updated, $run->unchanged, $run->skipped, $run->failed ) );
		if ( self::isFailure( $run ) ) {
			\WP_CLI::error( Sentence::shown( $run->message ) );
		}
		if ( Run::AWAITING_APPROVAL === $run->state || $run->toArray()['waiting'] > 0 ) {
			\WP_CLI::warning( Sentence::shown( $run->message ) );
			return;
		}
		\WP_CLI::success( Sentence::shown( $run->message ) );
	}
}
