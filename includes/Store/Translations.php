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
	 *
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
	 *
	 * @return list<ProductState> Those that are no translations.
	 */
	public static function originals( array $states ): array {
		return self::arePossible() ? array_values( array_filter( $states, static fn( ProductState $state ): bool => self::original( $state->id ) === $state->id ) ) : $states;
	}

	/**
	 * @param list<int> $objectIds
	 *
	 * @return array<int, Link> By product or variation; of a translation it is the link of what it is a translation of, unless the owner unlinked it.
	 */
	public static function links( array $objectIds ): array {
		$links     = Links::byObjectIds( $objectIds );
		$without   = self::arePossible() ? array_values( array_diff( $objectIds, array_keys( $links ) ) ) : [];
		$originals = [];
		foreach ( array_diff( $without, Tombstones::unlinkedAmong( $without ) ) as $id ) {
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
		$language = function_exists( 'pll_default_language' ) ? pll_default_language() : null;
		$found    = function_exists( 'pll_get_post' ) && self::isLanguage( $language ) ? pll_get_post( $id, $language ) : null;
		if ( ! is_numeric( $found ) && has_filter( 'wpml_object_id' ) ) {
			$language = apply_filters( 'wpml_default_language', null );
			$found    = self::isLanguage( $language ) ? apply_filters( 'wpml_object_id', $id, get_post_type( $id ), true, $language ) : null;
		}
		return is_numeric( $found ) && (int) $found > 0 ? (int) $found : $id;
	}

	/**
	 * Without one, both plugins answer for the language of the request.
	 *
	 * @param mixed $language
	 *
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
