<?php
declare( strict_types=1 );

namespace SorsApi\Cli;

use SorsApi\Overview\SettingsChange;
use SorsApi\Sentence;
use SorsApi\Settings\InvalidSettings;
use SorsApi\Settings\Schema;
use SorsApi\Settings\SettingsFile;
use SorsApi\Settings\SettingsStore;

/**
 * Changes the settings, and copies them to another shop. WP-CLI itself shows them: wp option get sors_settings. The API key is none of them: see wp sors connect.
 */
final class SettingsCommands {

	private SettingsChange $change;

	public function __construct( SettingsChange $change ) {
		$this->change = $change;
	}

	/**
	 * Prints the settings as JSON, for import into another shop.
	 *
	 * It holds neither the API key nor what belongs to this shop alone: its store id, whom it writes to (alertEmail),
	 * whether it sends orders (exportOrders), also to the test database (sendToTestDatabase), and whether all data goes with the plugin (removeAllData).
	 *
	 * ## EXAMPLES
	 *
	 *     wp sors settings export > sors-settings.json
	 */
	public function export(): void {
		\WP_CLI::line( rtrim( SettingsFile::of( SettingsStore::load() ) ) );
	}

	/**
	 * Takes over the settings of another shop.
	 *
	 * Shows what would change, then asks. Settings that are not in the file stay as they are. If one is unknown or has a
	 * value that is refused, nothing is changed. Database and business units are taken over only where the shop has no
	 * database yet, or the same one.
	 *
	 * ## OPTIONS
	 *
	 * <file>
	 * : Path of the file; "-" reads standard input, which needs --yes or --dry-run.
	 *
	 * [--dry-run]
	 * : Only show what would change.
	 *
	 * [--yes]
	 * : Do not ask for confirmation.
	 *
	 * ## EXAMPLES
	 *
	 *     wp sors settings import sors-settings.json
	 *     ssh other-shop wp sors settings export | wp sors settings import - --yes
	 *
	 * @param list<string>               $args
	 * @param array<string, string|bool> $options
	 */
	public function import( array $args, array $options ): void {
		$text = InputFile::read( $args[0] ?? '' );
		try {
			$file       = SettingsFile::read( $text, SettingsStore::load() );
			$difference = $this->show( $file['patch'] );
			if ( null !== $file['leftOut'] ) {
				\WP_CLI::warning( $file['leftOut'] );
			}
			if ( [] === $difference ) {
				\WP_CLI::success( __( 'The shop has these settings already.', 'sors-api-for-woocommerce' ) );
				return;
			}
			if ( ! empty( $options['dry-run'] ) ) {
				return;
			}
			\WP_CLI::confirm( __( 'Change these settings?', 'sors-api-for-woocommerce' ), $options );
			$this->save( $difference );
		} catch ( InvalidSettings $refused ) {
			self::refuse( $refused );
		}
	}

	/**
	 * Changes one setting.
	 *
	 * Shows what it was and what it is then. A value that is refused changes nothing; one that is doubtful is saved, with a
	 * warning.
	 *
	 * ## OPTIONS
	 *
	 * <setting>
	 * : Name of the setting.
	 *
	 * <value>
	 * : Text as it is, anything else as JSON. Of fields and schedule only the named keys change.
	 *
	 * ## EXAMPLES
	 *
	 *     wp sors settings set documentKind invoiceDeliveryNote
	 *     wp sors settings set exportOrders true
	 *     wp sors settings set schedule '{"stock":"hourly"}'
	 *
	 * @param list<string> $args
	 */
	public function set( array $args ): void {
		[ $name, $text ] = $args + [ '', '' ];
		$type            = self::known( $name )['type'] ?? '';
		$value           = 'string' === $type ? $text : Schema::asArrays( json_decode( $text ) ?? $text );
		try {
			$difference = $this->show( [ $name => $value ] );
			if ( [] === $difference ) {
				\WP_CLI::success( __( 'The shop has these settings already.', 'sors-api-for-woocommerce' ) );
				return;
			}
			$this->save( $difference );
		} catch ( InvalidSettings $refused ) {
			self::refuse( $refused );
		}
	}

	/**
	 * @param array<string, mixed> $patch
	 * @return array<string, mixed> What of it is different.
	 * @throws InvalidSettings
	 */
	private function show( array $patch ): array {
		$difference = SettingsStore::difference( $patch );
		$rows       = [];
		foreach ( $difference['after'] as $name => $value ) {
			$rows[] = [
				'setting' => $name,
				'now'     => self::text( $name, $difference['before'][ $name ] ),
				'then'    => self::text( $name, $value ),
			];
		}
		if ( [] !== $rows ) {
			\WP_CLI\Utils\format_items( 'table', $rows, [ 'setting', 'now', 'then' ] );
		}
		return $difference['after'];
	}

	/**
	 * @param array<string, mixed> $patch
	 * @throws InvalidSettings
	 */
	private function save( array $patch ): void {
		foreach ( $this->change->save( $patch ) as $notice ) {
			\WP_CLI::warning( $notice['field'] . ': ' . Sentence::shown( $notice['message'] ) );
		}
		\WP_CLI::success( __( 'The settings are changed.', 'sors-api-for-woocommerce' ) );
	}

	/** @param mixed $value */
	private static function text( string $name, $value ): string {
		return is_string( $value ) ? $value : (string) wp_json_encode( SettingsStore::withObjects( [ $name => $value ] )[ $name ], JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES );
	}

	/** @return array<string, mixed> Its schema. */
	private static function known( string $name ): array {
		$all = Schema::children( Schema::load( 'settings' )['properties'] ?? [] );
		if ( ! isset( $all[ $name ] ) ) {
			/* translators: %s: a list of words. */
			\WP_CLI::error( sprintf( __( 'There is no such setting. Choose one of: %s', 'sors-api-for-woocommerce' ), implode( ', ', array_keys( $all ) ) ) );
		}
		return $all[ $name ] ?? [];
	}

	private static function refuse( InvalidSettings $refused ): void {
		$lines = [];
		foreach ( $refused->fields as $name => $sentence ) {
			$lines[] = ( '' === $name ? '' : "$name: " ) . Sentence::shown( $sentence );
		}
		\WP_CLI::error( implode( "\n", $lines ) );
	}
}
