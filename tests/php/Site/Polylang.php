<?php
declare( strict_types=1 );

namespace {
	use SorsApi\Tests\Site\Polylang;

	'cli' === PHP_SAPI || exit;

	if ( ! function_exists( 'pll_get_post' ) ) {
		/** @return string|false */
		function pll_default_language() {
			return Polylang::$default;
		}

		/** @return int|false */
		function pll_get_post( int $id, string $language ) {
			++Polylang::$asked;
			return Polylang::$translations[ $id ][ $language ] ?? false;
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

		/** How often it was asked. */
		public static int $asked = 0;

		/** Whether it gives languages to products and categories: see listen(). */
		public static bool $isListening = false;

		/** @var array<int, string> Language of each post and of each term. */
		public static array $posts = [];
		public static array $terms = [];

		public static function forget(): void {
			[ self::$translations, self::$default, self::$isListening, self::$posts, self::$terms ] = [ [], 'sr', false, [], [] ];
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
