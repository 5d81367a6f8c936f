<?php
declare( strict_types=1 );

namespace SorsApi\Rest;

use SorsApi\Database\StorageError;
use SorsApi\Store\CatalogMapping;
use SorsApi\Sync\Engine\Runs;

/** `POST catalog-mapping`: lets a category of the shop stand for a group of SORS. */
final class MapGroup extends Route {

	private CatalogMapping $mapping;
	private Runs $runs;

	public function __construct( CatalogMapping $mapping, Runs $runs ) {
		$this->mapping = $mapping;
		$this->runs    = $runs;
	}

	protected function method(): string {
		return 'POST';
	}

	protected function path(): string {
		return '/catalog-mapping';
	}

	protected function takes(): string {
		return 'catalog-mapping-body';
	}

	protected function answers(): string {
		return 'catalog-mapping-response';
	}

	/**
	 * @return array<string, mixed>
	 *
	 * @throws Failure
	 */
	protected function handle( Input $input ): array {
		$category = $input->values['categoryId'] ?? null;
		try {
			$this->mapping->map( $input->string( 'groupId' ), is_int( $category ) ? $category : null );
		} catch ( StorageError $error ) {
			throw Failure::conflict( 'sors_not_mapped', $error->getMessage() );
		}
		return ReadCatalogMapping::answer( $this->mapping, $this->runs );
	}
}
