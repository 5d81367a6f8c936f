<?php
declare( strict_types=1 );

namespace SorsApi\Store;

/**
 * Products that Polylang or WPML keep as translations of one. With the same SKU, they are one product to SORS: the one in the
 * shop's default language is linked. Without such a plugin this asks nothing.
 */
final class Translations {

	/** What of a product its plugin may keep the same in all languages. */
	public const STOCK = '_stock';
	public const PRICE = '_regular_price';

	/**
	 * @param list<int>          $ids      Products and variations.
	 * @param array<int, string> $failures Those over which the plugin failed are added, each with a Sentence; they are absent from the answer.
	 * @return array<int, non-empty-array<string, int>> Product => language => the same product in that language; itself is left out.
	 */
	public static function of( array $ids, array &$failures = [] ): array {
		$found = [];
		if ( [] === $ids || ! self::arePossible() ) {
			return [];
		}
		self::prime( $ids );
		foreach ( $ids as $id ) {
			try {
				$found[ $id ] = array_diff( self::group( $id ), [ $id ] );
			} catch ( ForeignFailure $failure ) {
				if ( [] === $failures ) {
					ForeignCode::logged( $failure, "Product $id: its translations" );
				}
				$failures[ $id ] = $failure->getMessage();
			}
		}
		return array_filter( $found );
	}

	/** @param non-empty-list<int> $ids One query for all of them, in place of one for each. */
	private static function prime( array $ids ): void {
		if ( taxonomy_exists( 'post_translations' ) ) {
			ForeignCode::attempt( 'Languages of products', static fn() => update_object_term_cache( $ids, [ 'product', 'product_variation' ] ) );
		} elseif ( has_filter( 'wpml_get_element_translations' ) ) {
			_prime_post_caches( $ids, false, false );
		}
	}

	/** @return array<string, int> Language => product, itself among them. */
	private static function group( int $id ): array {
		$group = self::polylang( 'pll_get_post_translations', $id );
		if ( ( ! is_array( $group ) || [] === $group ) && has_filter( 'wpml_get_element_translations' ) ) {
			$group = ForeignCode::run(
				static function () use ( $id ): array {
					$type = 'post_' . get_post_type( $id );
					$trid = apply_filters( 'wpml_element_trid', null, $id, $type );
					return array_map( static fn( $element ) => is_object( $element ) ? $element->element_id ?? 0 : 0, is_numeric( $trid ) ? (array) apply_filters( 'wpml_get_element_translations', [], $trid, $type ) : [] );
				}
			);
		}
		return array_filter( array_map( 'intval', array_filter( is_array( $group ) ? $group : [], 'is_numeric' ) ) );
	}

	/** @return list<string> Metas that its plugin keeps in a translation as they are in the product. A ForeignFailure is thrown where it fails. */
	public static function copied( int $from, int $to, string $language ): array {
		$keys = ForeignCode::run( static fn() => apply_filters( 'pll_copy_post_metas', [], true, $from, $to, $language ) );
		$keys = is_array( $keys ) ? array_values( $keys ) : [];
		// WooCommerce Multilingual, whose lists are its own: prices unless the owner entered others.
		if ( isset( $GLOBALS['woocommerce_wpml'] ) ) {
			array_push( $keys, self::STOCK, ...( get_post_meta( $from, '_wcml_custom_prices_status', true ) ? [] : [ self::PRICE ] ) );
		}
		return array_values( array_filter( [ self::STOCK, self::PRICE ], static fn( string $key ): bool => in_array( $key, $keys, true ) ) );
	}

	/**
	 * Of products with one SKU the one that all of them are translations of; all of them where it is not among them.
	 *
	 * @param list<ProductState> $states
	 * @return list<ProductState>
	 */
	public static function merged( array $states ): array {
		$ids       = array_map( static fn( ProductState $state ): int => $state->id, $states );
		$originals = array_unique( array_replace( array_combine( $ids, $ids ), self::originals( $ids ) ) );
		$kept      = 1 === count( $originals ) ? array_filter( $states, static fn( ProductState $state ): bool => in_array( $state->id, $originals, true ) ) : [];
		return [] === $kept ? $states : array_values( $kept );
	}

	/**
	 * @param list<int> $objectIds
	 * @return array<int, Link> By product or variation; of a translation it is the link of what it is a translation of, unless the owner unlinked it.
	 */
	public static function links( array $objectIds ): array {
		$links     = Links::byObjectIds( $objectIds );
		$without   = self::arePossible() ? array_values( array_diff( $objectIds, array_keys( $links ) ) ) : [];
		$originals = self::originals( array_values( array_diff( $without, ExcludedItems::unlinkedAmong( $without ) ) ) );
		$others    = [] === $originals ? [] : Links::byObjectIds( array_values( $originals ) );
		foreach ( array_intersect( $originals, array_keys( $others ) ) as $id => $original ) {
			$links[ $id ] = $others[ $original ];
		}
		return $links;
	}

	/**
	 * @param list<int> $ids
	 * @return array<int, int> Translation => the product or variation in the default language. Where the plugin fails it is none.
	 */
	public static function originals( array $ids ): array {
		$originals = self::arePossible() ? array_map( [ self::class, 'original' ], array_combine( $ids, $ids ) ) : [];
		return array_filter( $originals, static fn( int $original, int $id ): bool => $original !== $id, ARRAY_FILTER_USE_BOTH );
	}

	/** The product or variation in the default language; itself where it has none, or the plugin fails. */
	public static function original( int $id ): int {
		try {
			$language = self::defaultLanguage();
			$found    = null === $language ? null : self::polylang( 'pll_get_post', $id, $language );
			if ( null !== $language && ! is_numeric( $found ) ) {
				$found = ForeignCode::run( static fn() => apply_filters( 'wpml_object_id', $id, get_post_type( $id ), true, $language ) );
			}
		} catch ( ForeignFailure $failure ) {
			ForeignCode::logged( $failure, "Product $id: what it is a translation of" );
			return $id;
		}
		return is_numeric( $found ) && (int) $found > 0 ? (int) $found : $id;
	}

	/**
	 * A new product is in the default language: in the background Polylang and WPML take that of whoever's cookies it runs under.
	 * To be called before it is given its categories, or Polylang gives it those of the other language.
	 */
	public static function setPostLanguage( int $id, string $type ): void {
		$language = self::defaultLanguage();
		if ( null !== $language && self::polylang( 'pll_is_translated_post_type', $type ) ) {
			self::polylang( 'pll_set_post_language', $id, $language );
		}
		if ( null !== $language && ForeignCode::run( static fn() => apply_filters( 'wpml_is_translated_post_type', false, $type ) ) ) {
			self::tellWpml( $id, "post_$type", $language );
		}
	}

	/** The same of a new category or brand, once it is made. */
	public static function setTermLanguage( int $id, string $taxonomy ): void {
		$language = self::defaultLanguage();
		if ( null !== $language && self::polylang( 'pll_is_translated_taxonomy', $taxonomy ) ) {
			self::polylang( 'pll_set_term_language', $id, $language );
		}
		$term = null !== $language && ForeignCode::run( static fn() => apply_filters( 'wpml_is_translated_taxonomy', false, $taxonomy ) ) ? get_term( $id, $taxonomy ) : null;
		if ( $term instanceof \WP_Term ) {
			self::tellWpml( $term->term_taxonomy_id, "tax_$taxonomy", (string) $language );
		}
	}

	private static function tellWpml( int $id, string $type, string $language ): void {
		$details = [ 'element_id' => $id, 'element_type' => $type, 'trid' => false, 'language_code' => $language, 'source_language_code' => null ];
		ForeignCode::run( static fn() => do_action( 'wpml_set_element_language_details', $details ) );
	}

	/** Whether a category may stand for a group: its language is the default one, or none. */
	public static function isInDefaultLanguage( int $termId, string $taxonomy ): bool {
		$default  = self::defaultLanguage();
		$language = null === $default ? null : self::polylang( 'pll_get_term_language', $termId );
		$term     = null !== $default && ! $language && has_filter( 'wpml_element_language_code' ) ? get_term( $termId, $taxonomy ) : null;
		if ( $term instanceof \WP_Term ) {
			$arguments = [ 'element_id' => $term->term_taxonomy_id, 'element_type' => $taxonomy ];
			$language  = ForeignCode::run( static fn() => apply_filters( 'wpml_element_language_code', null, $arguments ) );
		}
		return ! is_string( $language ) || in_array( $language, [ '', $default ], true );
	}

	/** Without one, both plugins answer for the language of the request. */
	private static function defaultLanguage(): ?string {
		$language = self::polylang( 'pll_default_language' ) ?: ForeignCode::run( static fn() => apply_filters( 'wpml_default_language', null ) );
		return is_string( $language ) && '' !== $language ? $language : null;
	}

	/**
	 * @param mixed ...$with
	 * @return mixed Null without Polylang.
	 */
	private static function polylang( string $function, ...$with ) {
		return is_callable( $function ) ? ForeignCode::run( static fn() => $function( ...$with ) ) : null;
	}

	/** Whether anything answers that. */
	public static function arePossible(): bool {
		return function_exists( 'pll_get_post' ) || has_filter( 'wpml_object_id' );
	}
}
