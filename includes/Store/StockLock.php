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
		$rows = [];
		foreach ( $changes as $change ) {
			if ( $change->swapsStock() ) {
				$rows[ $change->state->metaIds['_stock'] ] = $change->state;
			}
		}
		if ( [] === $rows ) {
			return [];
		}
		ksort( $rows );
		// By primary key: anything else would lock the neighbours too. SQLite has but one writer, and no words for this.
		$lock = DatabaseClock::isInProcess() ? '' : ' FOR UPDATE';
		$now  = [];
		foreach ( Sql::rows( "SELECT meta_id, meta_value FROM {$wpdb->postmeta} WHERE meta_id IN (" . implode( ', ', array_keys( $rows ) ) . ') ORDER BY meta_id' . $lock ) as $row ) {
			$now[ (int) $row['meta_id'] ] = ProductState::decimal( $row['meta_value'] );
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
