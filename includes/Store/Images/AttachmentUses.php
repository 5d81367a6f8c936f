<?php
declare( strict_types=1 );

namespace SorsApi\Store\Images;

use SorsApi\Database\Sql;
use SorsApi\Database\StorageError;
use SorsApi\Store\ForeignCode;

/**
 * Whether anything on the site refers to a picture, by its number or by its address. Any plugin may keep it anywhere, so
 * whatever looks like a reference is one: a file too many costs nothing, one that is missing shows as a hole.
 */
final class AttachmentUses {

	/** Meta keys whose value is a figure, a SKU, a moment or what a file is like, and never a picture. */
	private const NO_PICTURES = [ '_stock', '_price', '_regular_price', '_sale_price', '_sku', '_global_unique_id', '_weight', '_length', '_width', '_height', 'total_sales', '_edit_last', '_edit_lock', '_order_total', '_qty', '_line_total', '_line_subtotal', '_menu_item_object_id', '_menu_item_menu_item_parent', '_wp_attachment_metadata', '_wp_attached_file', '_wp_attachment_image_alt' ];
	/** Options that change all the time, and hold no pictures. */
	private const NO_OPTIONS = [ '\_transient\_%', '\_site\_transient\_%', 'sors\_%', 'cron', 'rewrite_rules', 'action\_scheduler%', 'woocommerce\_queue\_%', 'woocommerce\_db%', 'default\_%', '%\_children' ];

	/** @throws StorageError A picture that may be in use must not be deleted. */
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
		$value   = self::refers( 'meta_value', $id, $stem );
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

	private static function refers( string $column, int $id, string $stem ): string {
		return "($column = '$id' OR ($column LIKE '%$id%' AND $column REGEXP '(^|[^0-9.])$id([^0-9.]|$)') OR " . self::names( $column, $stem ) . ')';
	}

	private static function names( string $column, string $stem ): string {
		global $wpdb;
		return '' === $stem ? '1 = 0' : Sql::prepare( "$column LIKE %s", '%' . $wpdb->esc_like( $stem ) . '%' );
	}
}
