<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Engine;

use SorsApi\Database\Sql;
use SorsApi\Database\Tables;
use SorsApi\Store\Links;

/** Which of a run's items the safety limit counts, and which of them wait for a person. Same table as RunItems. */
final class HeldItems {

	/**
	 * What the safety limit counts, a few at a time.
	 *
	 * @param list<int> $before Other runs.
	 *
	 * @return \Generator<array{id: int, danger: string, approved: string, held: bool}> held: whether one of the other runs holds it.
	 */
	public function dangerous( int $runId, string $outcome, array $before = [] ): \Generator {
		$table = Tables::name( Tables::RUN_ITEMS );
		$held  = [] === $before ? '0' : "EXISTS (SELECT 1 FROM $table h WHERE h.run_id IN (" . implode( ', ', $before ) . ") AND h.code_hash = i.code_hash AND h.outcome = 'held')";
		$after = 0;
		do {
			$rows = Sql::rows( "SELECT id, danger, approved, $held AS held FROM $table i WHERE run_id = %d AND outcome = %s AND danger <> '' AND id > %d ORDER BY id LIMIT 1000", $runId, $outcome, $after );
			foreach ( $rows as $row ) {
				$after = (int) $row['id'];
				yield [
					'id'       => $after,
					'danger'   => (string) $row['danger'],
					'approved' => (string) $row['approved'],
					'held'     => '0' !== (string) $row['held'],
				];
			}
		} while ( 1000 === count( $rows ) );
	}

	/**
	 * What one of these runs holds, and this one could not compare, is planned as it was: otherwise it would be compared
	 * again one day as if nobody had held it.
	 *
	 * @param list<int> $before Other runs.
	 *
	 * @return int How many.
	 */
	public function keep( int $runId, array $before ): int {
		if ( [] === $before ) {
			return 0;
		}
		$table = Tables::name( Tables::RUN_ITEMS );
		$kept  = Sql::rows(
			"SELECT i.id, h.object_id, h.action, h.payload, h.changes, h.danger FROM $table i INNER JOIN $table h ON h.code_hash = i.code_hash
			WHERE i.run_id = %d AND i.outcome = %s AND i.problem <> %s AND h.run_id IN (" . implode( ', ', $before ) . ") AND h.outcome = %s AND h.danger <> ''",
			$runId,
			RunItem::SKIPPED,
			RunItem::DELETED,
			RunItem::HELD
		);
		foreach ( $kept as $row ) {
			Sql::update( $table, [ 'outcome' => RunItem::PLANNED ] + array_diff_key( $row, [ 'id' => 0 ] ), (int) $row['id'] );
		}
		return count( $kept );
	}

	/** @return list<string> Names of products that would go out of stock. */
	public function goingOutOfStock( int $runId, int $limit ): array {
		return array_map( 'strval', Sql::column( 'SELECT name FROM ' . Tables::name( Tables::RUN_ITEMS ) . ' WHERE run_id = %d AND outcome = %s AND (danger = %s OR danger LIKE %s) ORDER BY id LIMIT %d', $runId, RunItem::HELD, Danger::ZERO, Danger::ZERO . ' %', $limit ) );
	}

	/**
	 * @param non-empty-list<string> $codes
	 *
	 * @return list<string> Those that a run of the kind holds which waits for a person.
	 */
	public function among( string $kind, array $codes ): array {
		$held = Sql::column(
			'SELECT i.code_hash FROM ' . Tables::name( Tables::RUNS ) . ' r INNER JOIN ' . Tables::name( Tables::RUN_ITEMS ) . " i ON i.run_id = r.id AND i.outcome = %s AND i.danger <> '' WHERE r.kind = %s AND r.state = %s AND i.code_hash IN (" . Links::hashes( $codes ) . ')',
			RunItem::HELD,
			$kind,
			Run::AWAITING_APPROVAL
		);
		return array_values( array_filter( $codes, static fn( string $code ): bool => in_array( Links::hash( $code ), $held, true ) ) );
	}

	/** A person has agreed to all of this run. */
	public function approve( int $runId ): void {
		Sql::run( 'UPDATE ' . Tables::name( Tables::RUN_ITEMS ) . ' SET approved = danger, outcome = %s WHERE run_id = %d AND outcome IN (%s, %s)', RunItem::PLANNED, $runId, RunItem::PLANNED, RunItem::HELD );
	}

	/** @param list<int> $ids */
	public function hold( array $ids ): void {
		foreach ( array_chunk( $ids, 1000 ) as $chunk ) {
			Sql::run( 'UPDATE ' . Tables::name( Tables::RUN_ITEMS ) . ' SET outcome = %s WHERE id IN (' . implode( ', ', $chunk ) . ')', RunItem::HELD );
		}
	}

	public function holdAll( int $runId ): void {
		Sql::run( 'UPDATE ' . Tables::name( Tables::RUN_ITEMS ) . ' SET outcome = %s WHERE run_id = %d AND outcome = %s', RunItem::HELD, $runId, RunItem::PLANNED );
	}
}
