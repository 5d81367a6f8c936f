<?php
declare( strict_types=1 );

namespace SorsApi\Store;

use SorsApi\Database\Sql;
use SorsApi\Database\Tables;
use SorsApi\Sors\Decimal;

/**
 * What is sold for an item: its product itself, or, where that is only sold through others, its variations without an item
 * of their own. Such a product keeps their stock.
 */
final class SellableObjects {

	/**
	 * @template K of array-key
	 * @param array<K, ProductState> $states What items are linked to, or may be.
	 * @return ($states is list<ProductState> ? list<ProductState> : array<K, ProductState>) The same, each with what is sold for it: see ProductState::$variations. Without a variable product it costs no query.
	 */
	public static function of( array $states, ProductParts $parts ): array {
		$parents = [];
		foreach ( $states as $state ) {
			if ( ! $state->hasOwnPrice() ) {
				$state->variations     = [];
				$parents[ $state->id ] = $state;
			}
		}
		foreach ( [] === $parents ? [] : ProductReader::byIds( self::withoutItem( array_keys( $parents ) ), $parts ) as $variation ) {
			$parents[ $variation->parentId ]->variations[ $variation->id ] = $variation;
		}
		foreach ( $parents as $parent ) {
			self::price( $parent );
		}
		return $states;
	}

	/**
	 * Whatever the owner unlinked is sold for no item.
	 *
	 * @param non-empty-list<int> $parents
	 * @return list<int> In ascending order.
	 */
	private static function withoutItem( array $parents ): array {
		global $wpdb;
		return Sql::ids(
			"SELECT v.ID FROM {$wpdb->posts} v LEFT JOIN " . Tables::name( Tables::LINKS ) . ' l ON l.object_id = v.ID LEFT JOIN ' . Tables::name( Tables::EXCLUDED_ITEMS ) . ' t ON t.unlinked_from = v.ID
			WHERE v.post_parent IN (' . implode( ', ', $parents ) . ") AND v.post_type = 'product_variation' AND v.post_status IN ('publish', 'private') AND l.id IS NULL AND t.id IS NULL ORDER BY v.ID"
		);
	}

	/** A variable product has no price of its own: it shows the lowest one. */
	private static function price( ProductState $parent ): void {
		$regular              = array_filter( array_map( static fn( ProductState $one ): ?string => ProductState::decimal( $one->regularPrice ), $parent->variations ?? [] ), 'is_string' );
		$parent->regularPrice = [] === $regular ? '' : array_reduce( $regular, [ Decimal::class, 'min' ], (string) reset( $regular ) );
	}
}
