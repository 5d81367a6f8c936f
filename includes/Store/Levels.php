<?php
declare( strict_types=1 );

namespace SorsApi\Store;

use SorsApi\Database\Sql;
use SorsApi\Database\Tables;

/**
 * Stock levels as SORS showed them last: the only class that writes that table.
 *
 * Every method throws a StorageError when the database fails.
 */
final class Levels {

	/**
	 * @param list<Level> $levels Each code and unit once.
	 */
	public function put( int $runId, array $levels ): void {
		global $wpdb;
		$rows = [];
		foreach ( $levels as $level ) {
			$values = [ $level->onHand, $level->reserved, $level->available, $level->priceWithVat, $level->priceWithoutVat ];
			$rows[] = $wpdb->prepare( '(%d, %s, %s, %s, %s, %d, %d, ', $runId, $level->code, Links::hash( $level->code ), $level->sorsId, $level->unitId, $level->conflict ? 1 : 0, $level->readAt )
				. implode( ', ', array_map( static fn( ?string $value ): string => null === $value ? 'NULL' : (string) $wpdb->prepare( '%s', $value ), $values ) ) . ')';
		}
		$columns = [ 'run_id', 'code', 'code_hash', 'sors_id', 'business_unit_id', 'conflict', 'read_at', 'on_hand', 'reserved', 'available', 'price_with_vat', 'price_without_vat' ];
		$updates = array_map( static fn( string $column ): string => "$column = VALUES($column)", array_diff( $columns, [ 'code', 'code_hash', 'business_unit_id' ] ) );
		foreach ( array_chunk( $rows, 200 ) as $chunk ) {
			Sql::run( 'INSERT INTO ' . Tables::name( Tables::STOCK ) . ' (' . implode( ', ', $columns ) . ') VALUES ' . implode( ', ', $chunk ) . ' ON DUPLICATE KEY UPDATE ' . implode( ', ', $updates ) );
		}
	}

	/**
	 * @param list<int> $ids    Row ids of levels that the run has found unchanged.
	 * @param int       $readAt As of Level.
	 */
	public function confirm( int $runId, array $ids, int $readAt ): void {
		global $wpdb;
		if ( [] !== $ids ) {
			Sql::run( $wpdb->prepare( 'UPDATE ' . Tables::name( Tables::STOCK ) . ' SET run_id = %d, read_at = %d WHERE id IN (' . implode( ', ', $ids ) . ')', $runId, $readAt ) );
		}
	}

	/**
	 * @param list<string>                $codes
	 * @param non-empty-list<string>|null $units Null = all of them: with forty units, forty times the memory.
	 *
	 * @return array<string, list<Level>> By code, whichever run read them. A code without levels is absent.
	 */
	public function byCodes( array $codes, ?array $units = null ): array {
		global $wpdb;
		$levels = [];
		$which  = null === $units ? '' : $wpdb->prepare( ' AND business_unit_id IN (' . implode( ', ', array_fill( 0, count( $units ), '%s' ) ) . ')', ...$units );
		foreach ( array_chunk( $codes, 500 ) as $chunk ) {
			foreach ( Sql::rows( 'SELECT * FROM ' . Tables::name( Tables::STOCK ) . ' WHERE code_hash IN (' . Links::hashes( $chunk ) . ")$which ORDER BY id" ) as $row ) {
				$levels[ (string) $row['code'] ][] = Level::fromRow( $row );
			}
		}
		return $levels;
	}

	/**
	 * @param int|null $runId Only what this run has read; null = whichever did.
	 * @param int      $last  Set to the row id to go on after; left alone where there are no more.
	 *
	 * @return list<string> Codes that have a level and that no product is linked to, in the order of their row ids.
	 */
	public function unlinkedCodes( ?int $runId, int $after, int $limit, int &$last ): array {
		global $wpdb;
		$codes = [];
		$rows  = Sql::rows(
			$wpdb->prepare(
				'SELECT s.id, s.code FROM ' . Tables::name( Tables::STOCK ) . ' s LEFT JOIN ' . Tables::name( Tables::LINKS ) . ' l ON l.code_hash = s.code_hash
				WHERE ' . ( null === $runId ? '' : "s.run_id = $runId AND " ) . 's.id > %d AND l.id IS NULL ORDER BY s.id LIMIT %d',
				$after,
				$limit
			)
		);
		foreach ( $rows as $row ) {
			$last                            = (int) $row['id'];
			$codes[ (string) $row['code'] ] = (string) $row['code'];
		}
		return array_values( $codes );
	}

	/** A new reading begins: what this run has read so far no longer counts as read. */
	public function forget( int $runId ): void {
		global $wpdb;
		Sql::run( $wpdb->prepare( 'UPDATE ' . Tables::name( Tables::STOCK ) . ' SET run_id = 0 WHERE run_id = %d', $runId ) );
	}

	/**
	 * Units that had levels before, and of which a complete reading showed none.
	 *
	 * @param list<string> $units Ids of the units that were read.
	 *
	 * @return list<string> Ids.
	 */
	public function emptied( int $runId, array $units ): array {
		global $wpdb;
		$emptied = [];
		foreach ( Sql::rows( $wpdb->prepare( 'SELECT business_unit_id, MAX(CASE WHEN run_id = %d THEN 1 ELSE 0 END) AS shown FROM ' . Tables::name( Tables::STOCK ) . ' GROUP BY business_unit_id', $runId ) ) as $row ) {
			if ( '0' === (string) $row['shown'] && in_array( (string) $row['business_unit_id'], $units, true ) ) {
				$emptied[] = (string) $row['business_unit_id'];
			}
		}
		return $emptied;
	}

	/** A complete reading was written to the shop: what it did not show no longer exists in SORS. */
	public function keepOnly( int $runId ): void {
		global $wpdb;
		Sql::run( $wpdb->prepare( 'DELETE FROM ' . Tables::name( Tables::STOCK ) . ' WHERE run_id <> %d', $runId ) );
	}
}
