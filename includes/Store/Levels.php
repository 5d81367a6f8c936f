<?php
declare( strict_types=1 );

namespace SorsApi\Store;

use SorsApi\Database\Sql;
use SorsApi\Database\Tables;

/** Stock levels as SORS showed them last: the only class that writes that table. Every method throws a StorageError when the database fails. */
final class Levels {

	/** @param list<Level> $levels Each code and unit once. */
	public static function put( int $runId, array $levels ): void {
		$rows = [];
		foreach ( $levels as $level ) {
			$values = [ $level->onHand, $level->reserved, $level->available, $level->priceWithVat, $level->priceWithoutVat ];
			$rows[] = Sql::prepare( '(%d, %s, %s, %s, %s, %d, %d, ', $runId, $level->code, Links::hash( $level->code ), $level->sorsId, $level->unitId, $level->conflict, $level->readAt )
				. implode( ', ', array_map( static fn( ?string $value ): string => null === $value ? 'NULL' : Sql::prepare( '%s', $value ), $values ) ) . ')';
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
	public static function confirm( int $runId, array $ids, int $readAt ): void {
		if ( [] !== $ids ) {
			Sql::run( 'UPDATE ' . Tables::name( Tables::STOCK ) . ' SET run_id = %d, read_at = %d WHERE id IN (' . implode( ', ', $ids ) . ')', $runId, $readAt );
		}
	}

	/** @param list<int> $ids Row ids of levels whose records the run could not read: figures and moments stay. */
	public static function keep( int $runId, array $ids ): void {
		Sql::inChunks( $ids, static fn( string $in ): int => Sql::run( 'UPDATE ' . Tables::name( Tables::STOCK ) . " SET run_id = %d WHERE id IN ($in)", $runId ) );
	}

	/**
	 * @param list<string>                $codes
	 * @param non-empty-list<string>|null $units Null = all of them: with forty units, forty times the memory.
	 * @return array<string, list<Level>> By code, whichever run read them. A code without levels is absent.
	 */
	public static function byCodes( array $codes, ?array $units = null ): array {
		$levels = [];
		$which  = null === $units ? '' : Sql::prepare( ' AND business_unit_id IN (' . implode( ', ', array_fill( 0, count( $units ), '%s' ) ) . ')', ...$units );
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
	 * @return list<string> Codes that have a level, that no product is linked to and none was unlinked from, in the order of their row ids.
	 */
	public static function unlinkedCodes( ?int $runId, int $after, int $limit, int &$last ): array {
		$codes = [];
		$rows  = Sql::rows(
			'SELECT s.id, s.code FROM ' . Tables::name( Tables::STOCK ) . ' s LEFT JOIN ' . Tables::name( Tables::LINKS ) . ' l ON l.code_hash = s.code_hash
			LEFT JOIN ' . Tables::name( Tables::EXCLUDED_ITEMS ) . ' t ON t.code_hash = s.code_hash AND t.unlinked_from > 0
			WHERE ' . ( null === $runId ? '' : "s.run_id = $runId AND " ) . 's.id > %d AND l.id IS NULL AND t.id IS NULL ORDER BY s.id LIMIT %d',
			$after, $limit
		);
		foreach ( $rows as $row ) {
			$last    = (int) $row['id'];
			$codes[] = (string) $row['code'];
		}
		return array_values( array_unique( $codes ) );
	}

	/** A new reading begins: what this run has read so far no longer counts as read. */
	public static function forget( int $runId ): void {
		Sql::run( 'UPDATE ' . Tables::name( Tables::STOCK ) . ' SET run_id = 0 WHERE run_id = %d', $runId );
	}

	/**
	 * Units that had levels before, and of which a complete reading showed none.
	 *
	 * @param list<string> $units Ids of the units that were read.
	 * @return list<string> Ids.
	 */
	public static function emptied( int $runId, array $units ): array {
		$empty = Sql::column( 'SELECT business_unit_id FROM ' . Tables::name( Tables::STOCK ) . ' GROUP BY business_unit_id HAVING MAX(CASE WHEN run_id = %d THEN 1 ELSE 0 END) = 0', $runId );
		return array_values( array_intersect( $units, $empty ) );
	}

	/** @return array<array-key, int> Unit => items of which something is available; empty before the first reading. */
	public static function inStock(): array {
		$rows = Sql::rows( "SELECT business_unit_id, SUM(CASE WHEN COALESCE(available, on_hand, '0') + 0 > 0 THEN 1 ELSE 0 END) AS found FROM " . Tables::name( Tables::STOCK ) . ' GROUP BY business_unit_id' );
		return array_map( 'intval', array_column( $rows, 'found', 'business_unit_id' ) );
	}

	/**
	 * A complete reading was written to the shop: what it did not show no longer exists in SORS.
	 *
	 * @param list<string> $codes Those that were written; [] = all.
	 * @param list<string> $units Units of which a person is yet to say whether they have nothing.
	 */
	public static function keepOnly( int $runId, array $codes = [], array $units = [] ): void {
		$among  = [] === $codes ? '' : ' AND code_hash IN (' . Links::hashes( $codes ) . ')';
		$among .= [] === $units ? '' : ' AND business_unit_id NOT IN (' . Sql::quoted( $units ) . ')';
		Sql::deleteFound( Tables::name( Tables::STOCK ), Sql::prepare( 'run_id <> %d', $runId ) . $among );
	}
}
