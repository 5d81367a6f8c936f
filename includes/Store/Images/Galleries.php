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
	 * @return array<int, list<int>> By product or variation: attachments, the main picture first, 0 where it has only others. Those without pictures are absent.
	 * @throws StorageError
	 */
	public static function byIds( array $productIds ): array {
		global $wpdb;
		if ( [] === $productIds ) {
			return [];
		}
		$found = [];
		$in    = implode( ', ', $productIds );
		// Of several rows WordPress reads the first, so here it comes last; and a main picture after the others.
		foreach ( Sql::rows( "SELECT post_id, meta_key, meta_value FROM {$wpdb->postmeta} WHERE post_id IN ($in) AND meta_key IN ('_thumbnail_id', '_product_image_gallery') ORDER BY meta_key, meta_id DESC" ) as $row ) {
			$ids    = array_values( array_filter( array_map( 'intval', explode( ',', (string) $row['meta_value'] ) ) ) );
			$others = array_slice( $found[ (int) $row['post_id'] ] ?? [], 1 );

			$found[ (int) $row['post_id'] ] = '_thumbnail_id' === $row['meta_key'] ? [ $ids[0] ?? 0, ...$others ] : [ 0, ...$ids ];
		}
		return array_filter( $found, static fn( array $ids ): bool => [] !== array_filter( $ids ) );
	}

	/**
	 * @param list<int> $gallery As byIds() gives it.
	 * @throws StorageError When the product was deleted, or WooCommerce refuses the change.
	 */
	public static function write( int $productId, array $gallery ): void {
		$product = ProductWriter::product( $productId );
		$product->set_image_id( $gallery[0] ?? 0 );
		if ( ! $product->is_type( 'variation' ) ) {
			$product->set_gallery_image_ids( array_slice( $gallery, 1 ) );
		}
		ForeignCode::run( static fn() => $product->save() );
	}
}
