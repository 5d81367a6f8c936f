<?php
declare( strict_types=1 );

namespace SorsApi\Store;

use SorsApi\Database\IndexHint;
use SorsApi\Database\Sql;
use SorsApi\Database\Tables;

/**
 * Reads the shop's products in bulk: a handful of queries, however many products there are.
 *
 * Straight from the database, since an object cache may hold what a killed transaction never committed. Every method
 * throws a StorageError when the database fails: what is absent is really not there.
 */
final class ProductReader {

	/** Products read at once. Of a list of 1,000 ids MariaDB makes a table, and sorts what it finds for them. */
	private const SIZE = 500;

	/**
	 * @param list<int> $ids
	 * @return array<int, ProductState> By id; what is not a product, or was deleted, is absent. Products in the trash are there.
	 */
	public static function byIds( array $ids, ProductParts $parts ): array {
		$states = [];
		foreach ( array_chunk( array_unique( array_filter( array_map( 'intval', $ids ) ) ), self::SIZE ) as $some ) {
			$states += self::read( $some, $parts );
		}
		return $states;
	}

	/**
	 * @param non-empty-list<int> $ids
	 * @return array<int, ProductState> By id.
	 */
	private static function read( array $ids, ProductParts $parts ): array {
		global $wpdb;
		$in      = implode( ', ', $ids );
		$content = $parts->description ? ', post_content' : '';
		$states  = [];
		foreach ( Sql::rows( "SELECT ID, post_type, post_status, post_parent, post_title$content FROM {$wpdb->posts} WHERE ID IN ($in) AND post_type IN ('product', 'product_variation')" ) as $row ) {
			$variation = 'product_variation' === $row['post_type'];
			$state     = new ProductState( (int) $row['ID'], $variation ? 'variation' : 'simple', (int) $row['post_parent'], (string) $row['post_status'], (string) $row['post_title'] );
			if ( $parts->description ) {
				$state->description = $variation ? '' : (string) $row['post_content'];
			}
			$state->taxClass      = $variation ? 'parent' : '';
			$states[ $state->id ] = $state;
		}
		self::readMeta( $states, $in, $parts->meta );
		self::readTypes( $states, $in );
		if ( $parts->categories ) {
			self::readCategories( $states, $in );
		}
		return $states;
	}

	/**
	 * Products and variations whose SKU is one of the codes, or folds to one: to the database's collation "š" is "s" and "A"
	 * is "a".
	 *
	 * @param list<string> $codes
	 * @param bool         $unlisted See hasUnlistedSkus().
	 * @return list<ProductState> In the order of their ids, without trashed ones.
	 */
	public static function bySkus( array $codes, ProductParts $parts, bool $unlisted ): array {
		global $wpdb;
		$in = Sql::quoted( $codes );
		// Only the look-up table has an index on the SKU: without it, those of all products are read each time.
		$ids = [] === $codes ? [] : Sql::ids( $unlisted ? "SELECT post_id FROM {$wpdb->postmeta} WHERE meta_key = '_sku' AND meta_value IN ($in)" : "SELECT product_id FROM {$wpdb->wc_product_meta_lookup} WHERE sku IN ($in)" );
		sort( $ids );
		return array_values( array_filter( self::byIds( $ids, $parts ), static fn( ProductState $state ): bool => ! in_array( $state->status, [ 'trash', 'auto-draft' ], true ) ) );
	}

	/**
	 * Whether a product has an SKU that WooCommerce's look-up table lacks, as those have that were written by SQL. Reads all
	 * products: to be asked once in a run.
	 */
	public static function hasUnlistedSkus(): bool {
		global $wpdb;
		// Products first: their index has all that is asked of them, and few lack the SKU in the look-up table.
		$sql = "SELECT p.ID FROM {$wpdb->posts} p
			LEFT JOIN {$wpdb->wc_product_meta_lookup} l ON l.product_id = p.ID
			WHERE p.post_type IN ('product', 'product_variation') AND p.post_status NOT IN ('trash', 'auto-draft') AND (l.sku IS NULL OR l.sku = '')
			AND " . Sql::exists( "FROM {$wpdb->postmeta} m" . IndexHint::on( $wpdb->postmeta, 'post_id' ) . " WHERE m.post_id = p.ID AND m.meta_key = '_sku' AND m.meta_value <> ''" ) . ' LIMIT 1';
		return null !== Sql::value( $sql );
	}

	/**
	 * Which of the bar codes the shop has already given to products.
	 *
	 * @param list<string> $gtins
	 * @return array<int|string, int> Bar code => product or variation.
	 */
	public static function byGtins( array $gtins ): array {
		global $wpdb;
		$sql = "SELECT l.global_unique_id AS gtin, l.product_id AS id FROM {$wpdb->wc_product_meta_lookup} l INNER JOIN {$wpdb->posts} p ON p.ID = l.product_id WHERE l.global_unique_id IN (" . Sql::quoted( $gtins ) . ") AND p.post_status <> 'trash'";
		return [] === $gtins ? [] : array_map( 'intval', array_column( Sql::rows( $sql ), 'id', 'gtin' ) );
	}

	/**
	 * Products that are sold although no item of SORS is linked to them.
	 *
	 * @param int $id Only products after this one.
	 * @return list<ProductState> Their identity, in the order of their ids; fewer than the limit only at the end.
	 */
	public static function unlinkedAfter( int $id, int $limit ): array {
		global $wpdb;
		$states = [];
		do {
			$ids     = Sql::ids(
				"SELECT p.ID FROM {$wpdb->posts} p LEFT JOIN " . Tables::name( Tables::LINKS ) . " l ON l.object_id = p.ID
				WHERE p.ID > %d AND p.post_type IN ('product', 'product_variation') AND p.post_status NOT IN ('trash', 'auto-draft') AND l.id IS NULL
				ORDER BY p.ID LIMIT %d",
				$id, $limit
			);
			$states += self::byIds( $ids, ProductParts::identity() );
			$id      = max( [ $id, ...$ids ] );
			// A parent is sold through its variations; a variation without an SKU of its own belongs to its parent.
			$states = array_filter( $states, static fn( ProductState $state ): bool => '' !== $state->sku || ( $state->hasOwnPrice() && ! $state->isVariation() ) );
		} while ( count( $ids ) === $limit && count( $states ) < $limit );
		ksort( $states );
		return array_slice( array_values( $states ), 0, $limit );
	}

	/** @param string $id A column, in SQL that says whether that product or variation can be bought now: published, in stock or on back-order, and with a price. */
	public static function isOnSale( string $id ): string {
		global $wpdb;
		return Sql::exists( "FROM {$wpdb->posts} p INNER JOIN {$wpdb->wc_product_meta_lookup} w ON w.product_id = p.ID AND w.stock_status <> 'outofstock' AND w.max_price > 0 LEFT JOIN {$wpdb->posts} parent ON parent.ID = p.post_parent AND p.post_type = 'product_variation' WHERE p.ID = $id AND p.post_status = 'publish' AND COALESCE(parent.post_status, 'publish') = 'publish'" );
	}

	/**
	 * @param array<int, ProductState> $states
	 * @param list<string>             $keys
	 */
	private static function readMeta( array $states, string $in, array $keys ): void {
		global $wpdb;
		$keys  = "'" . implode( "', '", $keys ) . "'";
		$twice = [];
		$hint  = IndexHint::on( $wpdb->postmeta, 'post_id' );
		foreach ( Sql::rows( "SELECT meta_id, post_id, meta_key, meta_value FROM {$wpdb->postmeta}$hint WHERE post_id IN ($in) AND meta_key IN ($keys) ORDER BY post_id, meta_id" ) as $row ) {
			$state = $states[ (int) $row['post_id'] ] ?? null;
			$key   = (string) $row['meta_key'];
			if ( null !== $state && isset( $state->metaIds[ $key ] ) ) {
				// WordPress reads the first row, but may write to any of them: none is safe to write to.
				unset( $state->metaIds[ $key ] );
				$twice[ $state->id ][ $key ] = true;
			} elseif ( null !== $state && ! isset( $twice[ $state->id ][ $key ] ) ) {
				$state->metaIds[ $key ] = (int) $row['meta_id'];
				$state->setMeta( $key, (string) $row['meta_value'] );
			}
		}
	}

	/** @param array<int, ProductState> $states Nearly all are simple, so only the others are looked up. */
	private static function readTypes( array $states, string $in ): void {
		global $wpdb;
		$hint = IndexHint::on( $wpdb->term_relationships, 'object_id' );
		$sql  = "SELECT r.object_id, t.slug FROM {$wpdb->term_relationships} r$hint
			INNER JOIN {$wpdb->term_taxonomy} x ON x.term_taxonomy_id = r.term_taxonomy_id
			INNER JOIN {$wpdb->terms} t ON t.term_id = x.term_id
			WHERE x.taxonomy = 'product_type' AND t.slug <> 'simple' AND r.object_id IN ($in) ORDER BY t.term_id";
		foreach ( Sql::rows( $sql ) as $row ) {
			$state = $states[ (int) $row['object_id'] ] ?? null;
			if ( null !== $state && ! $state->isVariation() ) {
				$state->type = (string) $row['slug'];
			}
		}
	}

	/** @param array<int, ProductState> $states Many share few categories: each of those is looked up once. */
	private static function readCategories( array $states, string $in ): void {
		global $wpdb;
		$products = [];
		$hint     = IndexHint::on( $wpdb->term_relationships, 'object_id' );
		foreach ( Sql::rows( "SELECT object_id, term_taxonomy_id FROM {$wpdb->term_relationships}$hint WHERE object_id IN ($in)" ) as $row ) {
			$products[ (int) $row['term_taxonomy_id'] ][] = (int) $row['object_id'];
		}
		if ( [] === $products ) {
			return;
		}
		$sql = "SELECT x.term_taxonomy_id, x.term_id, x.taxonomy, t.name FROM {$wpdb->term_taxonomy} x INNER JOIN {$wpdb->terms} t ON t.term_id = x.term_id
			WHERE x.term_taxonomy_id IN (" . implode( ', ', array_keys( $products ) ) . ") AND x.taxonomy IN ('product_cat', %s) ORDER BY x.term_id";
		foreach ( Sql::rows( $sql, CategoryTree::BRANDS ) as $term ) {
			foreach ( $products[ (int) $term['term_taxonomy_id'] ] as $id ) {
				if ( isset( $states[ $id ] ) && CategoryTree::BRANDS === $term['taxonomy'] ) {
					$states[ $id ]->brands[] = (string) $term['name'];
				} elseif ( isset( $states[ $id ] ) ) {
					$states[ $id ]->categories[ (int) $term['term_id'] ] = (string) $term['name'];
				}
			}
		}
	}
}
