<?php
declare( strict_types=1 );

namespace SorsApi\Store;

/**
 * Products that Polylang or WPML keep as translations of one: with the same SKU, they are one product to SORS. The one in
 * the shop's default language is linked, the others are left to that plugin. Without such a plugin this asks nothing.
 */
final class Translations {

	/**
	 * Of products with one SKU the one that all of them are translations of; all of them where it is not among them.
	 *
	 * @param list<ProductState> $states
	 * @return list<ProductState>
	 */
	public static function merged( array $states ): array {
		if ( count( $states ) < 2 || ! self::arePossible() ) {
			return $states;
		}
		$originals = [];
		foreach ( $states as $state ) {
			$originals[ self::original( $state->id ) ] = true;
		}
		$kept = 1 === count( $originals ) ? array_filter( $states, static fn( ProductState $state ): bool => isset( $originals[ $state->id ] ) ) : [];
		return [] === $kept ? $states : array_values( $kept );
	}

	/**
	 * @param list<ProductState> $states
	 * @return list<ProductState> Those that are no translations.
	 */
	public static function originals( array $states ): array {
		return self::arePossible() ? array_values( array_filter( $states, static fn( ProductState $state ): bool => self::original( $state->id ) === $state->id ) ) : $states;
	}

	/**
	 * @param list<int> $objectIds
	 * @return array<int, Link> By product or variation; of a translation it is the link of what it is a translation of, unless the owner unlinked it.
	 */
	public static function links( array $objectIds ): array {
		$links     = Links::byObjectIds( $objectIds );
		$without   = self::arePossible() ? array_values( array_diff( $objectIds, array_keys( $links ) ) ) : [];
		$originals = [];
		foreach ( array_diff( $without, ExcludedItems::unlinkedAmong( $without ) ) as $id ) {
			$originals[ $id ] = self::original( $id );
		}
		$originals = array_filter( $originals, static fn( int $original, int $id ): bool => $original !== $id, ARRAY_FILTER_USE_BOTH );
		$others    = [] === $originals ? [] : Links::byObjectIds( array_values( $originals ) );
		foreach ( $originals as $id => $original ) {
			if ( isset( $others[ $original ] ) ) {
				$links[ $id ] = $others[ $original ];
			}
		}
		return $links;
	}

	/** The product or variation in the default language; itself where it has none. */
	public static function original( int $id ): int {
		$language = self::defaultLanguage();
		$found    = null === $language ? null : self::polylang( 'pll_get_post', $id, $language );
		if ( null !== $language && ! is_numeric( $found ) ) {
			$found = ForeignCode::run( static fn() => apply_filters( 'wpml_object_id', $id, get_post_type( $id ), true, $language ) );
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
		$details = [
			'element_id'           => $id,
			'element_type'         => $type,
			'trid'                 => false,
			'language_code'        => $language,
			'source_language_code' => null,
		];
		ForeignCode::run( static fn() => do_action( 'wpml_set_element_language_details', $details ) );
	}

	/** Whether a category may stand for a group: its language is the default one, or none. */
	public static function isInDefaultLanguage( int $termId, string $taxonomy ): bool {
		$default  = self::defaultLanguage();
		$language = null === $default ? null : self::polylang( 'pll_get_term_language', $termId );
		$term     = null !== $default && ! self::isLanguage( $language ) && has_filter( 'wpml_element_language_code' ) ? get_term( $termId, $taxonomy ) : null;
		if ( $term instanceof \WP_Term ) {
			$arguments = [
				'element_id'   => $term->term_taxonomy_id,
				'element_type' => $taxonomy,
			];
			$language  = ForeignCode::run( static fn() => apply_filters( 'wpml_element_language_code', null, $arguments ) );
		}
		return ! self::isLanguage( $language ) || $language === $default;
	}

	/** Without one, both plugins answer for the language of the request. */
	private static function defaultLanguage(): ?string {
		$language = self::polylang( 'pll_default_language' );
		$language = self::isLanguage( $language ) ? $language : ForeignCode::run( static fn() => apply_filters( 'wpml_default_language', null ) );
		return self::isLanguage( $language ) ? $language : null;
	}

	/**
	 * @param mixed ...$with
	 * @return mixed Null without Polylang.
	 */
	private static function polylang( string $function, ...$with ) {
		return is_callable( $function ) ? ForeignCode::run( static fn() => $function( ...$with ) ) : null;
	}

	/**
	 * @param mixed $language
	 * @phpstan-assert-if-true non-empty-string $language
	 */
	private static function isLanguage( $language ): bool {
		return is_string( $language ) && '' !== $language;
	}

	/** Whether anything answers that. */
	public static function arePossible(): bool {
		return function_exists( 'pll_get_post' ) || has_filter( 'wpml_object_id' );
	}
}
