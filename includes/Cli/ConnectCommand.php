<?php
declare( strict_types=1 );

namespace SorsApi\Cli;

use SorsApi\Overview\SettingsChange;
use SorsApi\Sentence;
use SorsApi\Settings\ApiKey;
use SorsApi\Settings\InvalidSettings;
use SorsApi\Settings\LastTest;
use SorsApi\Settings\NewKey;
use SorsApi\Settings\Settings;
use SorsApi\Settings\SettingsStore;
use SorsApi\Settings\UnitNames;
use SorsApi\Sors\Api;
use SorsApi\Sors\BusinessUnit;
use SorsApi\Sors\Database;
use SorsApi\Sors\SorsError;

/** Connects the shop with SORS. */
final class ConnectCommand {

	private SettingsChange $change;
	private NewKey $newKey;
	private LastTest $test;
	private Api $api;

	public function __construct( SettingsChange $change, NewKey $newKey, LastTest $test, Api $api ) {
		$this->change = $change;
		$this->newKey = $newKey;
		$this->test   = $test;
		$this->api    = $api;
	}

	/**
	 * Connects the shop with SORS: saves the API key, tests the connection, chooses database and business units.
	 *
	 * The key is read from the file that --key-file names, else from the environment variable SORS_API_KEY; without either
	 * the one that the shop has is used. It is never an argument: those are seen by everybody on the machine. Where the
	 * constant SORS_API_KEY is set in wp-config.php, that is the key, and no other can be saved.
	 *
	 * Exits with 0 once the shop is connected, else with 1; what could be saved by then stays.
	 *
	 * ## OPTIONS
	 *
	 * [--key-file=<path>]
	 * : File with the API key and nothing else; "-" reads standard input.
	 *
	 * [--database=<name>]
	 * : Default: the one in the settings.
	 *
	 * [--units=<units>]
	 * : Ids or codes of the business units whose stock is added up, separated by commas; one that fits several units is
	 * refused. Default: those in the settings, else the only one that is active. Settings that are not named stay as they are.
	 *
	 * ## EXAMPLES
	 *
	 *     wp sors connect --key-file=/run/secrets/sors --database=MyDatabase2026 --units=MP1,VP
	 *     pass show sors | wp sors connect --key-file=-
	 *
	 * @param list<string>          $args
	 * @param array<string, string> $options
	 */
	public function __invoke( array $args, array $options ): void {
		try {
			$this->saveKey( $options['key-file'] ?? null, $options['database'] ?? SettingsStore::load()->database );
			$database = $options['database'] ?? $this->database();
			$result   = $this->test->run( $database );
			if ( ! $result['ok'] ) {
				\WP_CLI::error( Sentence::shown( $result['problem']['message'] ?? __( 'The connection does not work.', 'sors-api-for-woocommerce' ) ) );
			}
			if ( null !== $result['problem'] ) {
				\WP_CLI::warning( Sentence::shown( $result['problem']['message'] ) );
			}
			$units = $this->api->listBusinessUnits( $database );
			$names = [];
			foreach ( $units as $unit ) {
				$names[ $unit->id ] = self::name( $unit );
			}
			$asked  = $options['units'] ?? null;
			$stored = SettingsStore::load();
			$chosen = $stored->businessUnitIds;
			if ( null === $asked && $database === $stored->database && [] !== $chosen ) {
				self::warnOfUnlisted( $stored, $names );
			} else {
				$chosen = array_column( self::chosen( $units, $asked ), 'id' );
				$this->choose( $database, $chosen, $names );
			}
			UnitNames::remember( $database, $names );
			/* translators: 1: name of a database, 2: names of business units, 3: milliseconds. */
			\WP_CLI::success( sprintf( __( 'Connected with SORS: database %1$s, business units %2$s. SORS answers in %3$d ms.', 'sors-api-for-woocommerce' ), $database, implode( ', ', array_map( static fn( string $id ): string => $names[ $id ] ?? $id, $chosen ) ), (int) $result['latencyMs'] ) );
		} catch ( InvalidSettings | SorsError $refused ) {
			\WP_CLI::error( Sentence::shown( $refused->getMessage() ) );
		}
	}

	/** @throws InvalidSettings */
	private function saveKey( ?string $file, string $database ): void {
		$isConstant = 'constant' === ( new ApiKey() )->describe()['source'];
		if ( $isConstant && null !== $file ) {
			\WP_CLI::error( NewKey::isConstant() );
		}
		$key = null === $file ? (string) getenv( 'SORS_API_KEY' ) : InputFile::read( $file );
		if ( $isConstant || ( null === $file && '' === $key ) ) {
			return;
		}
		if ( '' === trim( $key ) ) {
			// An empty one would forget the key that is there.
			\WP_CLI::error( __( 'The file with the API key is empty.', 'sors-api-for-woocommerce' ) );
		}
		$warning = $this->newKey->save( trim( $key ), $database );
		if ( null !== $warning ) {
			\WP_CLI::warning( Sentence::shown( $warning ) );
		}
	}

	/** @throws SorsError */
	private function database(): string {
		$database = SettingsStore::load()->database;
		$listed   = '' === $database && ( new ApiKey() )->key()->isSet() ? $this->api->databasesIfListed() : null;
		if ( null !== $listed ) {
			$names = array_map( static fn( Database $each ): string => $each->name, $listed );
			/* translators: %s: names of databases. */
			\WP_CLI::error( sprintf( __( 'Choose a database with --database: %s', 'sors-api-for-woocommerce' ), implode( ', ', $names ) ) );
		}
		// Without one the test says what is missing.
		return $database;
	}

	/**
	 * @param list<BusinessUnit> $units
	 * @param string|null        $asked Ids or codes, separated by commas.
	 * @return list<BusinessUnit>
	 */
	private static function chosen( array $units, ?string $asked ): array {
		$wanted = array_values( array_filter( array_map( 'trim', explode( ',', (string) $asked ) ), static fn( string $name ): bool => '' !== $name ) );
		$chosen = [];
		foreach ( $wanted as $name ) {
			$found = array_values( array_filter( $units, static fn( BusinessUnit $unit ): bool => $name === $unit->id || $name === $unit->code ) );
			if ( count( $found ) > 1 ) {
				$each = array_map( static fn( BusinessUnit $unit ): string => $unit->id . ' / ' . ( $unit->code ?? '-' ) . ' (' . self::name( $unit ) . ')', $found );
				/* translators: 1: what was typed, 2: ids, codes and names of business units. */
				\WP_CLI::error( sprintf( __( '%1$s is the id or code of several business units: %2$s. Name the one you mean by what only it has, or choose it in wp-admin.', 'sors-api-for-woocommerce' ), $name, implode( ', ', $each ) ) );
			}
			array_push( $chosen, ...$found );
		}
		$active = array_values( array_filter( $units, static fn( BusinessUnit $unit ): bool => false !== $unit->active ) );
		if ( null === $asked && 1 === count( $active ) ) {
			return $active;
		}
		if ( [] === $chosen || count( $chosen ) < count( $wanted ) ) {
			$offered = array_map( static fn( BusinessUnit $unit ): string => ( $unit->code ?? $unit->id ) . ' (' . self::name( $unit ) . ')', $units );
			/* translators: %s: codes and names of business units. */
			\WP_CLI::error( sprintf( __( 'Choose business units with --units: %s', 'sors-api-for-woocommerce' ), implode( ', ', $offered ) ) );
		}
		return $chosen;
	}

	private static function name( BusinessUnit $unit ): string {
		return $unit->name ?? $unit->code ?? $unit->id;
	}

	/** @param array<int|string, string> $names Of all units, by id. */
	private static function warnOfUnlisted( Settings $stored, array $names ): void {
		$ids = array_unique( array_merge( $stored->businessUnitIds, [ $stored->priceUnit(), $stored->documentUnit() ] ) );
		foreach ( $ids as $id ) {
			if ( ! isset( $names[ $id ] ) ) {
				/* translators: %s: name of a business unit. */
				\WP_CLI::warning( sprintf( __( 'SORS no longer lists a business unit of the settings: %s. Nothing was changed; look at the settings, or choose others with --units.', 'sors-api-for-woocommerce' ), Sentence::shown( UnitNames::of( $stored->database, $id ) ) ) );
			}
		}
	}

	/**
	 * @param list<string>              $units Ids.
	 * @param array<int|string, string> $names Of all units, by id.
	 * @throws InvalidSettings
	 */
	private function choose( string $database, array $units, array $names ): void {
		$stored = SettingsStore::load();
		$patch  = [ 'database' => $database, 'businessUnitIds' => $units ];
		$others = [
			/* translators: %s: name of a business unit. */
			'priceBusinessUnitId'    => __( 'Prices now come from the first business unit: the one chosen for them, %s, is not there.', 'sors-api-for-woocommerce' ),
			/* translators: %s: name of a business unit. */
			'documentBusinessUnitId' => __( 'Orders are now booked to the first business unit: the one chosen for them, %s, is not there.', 'sors-api-for-woocommerce' ),
		];
		foreach ( $others as $field => $sentence ) {
			$id   = $stored->$field;
			$name = UnitNames::of( $stored->database, $id );
			// Another database may have another unit by this id.
			$isThere = isset( $names[ $id ] ) && ( $database === $stored->database || $names[ $id ] === $name );
			if ( '' !== $id && ! $isThere ) {
				$patch[ $field ] = '';
				\WP_CLI::warning( sprintf( $sentence, Sentence::shown( $name ) ) );
			}
		}
		foreach ( $this->change->save( $patch ) as $notice ) {
			\WP_CLI::warning( Sentence::shown( $notice['message'] ) );
		}
	}
}
