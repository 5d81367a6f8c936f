<?php
declare( strict_types=1 );

namespace SorsApi\Store;

use SorsApi\Database\Sql;
use SorsApi\Database\StorageError;

/** WooCommerce's brands, found by their exact name: the groups of SORS that they come from have no codes. */
final class Brands {

	public const TAXONOMY = 'product_brand';

	public static function areThere(): bool {
		return taxonomy_exists( self::TAXONOMY );
	}

	/**
	 * The only brand of a product from now on.
	 *
	 * @throws StorageError When WordPress refuses it.
	 */
	public static function give( int $productId, string $name ): void {
		$name = Text::cut( $name, CategoryTree::LONGEST );
		$term = self::find( $name ) ?? self::make( $name );
		ForeignCode::run( static fn() => wp_set_object_terms( $productId, [ $term ], self::TAXONOMY ) );
	}

	/** Not asked of get_terms(), which answers "none" when the database fails. */
	private static function find( string $name ): ?int {
		global $wpdb;
		$sql = "SELECT t.term_id, t.name FROM {$wpdb->terms} t INNER JOIN {$wpdb->term_taxonomy} x ON x.term_id = t.term_id WHERE x.taxonomy = %s AND t.name IN (%s, %s) ORDER BY t.term_id";
		foreach ( Sql::rows( $sql, self::TAXONOMY, Text::line( $name ), Text::typedTerm( $name ) ) as $term ) {
			// The database folds case and accents.
			if ( Text::isLine( (string) $term['name'], $name ) ) {
				return (int) $term['term_id'];
			}
		}
		return null;
	}

	private static function make( string $name ): int {
		$id = CategoryTree::insertTerm( $name, self::TAXONOMY, 0, $name );
		Translations::setTermLanguage( $id, self::TAXONOMY );
		return $id;
	}
}
