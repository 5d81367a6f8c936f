<?php
declare( strict_types=1 );

namespace SorsApi\Rest;

use SorsApi\Store\CatalogMapping;
use SorsApi\Sync\Reports\Conflicts;

/** `GET conflicts`: what keeps items out of the shop until a person mends it; VAT rates without a tax class first. */
final class ListConflicts extends Route {

	private Conflicts $conflicts;
	private CatalogMapping $mapping;

	public function __construct( Conflicts $conflicts, CatalogMapping $mapping ) {
		$this->conflicts = $conflicts;
		$this->mapping   = $mapping;
	}

	protected function method(): string {
		return 'GET';
	}

	protected function path(): string {
		return '/conflicts';
	}

	protected function takes(): string {
		return 'conflicts-query';
	}

	protected function answers(): string {
		return 'conflicts-response';
	}

	/** @return array<string, mixed> */
	protected function handle( Input $input ): array {
		/** @var array{page: int, per_page: int} $query Judged by the schema, defaults filled in. */
		$query  = $input->values;
		$source = $input->string( 'source' );
		$search = trim( $input->string( 'search' ) );
		$taxes  = '' === $search && in_array( $source, [ '', 'taxes' ], true ) ? $this->taxes() : [];
		$offset = ( $query['page'] - 1 ) * $query['per_page'];
		$items  = array_slice( $taxes, $offset, $query['per_page'] );
		if ( 'taxes' === $source ) {
			return [
				'items' => $items,
				'total' => count( $taxes ),
			];
		}
		$found = $this->conflicts->list( $source, $search, $query['per_page'] - count( $items ), max( 0, $offset - count( $taxes ) ) );
		return [
			'items' => array_merge( $items, $found['items'] ),
			'total' => count( $taxes ) + $found['total'],
		];
	}

	/** @return list<array<string, mixed>> Zod `conflict`. */
	private function taxes(): array {
		$list = [];
		foreach ( wc_tax_enabled() ? $this->mapping->vatRates() : [] as $rate ) {
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
				'message'    => sprintf( _n( '%1$d product has %2$s %% VAT in SORS, and no tax class stands for that rate. It keeps the class it has. Choose one under Sors API → Settings.', '%1$d products have %2$s %% VAT in SORS, and no tax class stands for that rate. They keep the classes they have. Choose one under Sors API → Settings.', $rate['products'], 'sors-api-for-woocommerce' ), $rate['products'], $rate['rate'] ),
				'runId'      => null,
			];
		}
		return $list;
	}
}
