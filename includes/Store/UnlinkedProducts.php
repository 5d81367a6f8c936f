<?php
declare( strict_types=1 );

namespace SorsApi\Store;

use SorsApi\Database\Sql;
use SorsApi\Database\Tables;

/** Products that are sold, and that no item of SORS stands for. */
final class UnlinkedProducts {

	private ProductReader $products;

	public function __construct( ProductReader $products ) {
		$this->products = $products;
	}

	/**
	 * @return list<ProductState> In the order of their ids; never fewer than the limit unless it is the end.
	 */
	public function after( int $id, int $limit ): array {
		global $wpdb;
		$states = [];
		do {
			$ids = array_map(
				'intval',
				Sql::column(
					$wpdb->prepare(
						"SELECT p.ID FROM {$wpdb->posts} p LEFT JOIN " . Tables::name( Tables::LINKS ) . " l ON l.object_id = p.ID
						WHERE p.ID > %d AND p.post_type IN ('product', 'product_variation') AND p.post_status NOT IN ('trash', 'auto-draft') AND l.id IS NULL
						ORDER BY p.ID LIMIT %d",
						$id,
						$limit
					)
				)
			);
			foreach ( $this->products->byIds( $ids, ProductParts::identity() ) as $state ) {
				$states[ $state->id ] = $state;
			}
			$id = [] === $ids ? $id : max( $ids );
			// A parent is sold through its variations; a variation without an own SKU is its parent's affair.
			$states = array_filter( $states, static fn( ProductState $state ): bool => '' !== $state->sku || ( $state->hasOwnPrice() && ! $state->isVariation() ) );
		} while ( count( $ids ) === $limit && count( $states ) < $limit );
		ksort( $states );
		return array_slice( array_values( $states ), 0, $limit );
	}
}
