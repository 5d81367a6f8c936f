<?php
declare( strict_types=1 );

namespace SorsApi\Store;

use SorsApi\Database\DatabaseClock;
use SorsApi\Database\IndexHint;
use SorsApi\Database\Sql;
use SorsApi\Database\StorageError;
use SorsApi\Sors\Decimal;

/**
 * Compare and swap of stock figures, inside a transaction: what is locked here still is what was read, and stays so until
 * the commit. A sale that comes in meanwhile waits, and is then subtracted from the new figure.
 */
final class StockLock {

	/**
	 * @param list<StockChange> $changes
	 *
	 * @return array<int, true> Ids of products whose stock has changed since it was read: to be planned again, in a new transaction.
	 *
	 * @throws StorageError
	 */
	public static function lost( array $changes ): array {
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
		$now = [];
		foreach ( self::lock( $ids ) as $row ) {
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

	/**
	 * Locks all rows of the products by the same indexes, and in the same order, as WooCommerce's own decrement. With some of
	 * the rows locked in another way, and the rest wanted later, we could meet a checkout that holds those and waits for
	 * ours: the database would roll back the smaller transaction, which is the checkout's sale, without anyone noticing.
	 *
	 * First come updates of exactly the form that a checkout uses, which change nothing: in a small shop the database finds
	 * their rows by the index on the key, otherwise by the one on the product, and a SELECT would not tell which. SQLite has
	 * only one writer, and no syntax for any of this.
	 *
	 * @param list<int> $ids In ascending order.
	 *
	 * @return list<array<string, string|null>> Rows with meta_id and meta_value, as they are now.
	 */
	private static function lock( array $ids ): array {
		global $wpdb;
		$lock = DatabaseClock::isInProcess() ? '' : ' FOR UPDATE';
		foreach ( '' === $lock ? [] : $ids as $id ) {
			Sql::run( "UPDATE {$wpdb->postmeta} SET meta_value = meta_value WHERE post_id = %d AND meta_key = %s", $id, '_stock' );
		}
		$hint = IndexHint::on( $wpdb->postmeta, 'post_id' );
		return Sql::rows( "SELECT meta_id, meta_value FROM {$wpdb->postmeta}$hint WHERE post_id IN (" . implode( ', ', $ids ) . ") ORDER BY post_id, meta_id$lock" );
	}

	private static function same( ?string $a, ?string $b ): bool {
		return null === $a || null === $b ? $a === $b : Decimal::equals( $a, $b );
	}
}
