<?php
declare( strict_types=1 );

namespace SorsApi\YearChange;

use SorsApi\Counterparts\UnitMapping;
use SorsApi\Entries\OutboxQueries;
use SorsApi\Entries\OutboxTable;
use SorsApi\Ledger\CountedDocuments;
use SorsApi\Outbox\OutboxRefused;
use SorsApi\Outbox\Pause;
use SorsApi\Settings\FinancialYear;
use SorsApi\Settings\SettingsStore;
use SorsApi\Sors\Api;
use SorsApi\Sors\Database;

/** Proposes the move into the database of a new financial year, says what it changes, and makes it. Why not, an OutboxRefused or a SorsError says. */
final class YearChange {

	private NewerDatabase $newer;
	private Api $api;

	public function __construct( NewerDatabase $newer, Api $api ) {
		$this->newer = $newer;
		$this->api   = $api;
	}

	/** @return array<string, mixed> Zod `yearChangeResponse`. */
	public function report(): array {
		$current  = SettingsStore::load()->database;
		$database = Database::namesYear( $current ) && $this->api->supports( 'listDatabases' ) ? $this->newer->check() : null;
		return [
			'current'  => $current,
			'proposal' => null === $database ? null : $this->proposal( $database ),
			'goingOn'  => self::goingOn( $current, null !== $database ),
			'former'   => self::former( $current ),
		];
	}

	/**
	 * By which settings a sync would read another database: its units are found again by their codes.
	 *
	 * @param string $kind catalog, stock or images.
	 * @param string $mode preview or apply.
	 * @return array<string, string|list<string>>
	 * @throws OutboxRefused bad_preview.
	 */
	public function settingsElsewhere( string $name, string $kind, string $mode ): array {
		$settings = SettingsStore::load();
		if ( 'preview' !== $mode || 'images' === $kind ) {
			( new OutboxRefused( 'bad_preview', __( 'Of another database than the one in use there are only previews, of the catalogue or of stock and prices.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		if ( $name === $settings->database ) {
			( new OutboxRefused( 'bad_preview', __( 'The shop works with that database: start its preview without naming it.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		if ( $this->api->supports( 'listDatabases' ) && ! in_array( $name, array_map( static fn( Database $listed ): string => $listed->name, $this->api->listDatabases() ), true ) ) {
			/* translators: %s: name of a database. */
			( new OutboxRefused( 'bad_preview', sprintf( __( 'The API key opens no database with the name %s.', 'sors-api-for-woocommerce' ), $name ) ) )->throw();
		}
		$units = $this->units( $name );
		$patch = $units->patch( $settings );
		if ( [] === $patch['businessUnitIds'] ) {
			( new OutboxRefused( 'bad_preview', (string) self::obstacle( $units ) ) )->throw();
		}
		return [ 'database' => $name ] + $patch;
	}

	/**
	 * Database and units change in one go, or not at all.
	 *
	 * @throws OutboxRefused not_proposed, units_missing.
	 * @throws \SorsApi\Settings\InvalidSettings
	 */
	public function move( string $name, bool $withoutMissingUnits ): void {
		$database = $this->newer->check();
		if ( null === $database || $database->name !== $name ) {
			( new OutboxRefused( 'not_proposed', __( 'That database is not the newer one of the same name, or the shop has moved there already. Reload the page.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		$settings = SettingsStore::load();
		$units    = $this->units( $name );
		$obstacle = self::obstacle( $units );
		if ( null !== $obstacle && ( ! $withoutMissingUnits || [] === $units->patch( $settings )['businessUnitIds'] ) ) {
			( new OutboxRefused( 'units_missing', $obstacle ) )->throw();
		}
		SettingsStore::update( [ 'database' => $name ] + $units->patch( $settings ) );
		$this->reopen();
	}

	/** What the old year's books refused, the new ones may take; and a pause may have been about the old database. */
	private function reopen(): void {
		Pause::end();
		OutboxTable::retryRejected();
	}

	/**
	 * A person says whether the open documents of a former database were carried over into the one in use.
	 *
	 * @throws OutboxRefused not_found.
	 */
	public function carryOver( string $name, bool $carriedOver ): void {
		if ( ! isset( CountedDocuments::openDocuments( SettingsStore::load()->database )[ $name ] ) ) {
			( new OutboxRefused( 'not_found', __( 'No orders were sent to that database, or it is the one in use. Reload the page.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		if ( $carriedOver ) {
			CountedDocuments::carryOver( $name );
		} else {
			CountedDocuments::withdraw( $name, $this->api );
		}
	}

	/**
	 * A person says whether the database in use keeps the books of the years to come as well: then no order waits for one.
	 *
	 * @throws OutboxRefused not_in_use.
	 */
	public function goOn( string $name, bool $goesOn ): void {
		if ( $name !== SettingsStore::load()->database ) {
			( new OutboxRefused( 'not_in_use', __( 'The shop works with another database by now. Reload the page.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		FinancialYear::letGoOn( $name, $goesOn );
		OutboxTable::recheckRejected();
	}

	/** @return array{year: int, waiting: int, isSaid: bool}|null Null = its year lasts, or nothing says which it is. */
	private static function goingOn( string $current, bool $hasNewer ): ?array {
		$year = FinancialYear::told( $current );
		if ( null === $year ) {
			return null;
		}
		$waiting = OutboxQueries::waitingForNewYear();
		$isSaid  = FinancialYear::goesOn( $current );
		return $isSaid || $hasNewer || $waiting > 0 || $year < (int) wp_date( 'Y' ) ? compact( 'year', 'waiting', 'isSaid' ) : null;
	}

	/** @return list<array{name: string, openDocuments: int, carriedOver: bool}> */
	private static function former( string $current ): array {
		$list = [];
		foreach ( CountedDocuments::openDocuments( $current ) as $name => $open ) {
			$list[] = [
				'name'          => (string) $name,
				'openDocuments' => $open,
				'carriedOver'   => in_array( (string) $name, CountedDocuments::carriedOver(), true ),
			];
		}
		return $list;
	}

	/** @return array<string, mixed> */
	private function proposal( Database $database ): array {
		$settings = SettingsStore::load();
		$units    = $this->units( $database->name );
		return [
			'database'      => [ 'name' => $database->name, 'title' => $database->title, 'year' => $database->year ],
			'units'         => $units->units,
			'changes'       => self::changes( $settings->database, $database->name ),
			'obstacle'      => self::obstacle( $units ),
			'openDocuments' => CountedDocuments::openDocuments( $database->name )[ $settings->database ] ?? 0,
			'unsettled'     => OutboxTable::unsettledIn( $settings->database ),
		];
	}

	private function units( string $database ): UnitMapping {
		$settings = SettingsStore::load();
		return new UnitMapping( $settings, $this->api->listBusinessUnits( $settings->database ), $this->api->listBusinessUnits( $database ) );
	}

	private static function obstacle( UnitMapping $units ): ?string {
		$missing = $units->missing();
		if ( [] === $missing ) {
			return null;
		}
		return count( $missing ) >= count( $units->units )
			? __( 'None of the chosen business units is in the new database, judging by their codes. Enter them there first, or choose the database and its units by hand.', 'sors-api-for-woocommerce' )
			/* translators: %s: names of business units. */
			: sprintf( _n( 'The new database has no active business unit with the code of this one, or several: %s. Put that right there first, or continue without it.', 'The new database has no active business units with the codes of these, or several with one code: %s. Put that right there first, or continue without them.', count( $missing ), 'sors-api-for-woocommerce' ), implode( ', ', $missing ) );
	}

	/** @return list<string> */
	private static function changes( string $old, string $new ): array {
		return [
			/* translators: %s: name of a database. */
			sprintf( __( 'Products, prices and stock are read from %s from now on. Items keep their codes, so products stay linked; the ids behind the codes are read again.', 'sors-api-for-woocommerce' ), $new ),
			/* translators: %s: name of a database. */
			sprintf( __( 'Orders that have not been sent yet become documents in %s.', 'sors-api-for-woocommerce' ), $new ),
			/* translators: %s: name of a database. */
			sprintf( __( 'Documents in %s stay there, and lost replies are looked up there. Cancelled orders are cancelled there until you say that open documents were carried over; after that, and for goods that come back, you are asked.', 'sors-api-for-woocommerce' ), $old ),
			__( 'Until you confirm that open documents were carried over into the new year, the shop counts their goods as sold but not yet recorded in SORS: it may offer fewer than there are, never more.', 'sors-api-for-woocommerce' ),
		];
	}
}
