<?php
declare( strict_types=1 );

namespace SorsApi\Rest;

use SorsApi\Store\CatalogMapping;
use SorsApi\Sync\Engine\Runs;
use SorsApi\Sync\Engine\RunState;

/** `GET catalog-mapping`: which categories stand for SORS' groups, and which tax classes for its VAT rates. */
final class ReadCatalogMapping extends Route {

	private CatalogMapping $mapping;
	private Runs $runs;

	public function __construct( CatalogMapping $mapping, Runs $runs ) {
		$this->mapping = $mapping;
		$this->runs    = $runs;
	}

	protected function method(): string {
		return 'GET';
	}

	protected function path(): string {
		return '/catalog-mapping';
	}

	protected function answers(): string {
		return 'catalog-mapping-response';
	}

	/** @return array<string, mixed> */
	protected function handle( Input $input ): array {
		return self::answer( $this->mapping, $this->runs );
	}

	/** @return array<string, mixed> */
	public static function answer( CatalogMapping $mapping, Runs $runs ): array {
		$readAt = null;
		foreach ( $runs->list( [ 'kind' => 'catalog' ] )['items'] as $run ) {
			// One that waits for approval has read all the same.
			if ( null === $readAt && in_array( $run->state, [ RunState::SUCCEEDED, RunState::AWAITING_APPROVAL ], true ) ) {
				$readAt = $run->toArray()['updatedAt'];
			}
		}
		return [
			'readAt'       => $readAt,
			'groups'       => $mapping->groups(),
			'vatRates'     => $mapping->vatRates(),
			'taxesEnabled' => wc_tax_enabled(),
		];
	}
}
