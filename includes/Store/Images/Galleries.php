<?php
declare( strict_types=1 );

namespace SorsApi\Store\Images;

use SorsApi\Database\Sql;
use SorsApi\Database\StorageError;
use SorsApi\Store\ForeignCode;
use SorsApi\Store\ProductWriter;

/** Reads the pictures of products in bulk, and changes them through WooCommerce's own objects. */
final class Galleries {

	/**
	 * Straight from the database, since an object cache may hold what a killed transaction never committed.
	 *
	 * @param list<int> $productIds
	 * @return array<int, Gallery> By product or variation id, an empty one for those without pictures.
	 * @throws StorageError
	 */
	public static function byIds( array $productIds ): array {
		global $wpdb;
		$found = [];
		foreach ( $productIds as $id ) {
			$found[ $id ] = new Gallery();
		}
		if ( [] === $found ) {
			return [];
		}
		$in = implode( ', ', array_keys( $found ) );
		// Of several rows WordPress reads the first, so here it comes last.
		foreach ( Sql::rows( "SELECT post_id, meta_key, meta_value FROM {$wpdb->postmeta} WHERE post_id IN ($in) AND meta_key IN ('_thumbnail_id', '_product_image_gallery') ORDER BY meta_id DESC" ) as $row ) {
			$gallery = $found[ (int) $row['post_id'] ];
			if ( '_thumbnail_id' === $row['meta_key'] ) {
				$gallery->main = (int) $row['meta_value'];
			} else {
				$gallery->others = array_values( array_filter( array_map( 'intval', explode( ',', (string) $row['meta_value'] ) ) ) );
			}
		}
		return $found;
	}

	/** @throws StorageError When the product was deleted, or WooCommerce refuses the change. */
	public static function write( int $productId, Gallery $gallery ): void {
		$product = ProductWriter::product( $productId );
		$product->set_image_id( $gallery->main );
		if ( ! $product->is_type( 'variation' ) ) {
			$product->set_gallery_image_ids( $gallery->others );
		}
		ForeignCode::run( static fn() => $product->save() );
	}
}
