<?php
declare( strict_types=1 );

namespace SorsApi\Rest;

use SorsApi\Settings\LastTest;
use SorsApi\Settings\SettingsStore;
use SorsApi\Settings\UnitNames;
use SorsApi\Sors\Api;
use SorsApi\Sors\BusinessUnit;
use SorsApi\Sors\Check\ContractCheck;
use SorsApi\Sors\Database;

defined( 'ABSPATH' ) || exit;

/** Whether SORS can be reached, and what the key gives access to. */
final class ConnectionController extends Controller {

	private LastTest $test;
	private Api $api;

	/** @var \Closure(): ContractCheck */
	private \Closure $check;

	/** @param \Closure(): ContractCheck $check Loaded only where it is asked for. */
	public function __construct( LastTest $test, Api $api, \Closure $check ) {
		$this->test  = $test;
		$this->api   = $api;
		$this->check = $check;
	}

	public function registerRoutes(): void {
		$this->route( 'POST', '/connection/test', 'connection-test-body', 'connection-test-response', fn( Input $input ): array => $this->test->run( $this->database( $input ) ) );
		$this->route( 'POST', '/connection/contract-check', 'connection-test-body', 'contract-check-response', [ $this, 'checkContract' ] );
		$this->route( 'GET', '/databases', null, 'databases-response', [ $this, 'databases' ] );
		$this->route( 'GET', '/business-units', 'business-units-query', 'business-units-response', [ $this, 'businessUnits' ] );
	}

	/** @return array<string, mixed> What SORS answers, compared with the contract. Before one is chosen, too: it may be why none can be. */
	public function checkContract( Input $input ): array {
		$settings = SettingsStore::load();
		$database = $this->database( $input );
		$check    = ( $this->check )();
		$obstacle = $check->obstacle( $database );
		if ( null !== $obstacle ) {
			Failure::conflict( 'sors_not_connected', $obstacle )->throw();
		}
		// The unit of another database has another id there.
		return $check->run( $database, $database === $settings->database ? $settings->businessUnitIds[0] ?? '' : '' );
	}

	/** @return array<string, mixed> Those that the key opens, the newest year first; `listed: false` if SORS cannot list them. */
	public function databases(): array {
		$databases = $this->api->databasesIfListed();
		if ( null === $databases ) {
			return [ 'listed' => false, 'items' => [] ];
		}
		usort( $databases, static fn( Database $a, Database $b ): int => [ $b->year ?? 0, $a->name ] <=> [ $a->year ?? 0, $b->name ] );
		return [
			'listed' => true,
			'items'  => array_map(
				static fn( Database $database ): array => [
					'name'  => $database->name,
					'title' => $database->title,
					'year'  => $database->year,
				],
				$databases
			),
		];
	}

	/** @return array<string, mixed> Those of that database, or of the chosen one. */
	public function businessUnits( Input $input ): array {
		$database = $this->database( $input );
		if ( '' === $database ) {
			Failure::conflict( 'sors_no_database', __( 'Choose the SORS database first; each one has its own business units.', 'sors-api-for-woocommerce' ) )->throw();
		}
		$items = array_map(
			static fn( BusinessUnit $unit ): array => [
				'id'     => $unit->id,
				'code'   => $unit->code,
				'name'   => $unit->name ?? $unit->code ?? $unit->id,
				// Where SORS does not say, nothing speaks against it.
				'active' => $unit->active ?? true,
			],
			$this->api->listBusinessUnits( $database )
		);
		UnitNames::remember( $database, array_column( $items, 'name', 'id' ) );
		return [ 'items' => $items ];
	}

	/** The one in the request, or else the one in the settings; '' if there is neither. */
	private function database( Input $input ): string {
		$database = trim( $input->string( 'database' ) );
		return '' !== $database ? $database : SettingsStore::load()->database;
	}
}
