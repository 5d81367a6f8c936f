<?php
declare( strict_types=1 );

namespace SorsApi\Store;

use SorsApi\Database\Sql;
use SorsApi\Database\Tables;
use SorsApi\Sors\Decimal;

/**
 * What is sold for an item: its product itself, or, where that is only sold through others, its variations without an item
 * of their own. Such a product keeps their stock. And the translations of each, unless they have an item of their own.
 */
final class SellableObjects {

	/**
	 * @template K of array-key
	 * @param array<K, ProductState> $states What items are linked to, or may be.
	 * @return ($states is list<ProductState> ? list<ProductState> : array<K, ProductState>) The same, each with what is sold for it: see ProductState::$variations and $translations. Without a variable product or a translation it costs no query.
	 */
	public static function of( array $states, ProductParts $parts ): array {
		$parents = [];
		foreach ( $states as $state ) {
			if ( ! $state->hasOwnPrice() ) {
				$state->variations     = [];
				$parents[ $state->id ] = $state;
			}
		}
		foreach ( [] === $parents ? [] : ProductReader::byIds( self::withoutItem( 'v.post_parent', array_keys( $parents ) ), $parts ) as $variation ) {
			$parents[ $variation->parentId ]->variations[ $variation->id ] = $variation;
		}
		foreach ( $parents as $parent ) {
			// A variable product has no price of its own: it shows the lowest one.
			$regular              = array_filter( array_map( static fn( ProductState $one ): ?string => ProductState::decimal( $one->regularPrice ), $parent->variations ?? [] ), 'is_string' );
			$parent->regularPrice = [] === $regular ? '' : array_reduce( $regular, [ Decimal::class, 'min' ], (string) reset( $regular ) );
		}
		if ( $parts->translations && Translations::arePossible() ) {
			self::translate( array_merge( array_values( $states ), ...array_map( static fn( ProductState $parent ): array => $parent->variations ?? [], array_values( $parents ) ) ), $parts );
		}
		return $states;
	}

	/** @param list<ProductState> $states */
	private static function translate( array $states, ProductParts $parts ): void {
		$failures = [];
		$groups   = Translations::of( array_map( static fn( ProductState $state ): int => $state->id, $states ), $failures );
		$others   = [] === $groups ? [] : ProductReader::byIds( self::withoutItem( 'v.ID', array_merge( ...array_map( 'array_values', array_values( $groups ) ) ) ), $parts );
		foreach ( $states as $state ) {
			$state->untranslated = $failures[ $state->id ] ?? '';
			foreach ( $groups[ $state->id ] ?? [] as $language => $id ) {
				if ( isset( $others[ $id ] ) ) {
					$state->translations[] = new Translation( $others[ $id ], (string) $language, $state->id );
				}
			}
		}
	}

	/**
	 * Whatever the owner unlinked is sold for no item.
	 *
	 * @param literal-string      $column Of the products, v.
	 * @param non-empty-list<int> $ids
	 * @return list<int> Those that can be bought, in ascending order.
	 */
	private static function withoutItem( string $column, array $ids ): array {
		global $wpdb;
		return Sql::ids(
			"SELECT v.ID FROM {$wpdb->posts} v LEFT JOIN " . Tables::name( Tables::LINKS ) . ' l ON l.object_id = v.ID LEFT JOIN ' . Tables::name( Tables::EXCLUDED_ITEMS ) . " t ON t.unlinked_from = v.ID
			WHERE $column IN (" . implode( ', ', $ids ) . ") AND v.post_type IN ('product', 'product_variation') AND v.post_status IN ('publish', 'private') AND l.id IS NULL AND t.id IS NULL ORDER BY v.ID"
		);
	}
}
