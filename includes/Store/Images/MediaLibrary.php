<?php
declare( strict_types=1 );

namespace SorsApi\Store\Images;

use SorsApi\Database\Sql;
use SorsApi\Database\StorageError;
use SorsApi\Store\Text;

/** Puts pictures into the media library, and takes out what nothing uses any more. */
final class MediaLibrary {

	/** What PHP's own picture functions need of memory: the picture, and a smaller copy. */
	private const BYTES_PER_PIXEL = 7;

	/**
	 * @param list<int> $ids
	 *
	 * @return array<int, true> Those that are attachments.
	 */
	public function existing( array $ids ): array {
		global $wpdb;
		if ( [] === $ids ) {
			return [];
		}
		$found = Sql::column( "SELECT ID FROM {$wpdb->posts} WHERE post_type = 'attachment' AND post_status <> 'trash' AND ID IN (" . implode( ', ', array_map( 'intval', $ids ) ) . ')' );
		return array_fill_keys( array_map( 'intval', $found ), true );
	}

	/**
	 * Takes the file as it is, and makes the smaller sizes that the theme wants.
	 *
	 * @param string $product Name of the product, as a person reads it.
	 *
	 * @return int The attachment.
	 *
	 * @throws StorageError
	 */
	public function add( ImageFile $file, string $product, int $productId ): int {
		require_once ABSPATH . 'wp-admin/includes/image.php';
		self::checkMemory( $file );
		$folder = wp_upload_dir();
		if ( false !== $folder['error'] ) {
			/* translators: %s: what WordPress says */
			throw new StorageError( sprintf( __( 'The folder for uploads cannot be written to: %s', 'sors-api-for-woocommerce' ), $folder['error'] ) );
		}
		$name = $this->free( $folder['path'], ImageName::file( $product, $file->hash, $file->kind ) );
		$path = $folder['path'] . '/' . $name;
		if ( ! copy( $file->path, $path ) ) {
			throw new StorageError( __( 'The picture could not be written to the folder for uploads: the disk may be full.', 'sors-api-for-woocommerce' ) );
		}
		// As WordPress does with what comes in by its own form: readable for the web server, and not to be run.
		chmod( $path, (int) fileperms( $folder['path'] ) & 0666 );
		$id = wp_insert_attachment(
			wp_slash(
				[
					'post_mime_type' => $file->kind,
					'post_title'     => Text::line( $product ),
					'post_content'   => '',
					'post_status'    => 'inherit',
					'guid'           => $folder['url'] . '/' . $name,
				]
			),
			$path,
			$productId,
			true
		);
		if ( is_wp_error( $id ) ) {
			/* translators: %s: what WordPress says */
			throw new StorageError( sprintf( __( 'WordPress refused the picture: %s', 'sors-api-for-woocommerce' ), $id->get_error_message() ) );
		}
		update_post_meta( $id, '_wp_attachment_image_alt', wp_slash( ImageName::alt( $product ) ) );
		wp_update_attachment_metadata( $id, wp_generate_attachment_metadata( $id, $path ) );
		return $id;
	}

	/**
	 * PHP dies of a picture that it has no memory to unfold, and would at every attempt to go on.
	 *
	 * @throws StorageError
	 */
	private static function checkMemory( ImageFile $file ): void {
		wp_raise_memory_limit( 'image' );
		$limit = wp_convert_hr_to_bytes( (string) ini_get( 'memory_limit' ) );
		if ( ! class_exists( 'Imagick' ) && $limit > 0 && memory_get_usage() + $file->pixels * self::BYTES_PER_PIXEL > $limit ) {
			throw new StorageError( __( 'The server of the shop has too little memory for a picture of that size. Make it smaller in SORS, or raise the memory limit of PHP.', 'sors-api-for-woocommerce' ) );
		}
	}

	/** @return bool Whether a product, a category or a page still shows it. */
	public function isShown( int $id ): bool {
		global $wpdb;
		$meta = $wpdb->prepare(
			"SELECT meta_id FROM {$wpdb->postmeta} WHERE (meta_key = '_thumbnail_id' AND meta_value = %s)
			OR (meta_key = '_product_image_gallery' AND (meta_value = %s OR meta_value LIKE %s OR meta_value LIKE %s OR meta_value LIKE %s)) LIMIT 1",
			(string) $id,
			(string) $id,
			$id . ',%',
			'%,' . $id . ',%',
			'%,' . $id
		);
		$file = (string) get_attached_file( $id, true );
		$stem = (string) preg_replace( '/(-scaled)?\.\w+$/', '', basename( $file ) );
		return null !== Sql::value( $meta )
			|| null !== Sql::value( $wpdb->prepare( "SELECT meta_id FROM {$wpdb->termmeta} WHERE meta_key = 'thumbnail_id' AND meta_value = %s LIMIT 1", (string) $id ) )
			|| ( '' !== $stem && null !== Sql::value( $wpdb->prepare( "SELECT ID FROM {$wpdb->posts} WHERE post_type <> 'attachment' AND post_status <> 'trash' AND post_content LIKE %s LIMIT 1", '%' . $wpdb->esc_like( $stem ) . '%' ) ) );
	}

	/** For good, with its files. */
	public function remove( int $id ): void {
		clean_post_cache( $id );
		wp_delete_attachment( $id, true );
	}

	/** The name itself, unless somebody else's file has it: one without an attachment is left from an attempt that was cut off. */
	private function free( string $folder, string $name ): string {
		global $wpdb;
		if ( ! is_file( $folder . '/' . $name ) ) {
			return $name;
		}
		$stem = (string) preg_replace( '/\.\w+$/', '', $name );
		$used = Sql::value( $wpdb->prepare( "SELECT meta_id FROM {$wpdb->postmeta} WHERE meta_key = '_wp_attached_file' AND meta_value LIKE %s LIMIT 1", '%' . $wpdb->esc_like( $stem ) . '%' ) );
		return null === $used ? $name : wp_unique_filename( $folder, $name );
	}
}
