<?php
declare( strict_types=1 );

namespace SorsApi\Store;

use SorsApi\Setup\DatabaseClock;
use SorsApi\Sors\Decimal;

/**
 * Compare and swap of stock figures, inside a transaction: what is locked here
 * still is what was read, and stays so until the commit. A sale that comes
 * meanwhile waits for it, and is then taken from the new figure.
 */
final class StockLock {

	/**
	 * @param list<StockChange> $changes
	 *
	 * @return array<int, true> Ids of products whose stock is another by now: they have to be planned again, in a new transaction.
	 */
	public static function lost( array $changes ): array {
		global $wpdb;
		if ( [] === $changes ) {
			return [];
		}
		$rows = [];
		$ids  = [];
		foreach ( $changes as $change ) {
			$ids[] = $change->state->id;
			if ( $change->swapsStock() ) {
				$rows[ $change->state->metaIds['_stock'] ] = $change->state;
			}
		}
		sort( $ids );
		// All rows of a product, by the index and in the order by which WooCommerce's own decrement locks them: whoever took
		// some of them otherwise, and wanted the rest later, would meet a checkout that holds those and waits for ours, and
		// the checkout's sale would be the one given up. SQLite has but one writer, and no words for this.
		$lock = DatabaseClock::isInProcess() ? '' : ' FOR UPDATE';
		$hint = IndexHint::on( $wpdb->postmeta, 'post_id' );
		$now  = [];
		foreach ( Sql::rows( "SELECT meta_id, meta_value FROM {$wpdb->postmeta}$hint WHERE post_id IN (" . implode( ', ', $ids ) . ") ORDER BY post_id, meta_id$lock" ) as $row ) {
			if ( isset( $rows[ (int) $row['meta_id'] ] ) ) {
				$now[ (int) $row['meta_id'] ] = ProductState::decimal( $row['meta_value'] );
			}
		}
		$lost = [];
		foreach ( $rows as $metaId => $state ) {
			if ( ! array_key_exists( $metaId, $now ) || ! self::same( $now[ $metaId ], $state->stock ) ) {
				$lost[ $state->id ] = true;
			}
		}
		return $lost;
	}

	private static function same( ?string $a, ?string $b ): bool {
		return null === $a || null === $b ? $a === $b : Decimal::equals( $a, $b );
	}
}
