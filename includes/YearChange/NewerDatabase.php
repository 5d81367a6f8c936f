<?php
declare( strict_types=1 );

namespace SorsApi\YearChange;

use SorsApi\Log\Log;
use SorsApi\Settings\FinancialYear;
use SorsApi\Settings\SettingsStore;
use SorsApi\Sors\Api;
use SorsApi\Sors\Database;
use SorsApi\Sors\SorsError;

/** Remembers whether SORS has a newer database of the same name, and the year of the one in use: the background asks once a day, so that no page waits for SORS. */
final class NewerDatabase {

	public const OPTION = 'sors_newer_database';

	private Api $api;

	public function __construct( Api $api ) {
		$this->api = $api;
	}

	/** In the background; if SORS does not answer, it is asked again tomorrow, and other parts tell of the outage. */
	public function checkIfDue(): void {
		$current = SettingsStore::load()->database;
		if ( '' === $current ) {
			return;
		}
		$stored = $this->stored();
		if ( null !== $stored && $stored['current'] === $current && abs( time() - $stored['at'] ) < DAY_IN_SECONDS ) {
			return;
		}
		try {
			$this->check();
		} catch ( SorsError $error ) {
			Log::warning( 'SORS did not say whether it has a newer database: ' . $error->code() );
			$this->store( $current, $this->known() );
		}
	}

	/**
	 * Asks SORS now.
	 *
	 * @throws SorsError
	 */
	public function check(): ?Database {
		$current = SettingsStore::load()->database;
		$listed  = $this->api->supports( 'listDatabases' ) ? $this->api->listDatabases() : [];
		$newer   = Database::newerThan( $current, $listed );
		foreach ( $listed as $database ) {
			if ( $database->name === $current ) {
				FinancialYear::store( $current, $database->year );
			}
		}
		$this->store( $current, null === $newer ? '' : $newer->name );
		return $newer;
	}

	/** @return string Name of the newer database by the last check; '' = none. */
	public function known(): string {
		$stored = $this->stored();
		return null !== $stored && $stored['current'] === SettingsStore::load()->database ? $stored['newer'] : '';
	}

	private function store( string $current, string $newer ): void {
		$checked = [ 'at' => time(), 'current' => $current, 'newer' => $newer ];
		update_option( self::OPTION, $checked, false );
	}

	/** @return array{at: int, current: string, newer: string}|null */
	private function stored(): ?array {
		$stored = get_option( self::OPTION );
		if ( ! is_array( $stored ) || ! isset( $stored['at'], $stored['current'], $stored['newer'] ) ) {
			return null;
		}
		/** @var array{at: int, current: string, newer: string} $stored */
		return $stored;
	}
}
