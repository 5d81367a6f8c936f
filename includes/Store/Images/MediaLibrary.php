<?php
declare( strict_types=1 );

namespace SorsApi\Store\Images;

use SorsApi\Database\Sql;
use SorsApi\Database\StorageError;
use SorsApi\Sentence;
use SorsApi\Store\ForeignCode;
use SorsApi\Store\OwnTexts;
use SorsApi\Store\ProductWriter;
use SorsApi\Store\Text;

/**
 * Pictures as WordPress has them: which of them products show, and what the media library gets and loses. A StorageError is
 * thrown where the database fails, the product was deleted, the picture cannot be stored, or WordPress or WooCommerce refuses the change.
 */
final class MediaLibrary {

	/** Memory that PHP's own picture functions need: for the picture, and a smaller copy. */
	private const BYTES_PER_PIXEL = 7;
	/** Meta keys whose value is a figure, a SKU, a moment or what a file is like, and never a picture. */
	private const NO_PICTURES = [ '_stock', '_price', '_regular_price', '_sale_price', '_sku', '_global_unique_id', '_weight', '_length', '_width', '_height', 'total_sales', '_edit_last', '_edit_lock', '_order_total', '_qty', '_line_total', '_line_subtotal', '_menu_item_object_id', '_menu_item_menu_item_parent', '_wp_attachment_metadata', '_wp_attached_file', '_wp_attachment_image_alt' ];
	/** Options that change all the time, and hold no pictures. */
	private const NO_OPTIONS = [ '\_transient\_%', '\_site\_transient\_%', 'sors\_%', 'cron', 'rewrite_rules', 'action\_scheduler%', 'woocommerce\_queue\_%', 'woocommerce\_db%', 'default\_%', '%\_children' ];

	/**
	 * @param list<int> $ids
	 * @return array<int, string> Those that are attachments, and not in the trash, with the file of each.
	 */
	public static function existing( array $ids ): array {
		global $wpdb;
		$sql = "SELECT p.ID, m.meta_value FROM {$wpdb->posts} p LEFT JOIN {$wpdb->postmeta} m ON m.post_id = p.ID AND m.meta_key = '_wp_attached_file'
			WHERE p.post_type = 'attachment' AND p.post_status <> 'trash' AND p.ID IN (" . implode( ', ', $ids ) . ')';
		/** @var array<int, string|null> $files */
		$files = [] === $ids ? [] : array_column( Sql::rows( $sql ), 'meta_value', 'ID' );
		return array_map( 'strval', $files );
	}

	/**
	 * An attachment with the very content of a file, among those that a product shows, that were uploaded to it, or that have
	 * the name of the file. Only files of the same size are read.
	 *
	 * @param list<int> $shown
	 * @param string    $name  Without its extension; '' = it has none.
	 * @return int 0 = none.
	 */
	public static function same( ImageFile $file, int $productId, array $shown, string $name ): int {
		global $wpdb;
		$one   = "SELECT ID FROM {$wpdb->posts} WHERE post_type = 'attachment' AND post_status <> 'trash' AND";
		$slug  = sanitize_title( $name, '-' );
		$shown = implode( ', ', [ 0, ...$shown ] );
		// WordPress adds a number to a name that is taken.
		$ids = Sql::ids( "$one ID IN ($shown) UNION $one post_parent = %d UNION $one post_name IN (%s, %s, %s)", $productId, $slug, "$slug-2", "$slug-3" );
		_prime_post_caches( $ids, false, true );
		foreach ( $ids as $id ) {
			// Of a large upload WordPress shows a smaller copy.
			foreach ( array_unique( [ get_attached_file( $id, true ), wp_get_original_image_path( $id, true ) ] ) as $path ) {
				if ( is_string( $path ) && is_file( $path ) && filesize( $path ) === filesize( $file->path ) && hash_file( 'sha256', $path ) === $file->hash ) {
					return $id;
				}
			}
		}
		return 0;
	}

	/**
	 * Takes the file as it is, and makes the smaller sizes that the theme needs.
	 *
	 * @param string $product Name of the product, as a person reads it.
	 * @param int    $productId The attachment's parent.
	 * @return int Id of the attachment.
	 */
	public static function add( ImageFile $file, string $product, int $productId ): int {
		require_once ABSPATH . 'wp-admin/includes/image.php';
		// PHP dies when it unpacks a picture that does not fit into memory, and would do so at every new attempt.
		wp_raise_memory_limit( 'image' );
		$limit = wp_convert_hr_to_bytes( (string) ini_get( 'memory_limit' ) );
		if ( ! class_exists( 'Imagick' ) && $limit > 0 && memory_get_usage() + $file->pixels * self::BYTES_PER_PIXEL > $limit ) {
			( new StorageError( Sentence::__( 'The shop’s server has too little memory for an image of that size. Make the image smaller in SORS, or raise PHP’s memory limit.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		$folder = wp_upload_dir();
		if ( false !== $folder['error'] ) {
			/* translators: %s: what WordPress says */
			( new StorageError( Sentence::__( 'The uploads folder is not writable: %s', 'sors-api-for-woocommerce', $folder['error'] ) ) )->throw();
		}
		$name = self::free( $folder['path'], ImageFile::nameOf( $product, $file->hash, $file->kind ) );
		$path = $folder['path'] . '/' . $name;
		if ( ! copy( $file->path, $path ) ) {
			( new StorageError( Sentence::__( 'The image could not be written to the uploads folder: the disk may be full.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		// phpcs:ignore WordPress.WP.AlternativeFunctions.file_system_operations_chmod -- As WordPress does with uploads: readable for the web server, and not executable.
		chmod( $path, (int) fileperms( $folder['path'] ) & 0666 );
		$title = Text::title( self::withoutTags( $product ) );
		$data  = [ 'post_mime_type' => $file->kind, 'post_title' => $title, 'post_content' => '', 'post_status' => 'inherit', 'guid' => $folder['url'] . '/' . $name ];
		$id    = OwnTexts::withTitle( $title, static fn(): int => ForeignCode::run( static fn() => wp_insert_attachment( wp_slash( $data ), $path, $productId, true ) ) );
		ForeignCode::run(
			static function () use ( $id, $product, $path ): void {
				update_post_meta( $id, '_wp_attachment_image_alt', wp_slash( self::altText( $product ) ) );
				wp_update_attachment_metadata( $id, wp_generate_attachment_metadata( $id, $path ) );
			}
		);
		return $id;
	}

	/** Deletes it for good, with its files. */
	public static function remove( int $id ): void {
		ForeignCode::cleanPostCache( $id );
		ForeignCode::run( static fn() => wp_delete_attachment( $id, true ) );
	}

	/**
	 * Whether anything on the site refers to a picture, by its number or by its address. Any plugin may keep it anywhere, so
	 * whatever looks like a reference is one: a file too many costs nothing, one that is missing shows as a hole.
	 *
	 * @throws StorageError A picture that may be in use must not be deleted.
	 */
	public static function isUsed( int $id ): bool {
		global $wpdb;
		// Not by get_attached_file(), which knows no file when the database fails.
		$file = (string) Sql::value( "SELECT meta_value FROM {$wpdb->postmeta} WHERE post_id = %d AND meta_key = '_wp_attached_file' ORDER BY meta_id LIMIT 1", $id );
		// A part of every address of it, whatever the size; '' = it has no file.
		$stem = (string) preg_replace( '/(-scaled)?\.\w+$/', '', basename( $file ) );
		$used = false;
		foreach ( self::places( $id, $stem ) as $from ) {
			$used = $used || null !== Sql::value( "SELECT 1 FROM $from LIMIT 1" );
		}
		/**
		 * Whether a picture is used somewhere that only another plugin knows of: it is not deleted then.
		 *
		 * @param bool $used Whether we found a reference to it.
		 * @param int  $id   The attachment.
		 */
		return $used || ForeignCode::run( static fn(): bool => (bool) apply_filters( 'sors_image_is_used', false, $id ) );
	}

	/** @return list<string> SQL after FROM: each finds something only where the picture is used. */
	private static function places( int $id, string $stem ): array {
		global $wpdb;
		$figures = Sql::quoted( self::NO_PICTURES );
		$value   = "(meta_value = '$id' OR (meta_value LIKE '%$id%' AND meta_value REGEXP '(^|[^0-9.])$id([^0-9.]|$)') OR " . self::names( 'meta_value', $stem ) . ')';
		$named   = implode( ' AND ', array_map( static fn( string $name ): string => "option_name NOT LIKE '$name'", self::NO_OPTIONS ) );
		// Alone, as a value of an array, or in JSON: a number somewhere in a text is none.
		$number = "(option_value = '$id' OR option_value LIKE '%i:$id;%' OR option_value LIKE '%\"$id\"%' OR option_value LIKE '%:$id,%' OR option_value LIKE '%:$id}%')";
		$parts  = [];
		// Blocks and classic pictures name the number, galleries a list of them, links the file.
		foreach ( [ 'post_content', 'post_excerpt' ] as $column ) {
			$parts[] = "$column LIKE '%wp-image-$id%'";
			$parts[] = "($column LIKE '%$id%' AND $column REGEXP '(id|ids|image|media|include)[a-zA-Z_-]*\"? ?[=:] ?[\"\\'\\\\[]*([0-9 ]+, ?)*{$id}([^0-9]|$)')";
			$parts[] = self::names( $column, $stem );
		}
		return [
			// The owner's work is what somebody has cropped or turned here.
			"{$wpdb->postmeta} WHERE post_id = $id AND meta_key = '_wp_attachment_backup_sizes'",
			// Of posts, products and variations, categories and users: alone, in a list, or in what was serialised or is JSON.
			"{$wpdb->postmeta} WHERE post_id <> $id AND meta_key NOT IN ($figures) AND $value",
			"{$wpdb->termmeta} WHERE meta_key NOT LIKE '%count%' AND meta_key <> 'order' AND $value",
			"{$wpdb->usermeta} WHERE meta_key <> 'session_tokens' AND $value",
			// The site's logo and icon, widgets, WooCommerce's placeholder, the settings of themes and plugins.
			"{$wpdb->options} WHERE $named AND ($number OR " . self::names( 'option_value', $stem ) . ')',
			"{$wpdb->posts} WHERE ID <> $id AND post_status <> 'trash' AND post_type <> 'attachment' AND (" . implode( ' OR ', $parts ) . ')',
		];
	}

	private static function names( string $column, string $stem ): string {
		global $wpdb;
		return '' === $stem ? '1 = 0' : Sql::prepare( "$column LIKE %s", '%' . $wpdb->esc_like( $stem ) . '%' );
	}

	/**
	 * Pure: the text that is read out in place of the picture. WordPress strips tags when it shows it. Escaped ones would
	 * pass, since it escapes nothing twice, and themes that enlarge pictures print what the browser makes of them as HTML.
	 */
	public static function altText( string $product ): string {
		return Text::withoutEntities( self::withoutTags( $product ) );
	}

	private static function withoutTags( string $product ): string {
		return str_replace( [ '<', '>' ], [ '‹', '›' ], $product );
	}

	/** The name itself, unless another file has it. A file without an attachment was left by an attempt that was cut off. */
	private static function free( string $folder, string $name ): string {
		global $wpdb;
		if ( ! is_file( $folder . '/' . $name ) ) {
			return $name;
		}
		$stem = (string) preg_replace( '/\.\w+$/', '', $name );
		$used = Sql::value( "SELECT meta_id FROM {$wpdb->postmeta} WHERE meta_key = '_wp_attached_file' AND meta_value LIKE %s LIMIT 1", '%' . $wpdb->esc_like( $stem ) . '%' );
		return null === $used ? $name : wp_unique_filename( $folder, $name );
	}

	/**
	 * Pictures of products. Straight from the database, since an object cache may hold what a killed transaction never committed.
	 *
	 * @param list<int> $productIds
	 * @return array<int, list<int>> By product or variation: attachments, the main picture first, 0 where it has only others. Those without pictures are absent.
	 */
	public static function galleries( array $productIds ): array {
		global $wpdb;
		$found = [];
		$in    = implode( ', ', $productIds );
		// Of several rows WordPress reads the first, so here it comes last; and a main picture after the others.
		$rows = [] === $productIds ? [] : Sql::rows( "SELECT post_id, meta_key, meta_value FROM {$wpdb->postmeta} WHERE post_id IN ($in) AND meta_key IN ('_thumbnail_id', '_product_image_gallery') ORDER BY meta_key, meta_id DESC" );
		foreach ( $rows as $row ) {
			$ids    = array_values( array_filter( array_map( 'intval', explode( ',', (string) $row['meta_value'] ) ) ) );
			$others = array_slice( $found[ (int) $row['post_id'] ] ?? [], 1 );

			$found[ (int) $row['post_id'] ] = '_thumbnail_id' === $row['meta_key'] ? [ $ids[0] ?? 0, ...$others ] : [ 0, ...$ids ];
		}
		return array_filter( $found, static fn( array $ids ): bool => [] !== array_filter( $ids ) );
	}

	/** @param list<int> $gallery As galleries() gives it. */
	public static function show( int $productId, array $gallery ): void {
		$product = ProductWriter::product( $productId );
		$product->set_image_id( $gallery[0] ?? 0 );
		if ( ! $product->is_type( 'variation' ) ) {
			$product->set_gallery_image_ids( array_slice( $gallery, 1 ) );
		}
		ForeignCode::run( static fn() => $product->save() );
	}
}
