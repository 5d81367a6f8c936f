<?php
declare( strict_types=1 );

namespace SorsApi\Rest;

use SorsApi\Sors\Api;
use SorsApi\Sors\Database;

/** `GET databases`: what the key opens, the newest year first; `listed: false` where SORS cannot list them. */
final class ListDatabases extends Route {
	private Api $api;

	public function __construct( Api $api ) {
		$this->api = $api;
	}

	protected function method(): string {
		return 'GET';
	}

	protected function path(): string {
		return '/databases';
	}

	protected function answers(): string {
		return 'databases-response';
	}

	/**
	 * @return array<string, mixed>
	 *
	 * @throws \SorsApi\Sors\SorsError
	 */
	protected function handle( Input $input ): array {
		if ( ! $this->api->supports( 'listDatabases' ) ) {
			return [
				'listed' => false,
				'items'  => [],
			];
		}
		$databases = $this->api->listDatabases();
		usort(
			$databases,
			static function ( Database $a, Database $b ): int {
				return [ $b->year ?? 0, $a->name ] <=> [ $a->year ?? 0, $b->name ];
			}
		);
		return [
			'listed' => true,
			'items'  => array_map(
				static function ( Database $database ): array {
					return [
						'name'  => $database->name,
						'title' => $database->title,
						'year'  => $database->year,
					];
				},
				$databases
			),
		];
	}
}
