<?php
declare( strict_types=1 );

namespace SorsApi\Store;

use SorsApi\Database\DatabaseClock;
use SorsApi\Database\IndexHint;
use SorsApi\Database\Sql;
use SorsApi\Database\StorageError;

/**
 * Compare and swap of stock figures, inside a transaction: what is locked here still is what was read, and stays so until
 * the commit. A sale that comes in meanwhile waits, and is then subtracted from the new figure.
 */
final class StockLock {

	/**
	 * @param array<StockChange> $changes
	 * @param list<int>          $beside  Other products whose stock is written with theirs.
	 * @return array<int, true> Ids of products whose stock, or price, has changed since it was read: to be planned again, in a new transaction.
	 * @throws StorageError
	 */
	public static function lost( array $changes, array $beside = [] ): array {
		if ( [] === $changes ) {
			return [];
		}
		$ids = array_unique( array_merge( $beside, ...array_map( static fn( StockChange $change ): array => $change->ids(), array_values( $changes ) ) ) );
		sort( $ids );
		$now = [];
		foreach ( self::lock( $ids ) as $row ) {
			// Of several rows WordPress reads the first.
			$now[ (int) $row['post_id'] ][ (string) $row['meta_key'] ] ??= $row;
		}
		$lost = [];
		foreach ( $changes as $change ) {
			foreach ( $change->parts() as $part ) {
				$rows = $now[ $part->state->id ] ?? [];
				// A variation may keep a stock of its own by now.
				$isOther = $part->state !== $change->state && $part->state->managesStock !== ( 'yes' === ( $rows['_manage_stock']['meta_value'] ?? 'no' ) );
				if ( $isOther || ! self::isAsRead( $part, $rows ) ) {
					$lost[ $change->state->id ] = true;
				}
			}
		}
		return $lost;
	}

	/**
	 * Of what is to be written. A sale price that the owner has set meanwhile is the price in force.
	 *
	 * @param array<string, array<string, string|null>> $rows As they are now, by key.
	 */
	private static function isAsRead( StockChange $part, array $rows ): bool {
		$state = $part->state;
		$read  = null === $part->stock ? [] : [ '_stock' => $state->stock ];
		$read += null === $part->price ? [] : [ '_regular_price' => $state->regularPrice, '_sale_price' => $state->salePrice, '_price' => $state->price ];
		foreach ( $read as $key => $value ) {
			$now = $rows[ $key ]['meta_value'] ?? null;
			// Without an id, there were several rows: which of them a writer takes is its own affair.
			$metaId = $state->metaIds[ $key ] ?? null;
			if ( $value !== ( '_stock' === $key ? ProductState::decimal( $now ) : (string) $now ) || ( null !== $metaId && (int) ( $rows[ $key ]['meta_id'] ?? 0 ) !== $metaId ) ) {
				return false;
			}
		}
		return true;
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
	 * @return list<array<string, string|null>> Rows with meta_id, post_id, meta_key and meta_value, as they are now.
	 */
	private static function lock( array $ids ): array {
		global $wpdb;
		$lock = DatabaseClock::isInProcess() ? '' : ' FOR UPDATE';
		foreach ( '' === $lock ? [] : $ids as $id ) {
			Sql::run( "UPDATE {$wpdb->postmeta} SET meta_value = meta_value WHERE post_id = $id AND meta_key = '_stock'" );
		}
		$hint = IndexHint::on( $wpdb->postmeta, 'post_id' );
		return Sql::rows( "SELECT meta_id, post_id, meta_key, meta_value FROM {$wpdb->postmeta}$hint WHERE post_id IN (" . implode( ', ', $ids ) . ") ORDER BY post_id, meta_id$lock" );
	}
}
