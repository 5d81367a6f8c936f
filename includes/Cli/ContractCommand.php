<?php
declare( strict_types=1 );

namespace SorsApi\Cli;

use SorsApi\Sentence;
use SorsApi\Settings\SettingsStore;
use SorsApi\Sors\Check\ContractCheck;
use SorsApi\Sors\SorsError;

/**
 * Compares SORS with the description of its API.
 */
final class ContractCommand {

	private ContractCheck $check;

	public function __construct( ContractCheck $check ) {
		$this->check = $check;
	}

	/**
	 * Asks SORS once for everything that can be read, and shows which answers are as the contract says.
	 *
	 * Changes nothing, in SORS or here. What it prints has neither the API key nor data of buyers. Exits with 0 if all
	 * answers fit, 1 if any differs, cannot be read or could not be asked for in time, 2 if SORS cannot be asked at all.
	 *
	 * ## OPTIONS
	 *
	 * [<database>]
	 * : Database to ask. Default: the one in the settings.
	 *
	 * [--format=<format>]
	 * : Output format.
	 * ---
	 * default: table
	 * options:
	 *   - table
	 *   - json
	 *   - report
	 * ---
	 *
	 * ## EXAMPLES
	 *
	 *     wp sors contract check
	 *     wp sors contract check Demo2 --format=report
	 *     wp sors contract check --format=json | jq '.operations[] | select( .state == "fails" )'
	 *
	 * @param list<string>          $args
	 * @param array<string, string> $options
	 */
	public function check( array $args, array $options ): void {
		$settings = SettingsStore::load();
		$database = trim( $args[0] ?? $settings->database );
		$obstacle = $this->check->obstacle( $database );
		if ( null !== $obstacle ) {
			$this->giveUp( $obstacle );
		}
		try {
			// The unit of another database has another id there.
			$found = Sentence::allShown( $this->check->run( $database, $database === $settings->database ? $settings->businessUnitIds[0] ?? '' : '' ) );
		} catch ( SorsError $error ) {
			$this->giveUp( $error->getMessage() );
		}
		switch ( $options['format'] ?? 'table' ) {
			case 'json':
				Json::show( $found );
				break;
			case 'report':
				\WP_CLI::line( rtrim( $found['report'] ) );
				break;
			default:
				\WP_CLI\Utils\format_items( 'table', $found['operations'], [ 'operation', 'request', 'state', 'message' ] );
				foreach ( $found['operations'] as $result ) {
					if ( null !== $result['answer'] ) {
						\WP_CLI::line( $result['operation'] . ': ' . $result['answer'] );
					}
					if ( null !== $result['said'] ) {
						/* translators: 1: our name of an operation, 2: what SORS said. */
						\WP_CLI::warning( sprintf( __( '%1$s: SORS said: %2$s', 'sors-api-for-woocommerce' ), $result['operation'], $result['said'] ) );
					}
				}
		}
		\WP_CLI::halt( $found['ok'] ? 0 : 1 );
	}

	/** @return never */
	private function giveUp( string $why ): void {
		\WP_CLI::error( Sentence::shown( $why ), false );
		\WP_CLI::halt( 2 );
	}
}
