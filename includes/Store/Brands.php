<?php
declare( strict_types=1 );

namespace SorsApi\Store;

use SorsApi\Database\StorageError;

/** WooCommerce's brands, found by their exact name: the groups of SORS that they come from have no codes. */
final class Brands {

	public const TAXONOMY = 'product_brand';

	/**
	 * The only brand of a product from now on.
	 *
	 * @throws StorageError When WordPress refuses it.
	 */
	public static function give( int $productId, string $name ): void {
		$name = Text::cut( $name, CategoryTree::LONGEST );
		$term = CategoryTree::named( $name, self::TAXONOMY )[0] ?? CategoryTree::insertTerm( $name, self::TAXONOMY, 0, $name );
		ForeignCode::run( static fn() => wp_set_object_terms( $productId, [ $term ], self::TAXONOMY ) );
	}
}
