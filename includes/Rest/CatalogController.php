<?php
declare( strict_types=1 );

namespace SorsApi\Rest;

use SorsApi\OrderView\Words;
use SorsApi\Store\CatalogMapping;
use SorsApi\Store\ExcludedItems;
use SorsApi\Sync\Engine\RunTable;
use SorsApi\Sync\Reports\Conflicts;

defined( 'ABSPATH' ) || exit;

/** Which categories and tax classes stand for SORS' groups and VAT rates, and which items could not be imported. */
final class CatalogController extends Controller {

	/** As zod's listQuery has it, where nothing else is asked for. */
	private const LISTED = 20;

	public function registerRoutes(): void {
		$this->route( 'GET', '/catalog-mapping', null, 'catalog-mapping-response', [ $this, 'mapping' ] );
		$this->route( 'POST', '/catalog-mapping', 'catalog-mapping-body', 'catalog-mapping-response', [ $this, 'map' ] );
		$this->route( 'POST', '/catalog-mapping/leave-alone', 'leave-group-alone-body', 'catalog-mapping-response', [ $this, 'leaveAlone' ] );
		$this->route( 'GET', '/conflicts', 'conflicts-query', 'conflicts-response', [ $this, 'conflicts' ] );
		$this->route( 'GET', '/deleted-products', 'deleted-products-query', 'deleted-products-response', [ $this, 'deletedProducts' ] );
		$this->route( 'POST', '/deleted-products', 'keep-out-body', 'deleted-products-response', [ $this, 'keepOut' ] );
		$this->route( 'POST', '/deleted-products/bring-back', null, 'bring-back-response', fn(): array => [ 'broughtBack' => ExcludedItems::bringBack() ] );
	}

	/** @return array<string, mixed> Which categories stand for SORS' groups, and which tax classes for its VAT rates. */
	public function mapping(): array {
		return [
			'readAt'       => RunTable::lastRead( 'catalog' ),
			'groups'       => CatalogMapping::groups(),
			'vatRates'     => CatalogMapping::vatRates(),
			'taxesEnabled' => wc_tax_enabled(),
		];
	}

	/** @return array<string, mixed> The same, once a category of the shop stands for a group of SORS. */
	public function map( Input $input ): array {
		$category = $input->values['categoryId'] ?? null;
		$refused  = CatalogMapping::map( $input->string( 'groupId' ), is_int( $category ) ? $category : null );
		if ( null !== $refused ) {
			Failure::conflict( 'sors_not_mapped', $refused )->throw();
		}
		return $this->mapping();
	}

	/** @return array<string, mixed> The same, once syncs change nothing of the products of a group and of those below it, or do again. */
	public function leaveAlone( Input $input ): array {
		$refused = CatalogMapping::leaveAlone( $input->string( 'groupId' ), true === $input->values['leftAlone'] );
		if ( null !== $refused ) {
			Failure::conflict( 'sors_not_mapped', $refused )->throw();
		}
		return $this->mapping();
	}

	/** @return array<string, mixed> What keeps items out of the shop until a person corrects it; VAT rates without a tax class first. */
	public function conflicts( Input $input ): array {
		/** @var array{page: int, per_page: int} $query Judged by the schema, defaults filled in. */
		$query  = $input->values;
		$source = $input->string( 'source' );
		$search = trim( $input->string( 'search' ) );
		$taxes  = '' === $search && in_array( $source, [ '', 'taxes' ], true ) ? $this->unmappedTaxes() : [];
		$offset = ( $query['page'] - 1 ) * $query['per_page'];
		$items  = array_slice( $taxes, $offset, $query['per_page'] );
		if ( 'taxes' === $source ) {
			return [ 'items' => $items, 'total' => count( $taxes ) ];
		}
		$found = Conflicts::list( $source, $search, $query['per_page'] - count( $items ), max( 0, $offset - count( $taxes ) ) );
		return [ 'items' => array_merge( $items, $found['items'] ), 'total' => count( $taxes ) + $found['total'] ];
	}

	/** @return array<string, mixed> Items whose products were deleted for good, or unlinked, and are not made or linked again unasked. */
	public function deletedProducts( Input $input ): array {
		/** @var array{page: int, per_page: int, unlinked: bool} $query Judged by the schema, defaults filled in. */
		$query = $input->values;
		return ExcludedItems::list( $query['page'], $query['per_page'], trim( $input->string( 'search' ) ), $query['unlinked'] );
	}

	/** @return array<string, mixed> The same with another item, of which no product is made. */
	public function keepOut( Input $input ): array {
		$refused = ExcludedItems::keepOut( trim( $input->string( 'code' ) ) );
		if ( null !== $refused ) {
			Failure::conflict( 'sors_not_kept_out', $refused )->throw();
		}
		return ExcludedItems::list( 1, self::LISTED, '', false );
	}

	/** @return list<array<string, mixed>> Zod `conflict`. */
	private function unmappedTaxes(): array {
		$list = [];
		foreach ( wc_tax_enabled() ? CatalogMapping::vatRates() : [] as $rate ) {
			if ( null !== $rate['taxClass'] ) {
				continue;
			}
			$list[] = [
				'id'         => 'taxes-' . $rate['rate'],
				'source'     => 'taxes',
				'code'       => 'unmapped_tax',
				'outcome'    => 'skipped',
				'itemCode'   => '',
				'itemName'   => '',
				'productId'  => null,
				'productUrl' => null,
				/* translators: 1: number of products, 2: percent. */
				'message'    => sprintf( _n( '%1$d product has %2$s %% VAT in SORS, and no tax class stands for that rate. It keeps the class it has. Choose one under SORS API → Settings → Products.', '%1$d products have %2$s %% VAT in SORS, and no tax class stands for that rate. They keep the classes they have. Choose one under SORS API → Settings → Products.', $rate['products'], 'sors-api-for-woocommerce' ), $rate['products'], Words::decimal( $rate['rate'] ) ),
				'runId'      => null,
			];
		}
		return $list;
	}
}
