<?php
declare( strict_types=1 );

namespace SorsApi\Rest;

use SorsApi\Settings\SettingsStore;
use SorsApi\Sors\Api;
use SorsApi\Sors\BusinessUnit;

/** `GET business-units?database=`: of that database, or of the chosen one. */
final class ListBusinessUnits extends Route {

	private SettingsStore $settings;
	private Api $api;

	public function __construct( SettingsStore $settings, Api $api ) {
		$this->settings = $settings;
		$this->api      = $api;
	}

	protected function method(): string {
		return 'GET';
	}

	protected function path(): string {
		return '/business-units';
	}

	protected function takes(): string {
		return 'business-units-query';
	}

	protected function answers(): string {
		return 'business-units-response';
	}

	/**
	 * @return array<string, mixed>
	 *
	 * @throws Failure
	 * @throws \SorsApi\Sors\SorsError
	 */
	protected function handle( Input $input ): array {
		$database = trim( $input->string( 'database' ) );
		$database = '' !== $database ? $database : $this->settings->load()->database;
		if ( '' === $database ) {
			throw Failure::conflict( 'sors_no_database', __( 'Choose the SORS database first; each one has its own business units.', 'sors-api-for-woocommerce' ) );
		}
		return [
			'items' => array_map(
				static function ( BusinessUnit $unit ): array {
					return [
						'id'     => $unit->id,
						'code'   => $unit->code,
						'name'   => $unit->name ?? $unit->code ?? $unit->id,
						// Where SORS does not say, nothing speaks against it.
						'active' => $unit->active ?? true,
					];
				},
				$this->api->listBusinessUnits( $database )
			),
		];
	}
}
