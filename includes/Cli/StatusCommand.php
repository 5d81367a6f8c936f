<?php
declare( strict_types=1 );

namespace SorsApi\Cli;

use SorsApi\Database\StorageError;
use SorsApi\Overview\Monitor;
use SorsApi\Sentence;

/**
 * Shows whether all is well.
 *
 * @phpstan-import-type Status from Monitor
 */
final class StatusCommand {

	private const EXIT_CODES = [ Monitor::OK => 0, Monitor::ATTENTION => 1, Monitor::DOWN => 2 ];

	private Monitor $monitor;

	public function __construct( Monitor $monitor ) {
		$this->monitor = $monitor;
	}

	/**
	 * Shows the state of connection, queue, runs and orders, and what needs a person.
	 *
	 * Exits with 0 if all is well, 1 if something needs a person, 2 if nothing is exchanged: not connected, the saved key
	 * can no longer be read, the last test of the connection failed, sending is paused, the site is not confirmed to be
	 * the shop, a background process takes it for a copy, the background work does not run, or the plugin does not run, or
	 * cannot read its tables. Reads what the shop has stored; wp sors test asks SORS.
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
	 * ## EXAMPLES
	 *
	 *     wp sors status
	 *     wp sors status --format=json | jq .queue.oldestMinutes
	 *
	 * @param list<string>          $args
	 * @param array<string, string> $options
	 */
	public function __invoke( array $args, array $options ): void {
		try {
			$status = Sentence::allShown( $this->monitor->status() );
		} catch ( StorageError $error ) {
			( new StoppedCommand( static fn(): string => Sentence::shown( $error->getMessage() ) ) )( $args, $options );
			return;
		}
		if ( 'json' === ( $options['format'] ?? 'table' ) ) {
			Json::show( $status );
		} else {
			self::table( $status );
		}
		\WP_CLI::halt( self::EXIT_CODES[ $status['state'] ] );
	}

	/** @param Status $status */
	private static function table( array $status ): void {
		$test = $status['connection']['lastTest'];
		$rows = [
			[ __( 'state', 'sors-api-for-woocommerce' ), $status['state'] ],
			[ __( 'connection', 'sors-api-for-woocommerce' ), ! $status['connection']['configured'] ? __( 'not connected', 'sors-api-for-woocommerce' ) : ( null === $test ? '-' : $status['connection']['lastTestAt'] . ' ' . ( $test['problem']['code'] ?? 'ok' ) ) ],
			/* translators: 1: number of entries, 2: number of minutes. */
			[ __( 'queue', 'sors-api-for-woocommerce' ), sprintf( __( '%1$d, the oldest for %2$d min', 'sors-api-for-woocommerce' ), $status['queue']['count'], $status['queue']['oldestMinutes'] ) ],
			[ __( 'pause', 'sors-api-for-woocommerce' ), null === $status['pause'] ? '-' : $status['pause']['code'] . ', ' . $status['pause']['since'] . ' – ' . $status['pause']['until'] ],
			/* translators: %d: number of minutes. */
			[ __( 'background work', 'sors-api-for-woocommerce' ), $status['cron']['planned'] ? sprintf( __( '%d min late', 'sors-api-for-woocommerce' ), $status['cron']['minutesLate'] ) : __( 'not planned', 'sors-api-for-woocommerce' ) ],
			[ __( 'products linked with SORS', 'sors-api-for-woocommerce' ), (string) $status['linkedProducts'] ],
		];
		foreach ( $status['runs'] as $kind => $run ) {
			$rows[] = [ $kind, null === $run['state'] ? '-' : $run['state'] . ': ' . $run['message'] ];
		}
		$rows[] = [ __( 'orders that need a person', 'sors-api-for-woocommerce' ), (string) $status['ordersThatNeedAPerson'] ];
		foreach ( $status['orders'] as $state => $count ) {
			/* translators: %s: state of orders, such as "sent". */
			$rows[] = [ sprintf( __( 'orders %s', 'sors-api-for-woocommerce' ), $state ), (string) $count ];
		}
		\WP_CLI\Utils\format_items( 'table', array_map( static fn( array $row ): array => array_combine( [ 'what', 'state' ], $row ), $rows ), [ 'what', 'state' ] );
		foreach ( $status['issues'] as $issue ) {
			\WP_CLI::warning( $issue['message'] );
		}
	}
}
