<?php
declare( strict_types=1 );

namespace SorsApi\Admin;

use SorsApi\Database\Tables;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Orders\OrderStorage;

/**
 * Texts that were sent for a buyer whose order is in the bin, where WooCommerce
 * does not look for buyers, or deleted: nothing but the text itself says whose
 * it was.
 */
final class GoneBuyers {

	/** @return list<OutboxEntry> */
	public static function rows( string $email ): array {
		global $wpdb;
		$email = trim( $email );
		if ( '' === $email ) {
			return [];
		}
		$storage = OrderStorage::current();
		$table   = Tables::name( Tables::OUTBOX );
		$rows    = OutboxTable::many(
			(string) $wpdb->prepare(
				"SELECT r.* FROM $table r LEFT JOIN {$storage->table} o ON o.{$storage->id} = r.order_id AND o.{$storage->type} = 'shop_order'
				WHERE r.body LIKE %s AND (o.{$storage->id} IS NULL OR o.{$storage->status} = 'trash') ORDER BY r.id",
				'%' . $wpdb->esc_like( $email ) . '%'
			)
		);
		return array_values( array_filter( $rows, static fn( OutboxEntry $row ): bool => self::names( (string) $row->body, $email ) ) );
	}

	/** The whole address, whatever field or note it stands in: a longer one that contains it is somebody else's. */
	private static function names( string $body, string $email ): bool {
		$found = false;
		$texts = json_decode( $body, true );
		$look  = static function ( $text ) use ( $email, &$found ): void {
			$found = $found || ( is_string( $text ) && 1 === preg_match( '/(?<![\w.%+-])' . preg_quote( $email, '/' ) . '(?![\w-]|\.\w)/iu', $text ) );
		};
		if ( is_array( $texts ) ) {
			array_walk_recursive( $texts, $look );
		}
		return $found;
	}
}
