<?php
declare( strict_types=1 );

namespace SorsApi\Store;

use SorsApi\Database\Sql;
use SorsApi\Database\Tables;

/** Stock levels as SORS showed them last: the only class that writes that table. Every method throws a StorageError when the database fails. */
final class Levels {

	/** @param list<Level> $levels Each code and unit once. */
	public static function put( int $runId, array $levels ): void {
		Sql::put(
			Tables::name( Tables::STOCK ),
			array_map(
				static fn( Level $level ): array => [
					'run_id'            => $runId,
					'code'              => $level->code,
					'code_hash'         => Links::hash( $level->code ),
					'sors_id'           => $level->sorsId,
					'business_unit_id'  => $level->unitId,
					'conflict'          => $level->conflict,
					'read_at'           => $level->readAt,
					'on_hand'           => $level->onHand,
					'reserved'          => $level->reserved,
					'available'         => $level->available,
					'price_with_vat'    => $level->priceWithVat,
					'price_without_vat' => $level->priceWithoutVat,
				],
				$levels
			),
			[ 'code', 'code_hash', 'business_unit_id' ]
		);
	}

	/**
	 * @param list<int> $ids    Row ids of levels that the run has found unchanged, or whose records it could not read.
	 * @param int|null  $readAt As of Level; null = as it was.
	 */
	public static function confirm( int $runId, array $ids, ?int $readAt ): void {
		$values = Sql::prepare( 'run_id = %d', $runId ) . ( null === $readAt ? '' : Sql::prepare( ', read_at = %d', $readAt ) );
		Sql::inChunks( $ids, static fn( string $in ): int => Sql::run( 'UPDATE ' . Tables::name( Tables::STOCK ) . " SET $values WHERE id IN ($in)" ) );
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
	 * @return array<int, string> Row id => code of levels that no product is linked to and none was unlinked from, in the order of their row ids.
	 */
	public static function unlinked( ?int $runId, int $after, int $limit ): array {
		$codes = [];
		$rows  = Sql::rows(
			'SELECT s.id, s.code FROM ' . Tables::name( Tables::STOCK ) . ' s LEFT JOIN ' . Tables::name( Tables::LINKS ) . ' l ON l.code_hash = s.code_hash
			LEFT JOIN ' . Tables::name( Tables::EXCLUDED_ITEMS ) . ' t ON t.code_hash = s.code_hash AND t.unlinked_from > 0
			WHERE ' . ( null === $runId ? '' : "s.run_id = $runId AND " ) . 's.id > %d AND l.id IS NULL AND t.id IS NULL ORDER BY s.id LIMIT %d',
			$after, $limit
		);
		foreach ( $rows as $row ) {
			$codes[ (int) $row['id'] ] = (string) $row['code'];
		}
		return $codes;
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
