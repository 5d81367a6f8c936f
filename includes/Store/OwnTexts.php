<?php
declare( strict_types=1 );

namespace SorsApi\Store;

use SorsApi\Database\Sql;
use SorsApi\Database\StorageError;
use SorsApi\Sentence;

/**
 * Saving in the background leaves the owner's texts as they are, to the byte.
 *
 * WooCommerce writes all texts of a product with any one of them, WordPress those of a category. On their way they pass
 * filters that depend on the user: in the background there is none, and an iframe, a style or a form is taken out. Backslashes
 * are lost for every user.
 */
final class OwnTexts {

	private const COLUMNS = [ 'post_title', 'post_content', 'post_excerpt', 'post_content_filtered' ];

	/**
	 * @param list<string>      $changed Of COLUMNS, those that are to change.
	 * @param callable(): mixed $save
	 * @throws StorageError When another plugin has changed the others all the same.
	 */
	public static function ofProduct( int $id, array $changed, callable $save ): void {
		$kept   = array_values( array_diff( self::COLUMNS, $changed ) );
		$before = self::read( $id, $kept );
		$keep   = static fn( $data, $post ) => is_array( $data ) && is_array( $post ) && $id === ( $post['ID'] ?? 0 ) ? wp_slash( $before ) + $data : $data;
		self::filtered( 'wp_insert_post_data', $keep, $save );
		if ( self::read( $id, $kept ) !== $before ) {
			( new StorageError( Sentence::__( 'Nothing was written: while it was being saved, another plugin changed texts of this product that are yours.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
	}

	/**
	 * WordPress escapes "&" for users who may not write HTML, and in the background there is no user.
	 *
	 * @template T
	 * @param string|null   $title As Text::title() has it; null = it is not written.
	 * @param callable(): T $save
	 * @return T
	 */
	public static function withTitle( ?string $title, callable $save ) {
		$keep = static fn( $stored ) => is_string( $stored ) && Text::plain( wp_unslash( $stored ) ) === Text::plain( (string) $title ) ? wp_slash( (string) $title ) : $stored;
		return null === $title ? $save() : self::filtered( 'title_save_pre', $keep, $save );
	}

	/**
	 * @template T
	 * @param callable(): T $update Its first act is to pass the term's texts through their filters.
	 * @return T
	 * @throws StorageError When the term cannot be read.
	 */
	public static function ofTerm( int $id, string $taxonomy, callable $update ) {
		global $wpdb;
		$stored = Sql::value( "SELECT description FROM {$wpdb->term_taxonomy} WHERE term_id = %d AND taxonomy = %s FOR UPDATE", $id, $taxonomy );
		$filter = "pre_{$taxonomy}_description";
		$keep   = static function () use ( &$keep, $filter, $stored ): string {
			remove_filter( $filter, $keep, PHP_INT_MAX );
			return wp_slash( (string) $stored );
		};
		return self::filtered( $filter, $keep, $update );
	}

	/**
	 * With a filter of ours behind all others.
	 *
	 * @template T
	 * @param callable(): T $call
	 * @return T
	 */
	public static function filtered( string $hook, callable $filter, callable $call ) {
		add_filter( $hook, $filter, PHP_INT_MAX, 2 );
		try {
			return $call();
		} finally {
			remove_filter( $hook, $filter, PHP_INT_MAX );
		}
	}

	/**
	 * As they are by now, not as they were when the transaction began: the owner may be writing, too.
	 *
	 * @param list<string> $columns
	 * @return array<string, string|null>
	 */
	private static function read( int $id, array $columns ): array {
		global $wpdb;
		return Sql::rows( 'SELECT ' . implode( ', ', $columns ) . " FROM {$wpdb->posts} WHERE ID = %d FOR UPDATE", $id )[0] ?? [];
	}
}
