<?php
declare( strict_types=1 );

namespace {
	use SorsApi\Tests\Site\Polylang;

	'cli' === PHP_SAPI || exit;

	if ( ! function_exists( 'pll_get_post' ) ) {
		/** @return string|false */
		function pll_default_language() {
			Polylang::fail();
			return Polylang::$default;
		}

		/** @return int|false */
		function pll_get_post( int $id, string $language ) {
			++Polylang::$asked;
			Polylang::fail();
			return Polylang::$translations[ $id ][ $language ] ?? false;
		}

		/** @return array<string, int> */
		function pll_get_post_translations( int $id ): array {
			Polylang::fail( $id );
			// So the plugin finds them itself.
			taxonomy_exists( 'post_translations' ) && get_the_terms( $id, 'post_translations' );
			return Polylang::$translations[ $id ] ?? [];
		}

		function pll_is_translated_post_type( string $type ): bool {
			return Polylang::$isListening && 'product' === $type;
		}

		function pll_is_translated_taxonomy( string $taxonomy ): bool {
			return Polylang::$isListening && in_array( $taxonomy, [ 'product_cat', 'product_brand' ], true );
		}

		function pll_set_post_language( int $id, string $language ): void {
			Polylang::$posts[ $id ] = $language;
		}

		function pll_set_term_language( int $id, string $language ): void {
			Polylang::$terms[ $id ] = $language;
		}

		/** @return string|false */
		function pll_get_term_language( int $id ) {
			return Polylang::$terms[ $id ] ?? false;
		}
	}
}

namespace SorsApi\Tests\Site {

	/** What of Polylang is asked. PHP cannot take functions back: with nothing in it, it is as if it were not there. */
	final class Polylang {

		/** @var array<int, array<string, int>> Post => language => post. */
		public static array $translations = [];

		/** @var string|false False until languages are set up. */
		public static $default = 'sr';

		/** Product over which it fails; 0 = all, -1 = none. */
		public static int $fails = -1;

		/** Whether what keepSame() does takes place. */
		public static bool $isSharing = true;

		/** How often it was asked. */
		public static int $asked = 0;

		/** Whether it gives languages to products and categories: see listen(). */
		public static bool $isListening = false;

		/** @var array<int, string> Language of each post and of each term. */
		public static array $posts = [];
		public static array $terms = [];

		public static function fail( int $id = 0 ): void {
			if ( 0 === self::$fails || $id === self::$fails ) {
				throw new \RuntimeException( 'It has its own trouble.' );
			}
		}

		/** As Polylang for WooCommerce does: metas are copied to the other languages, and the statement for a stock names all of them. */
		public static function keepSame(): void {
			$metas = [ '_stock', '_stock_status', '_manage_stock', '_price', '_regular_price', '_sale_price' ];
			add_filter( 'pll_copy_post_metas', static fn( array $keys, bool $isSync ): array => $isSync ? array_merge( $keys, array_combine( $metas, $metas ) ) : $keys, 5, 2 );
			add_action( 'updated_post_meta', [ self::class, 'copy' ], 10, 4 );
			add_filter( 'woocommerce_update_product_stock_query', static fn( string $sql, int $id ): string => self::$isSharing && isset( self::$translations[ $id ] ) ? str_replace( "post_id = $id", 'post_id IN ( ' . implode( ',', self::$translations[ $id ] ) . ' )', $sql ) : $sql, 10, 2 );
			add_action( 'woocommerce_updated_product_stock', static fn( int $id ) => array_map( static fn( int $other ) => wp_cache_delete( $other, 'post_meta' ), self::$translations[ $id ] ?? [] ) );
		}

		/**
		 * @param mixed $row
		 * @param mixed $value
		 */
		public static function copy( $row, int $id, string $key, $value ): void {
			static $isCopying = false;
			if ( ! $isCopying && self::$isSharing && in_array( $key, apply_filters( 'pll_copy_post_metas', [], true, $id, 0, '' ), true ) ) {
				$isCopying = true;
				foreach ( array_diff( self::$translations[ $id ] ?? [], [ $id ] ) as $other ) {
					update_post_meta( $other, $key, $value );
				}
				$isCopying = false;
			}
		}

		public static function forget(): void {
			self::$translations = [];
			self::$default      = 'sr';
			self::$isListening  = false;
			self::$posts        = [];
			self::$terms        = [];
			self::$fails        = -1;
			self::$isSharing    = true;
		}

		/** @param array<string, int> $posts Language => post. */
		public static function translate( array $posts ): void {
			self::$translations += array_fill_keys( $posts, $posts );
		}

		/** As PLL_CRUD_Posts and PLL_CRUD_Terms do: what has no language gets that of the cookie, and a product gets categories of its own language only. */
		public static function listen( string $cookie ): void {
			self::$isListening = true;
			add_action( 'save_post_product', static fn( int $id ) => self::$posts += [ $id => $cookie ] );
			add_action(
				'create_term',
				static function ( int $id, int $row, string $taxonomy ) use ( $cookie ): void {
					if ( pll_is_translated_taxonomy( $taxonomy ) ) {
						self::$terms += [ $id => self::$terms[ get_term( $id )->parent ] ?? $cookie ];
					}
				},
				999,
				3
			);
			add_action( 'set_object_terms', [ self::class, 'translateTerms' ], 10, 4 );
		}

		public static function translateTerms( int $id, array $terms, array $rows, string $taxonomy ): void {
			$language = self::$posts[ $id ] ?? '';
			foreach ( '' !== $language && pll_is_translated_taxonomy( $taxonomy ) ? array_map( 'intval', $terms ) : [] as $term ) {
				if ( ! in_array( self::$terms[ $term ] ?? '', [ '', $language ], true ) ) {
					wp_remove_object_terms( $id, [ $term ], $taxonomy );
					$made = wp_insert_term( get_term( $term )->name, $taxonomy, [ 'slug' => get_term( $term )->slug . "-$language" ] );

					self::$terms[ (int) $made['term_id'] ] = $language;
					wp_set_object_terms( $id, [ (int) $made['term_id'] ], $taxonomy, true );
				}
			}
		}
	}
}
