<?php
declare( strict_types=1 );

namespace SorsApi\Store;

use SorsApi\Database\Sql;
use SorsApi\Database\Tables;
use SorsApi\Log\Log;

/**
 * Counts, beside the link of a product, the requests in which metas or terms of it were written without a save of the product.
 * A save leaves its trace in the product's own row; a checkout writes no such meta.
 */
final class TouchedProducts {

	/** By these products are compared: see ProductParts. */
	private const PARTS = [ '_sku', '_manage_stock', '_stock', '_stock_status', '_backorders', '_regular_price', '_sale_price', '_sale_price_dates_from', '_sale_price_dates_to', '_price', '_tax_class', '_virtual', '_global_unique_id', '_variation_description', ...self::TAXONOMIES ];
	private const TAXONOMIES = [ 'product_type', 'product_cat', CategoryTree::BRANDS ];

	/** @var array<int, array<int, true>> Site => products and variations. */
	private static array $ids = [];

	/**
	 * After any meta of a post was added, changed or deleted by WordPress, or terms were set or taken off.
	 *
	 * @param mixed $id
	 * @param mixed $part Key or taxonomy.
	 */
	public static function note( $id, $part ): void {
		if ( in_array( $part, self::PARTS, true ) && is_numeric( $id ) && (int) $id > 0 ) {
			if ( [] === self::$ids ) {
				add_action( 'shutdown', [ self::class, 'count' ] );
			}
			self::$ids[ get_current_blog_id() ][ (int) $id ] = true;
		}
	}

	/** A brand has another name; or a category, by its id, is what it was. */
	public static function termEdited( string $taxonomy ): void {
		if ( in_array( $taxonomy, self::TAXONOMIES, true ) ) {
			Log::guard( 'A category or brand was edited', static fn() => Sql::run( 'UPDATE ' . Tables::name( Tables::LINKS ) . " SET catalog_print = '' WHERE catalog_print <> ''" ) );
		}
	}

	/** What was written before that is covered by it; what follows is not. */
	public static function saved( \WC_Product $product ): void {
		unset( self::$ids[ get_current_blog_id() ][ $product->get_id() ] );
	}

	/** At the end of a request, and before a run compares. */
	public static function count(): void {
		$ids = array_keys( self::$ids[ get_current_blog_id() ] ?? [] );
		unset( self::$ids[ get_current_blog_id() ] );
		// Of a translation, the product that is linked.
		Log::guard(
			'Products that were changed',
			static fn() => Sql::inChunks( array_values( array_unique( array_merge( $ids, ...array_map( 'array_values', array_values( Translations::of( $ids ) ) ) ) ) ), static fn( string $in ): int => Sql::run( 'UPDATE ' . Tables::name( Tables::LINKS ) . " SET touched = touched + 1 WHERE object_id IN ($in)" ) )
		);
	}
}
