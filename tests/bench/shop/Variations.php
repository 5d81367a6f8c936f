<?php
declare( strict_types=1 );

namespace SorsApi\Bench;

/** Makes some of a filled shop's products variations: one product in a hundred is a variable one, and has three. */
final class Variations {

	private const EVERY = 100;
	private const EACH  = 3;

	public static function make(): void {
		global $wpdb;
		$products = array_map( 'intval', $wpdb->get_col( "SELECT object_id FROM {$wpdb->prefix}sors_links ORDER BY object_id" ) );
		// Otherwise each counts all products.
		wp_defer_term_counting( true );
		foreach ( array_chunk( $products, self::EVERY ) as $chunk ) {
			$ids = array_slice( $chunk, 0, self::EACH );
			self::become( $ids, self::parent( $ids ) );
		}
		wp_defer_term_counting( false );
		wp_cache_flush();
	}

	private static function parent( array $ids ): int {
		$values    = implode( ' | ', array_map( 'strval', array_keys( $ids ) ) );
		$attribute = new \WC_Product_Attribute();
		$attribute->set_name( 'Boja' );
		$attribute->set_options( explode( ' | ', $values ) );
		$attribute->set_variation( true );
		$parent = new \WC_Product_Variable();
		$parent->set_name( "Varijabilni $ids[0]" );
		$parent->set_attributes( [ $attribute ] );
		return $parent->save();
	}

	private static function become( array $ids, int $parent ): void {
		global $wpdb;
		foreach ( $ids as $place => $id ) {
			$wpdb->update(
				$wpdb->posts,
				[ 'post_type' => 'product_variation', 'post_parent' => $parent ],
				[ 'ID' => $id ]
			);
			$wpdb->update( "{$wpdb->prefix}sors_links", [ 'product_id' => $parent ], [ 'object_id' => $id ] );
			add_post_meta( $id, 'attribute_boja', (string) $place );
			wp_set_object_terms( $id, [], 'product_type' );
			clean_post_cache( $id );
		}
		\WC_Product_Variable::sync( $parent );
	}
}
