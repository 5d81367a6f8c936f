<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Engine;

use SorsApi\Database\Sql;
use SorsApi\Database\Tables;
use SorsApi\Store\Links;

/** Rows of what runs found and did: the only code that reads and writes that table. */
final class RunItems {

	/** What people see of an item: without what it is made of, by far the largest part of the row. */
	private const SHOWN = "id, code, name, object_id, action, outcome, '' AS payload, changes, reason, problem";

	/** Rows in one statement. */
	private const ROWS = 50;

	/** Bytes after which a statement takes no other row: databases refuse long ones, some those of 4 MB, and long ones fill the memory. */
	private const BYTES = 1048576;

	/**
	 * Stores what a page of reading found; an item found again replaces what was found before.
	 *
	 * @param list<PlannedItem> $items
	 */
	public function put( int $runId, int $reading, array $items ): void {
		$rows  = [];
		$bytes = 0;
		foreach ( $items as $item ) {
			$rows[] = self::row( $runId, $reading, $item );
			$bytes += strlen( $rows[ count( $rows ) - 1 ] );
			if ( count( $rows ) >= self::ROWS || $bytes >= self::BYTES ) {
				self::insert( $rows );
				$rows  = [];
				$bytes = 0;
			}
		}
		if ( [] !== $rows ) {
			self::insert( $rows );
		}
	}

	/** @param non-empty-list<string> $rows */
	private static function insert( array $rows ): void {
		Sql::run(
			'INSERT INTO ' . Tables::name( Tables::RUN_ITEMS )
			. ' (run_id, reading, code, code_hash, name, object_id, action, outcome, payload, changes, reason, problem, danger) VALUES '
			. implode( ', ', $rows )
			. ' ON DUPLICATE KEY UPDATE reading = VALUES(reading), name = VALUES(name), object_id = VALUES(object_id), action = VALUES(action),
			outcome = VALUES(outcome), payload = VALUES(payload), changes = VALUES(changes), reason = VALUES(reason), problem = VALUES(problem), danger = VALUES(danger)'
		);
	}

	private static function row( int $runId, int $reading, PlannedItem $item ): string {
		global $wpdb;
		return (string) $wpdb->prepare(
			'(%d, %d, %s, %s, %s, %d, %s, %s, %s, %s, %s, %s, %s)',
			$runId,
			$reading,
			// The hash is of the whole code: cut off, it is only there to be read.
			mb_substr( $item->code, 0, 191 ),
			Links::hash( $item->code ),
			mb_substr( $item->name, 0, 255 ),
			$item->objectId,
			$item->action,
			$item->outcome,
			(string) wp_json_encode( $item->payload ),
			(string) wp_json_encode( $item->changes ),
			(string) $item->reason,
			$item->problem,
			substr( $item->danger, 0, 64 )
		);
	}

	/**
	 * @param list<string> $codes
	 *
	 * @return array<string, StoredItem> Code => what this reading has found already.
	 */
	public function known( int $runId, int $reading, array $codes ): array {
		global $wpdb;
		if ( [] === $codes ) {
			return [];
		}
		$whole = [];
		foreach ( $codes as $code ) {
			$whole[ Links::hash( $code ) ] = $code;
		}
		$found = [];
		$sql   = $wpdb->prepare( 'SELECT * FROM ' . Tables::name( Tables::RUN_ITEMS ) . ' WHERE run_id = %d AND reading = %d', $runId, $reading );
		foreach ( Sql::rows( $sql . ' AND code_hash IN (' . Links::hashes( $codes ) . ')' ) as $row ) {
			// The code that was asked for: the stored one may be cut off.
			$found[ $whole[ (string) $row['code_hash'] ] ] = new StoredItem( $row );
		}
		return $found;
	}

	/** @return list<StoredItem> What is still to be applied, in the order in which it was found. */
	public function planned( int $runId, int $after, int $limit ): array {
		global $wpdb;
		return self::many(
			$wpdb->prepare(
				'SELECT * FROM ' . Tables::name( Tables::RUN_ITEMS ) . ' WHERE run_id = %d AND outcome = %s AND id > %d ORDER BY id LIMIT %d',
				$runId,
				PlannedItem::PLANNED,
				$after,
				$limit
			)
		);
	}

	/** @return list<StoredItem> All there is, in the order in which it was found; to be shown. */
	public function after( int $runId, int $after, int $limit ): array {
		global $wpdb;
		return self::many( $wpdb->prepare( 'SELECT ' . self::SHOWN . ' FROM ' . Tables::name( Tables::RUN_ITEMS ) . ' WHERE run_id = %d AND id > %d ORDER BY id LIMIT %d', $runId, $after, $limit ) );
	}

	/** Writes what became of an item; only inside Lease::hold(). */
	public function finish( StoredItem $item ): void {
		$this->finishAll( [ $item ] );
	}

	/** @param list<StoredItem> $items */
	public function finishAll( array $items ): void {
		global $wpdb;
		$asPlanned = [];
		foreach ( $items as $item ) {
			if ( ! $item->tellsOtherwise() ) {
				$asPlanned[ $item->outcome ][] = $item->id;
				continue;
			}
			Sql::update(
				Tables::name( Tables::RUN_ITEMS ),
				[
					'outcome'   => $item->outcome,
					'action'    => $item->action,
					'object_id' => $item->objectId,
					'changes'   => (string) wp_json_encode( $item->changes ),
					'reason'    => (string) $item->reason,
					'problem'   => $item->problem,
					// Only needed until it is applied.
					'payload'   => null,
				],
				$item->id
			);
		}
		foreach ( $asPlanned as $outcome => $ids ) {
			Sql::run( $wpdb->prepare( 'UPDATE ' . Tables::name( Tables::RUN_ITEMS ) . ' SET outcome = %s, payload = NULL WHERE id IN (' . implode( ', ', $ids ) . ')', $outcome ) );
		}
	}

	/** What an earlier reading planned, and the last one did not, is void. */
	public function dropOutdated( int $runId, int $reading ): void {
		global $wpdb;
		Sql::run(
			$wpdb->prepare(
				'DELETE FROM ' . Tables::name( Tables::RUN_ITEMS ) . ' WHERE run_id = %d AND reading < %d AND outcome IN (%s, %s)',
				$runId,
				$reading,
				PlannedItem::PLANNED,
				PlannedItem::SKIPPED
			)
		);
	}

	/** A person has seen all of this run's dangers. */
	public function approve( int $runId ): void {
		global $wpdb;
		Sql::run( $wpdb->prepare( 'UPDATE ' . Tables::name( Tables::RUN_ITEMS ) . " SET approved = danger WHERE run_id = %d AND danger <> ''", $runId ) );
	}

	/** @return array{planned: int, dangerous: int} How much is to be applied, and how much of it is dangerous and not approved. */
	public function counts( int $runId ): array {
		global $wpdb;
		$rows = Sql::rows(
			$wpdb->prepare(
				"SELECT COUNT(*) AS planned, SUM(CASE WHEN danger <> '' AND danger <> approved THEN 1 ELSE 0 END) AS dangerous
				FROM " . Tables::name( Tables::RUN_ITEMS ) . ' WHERE run_id = %d AND outcome = %s',
				$runId,
				PlannedItem::PLANNED
			)
		);
		return [
			'planned'   => (int) ( $rows[0]['planned'] ?? 0 ),
			'dangerous' => (int) ( $rows[0]['dangerous'] ?? 0 ),
		];
	}

	/**
	 * @param array{outcome?: string, search?: string, page?: int, per_page?: int} $query
	 *
	 * @return array{items: list<array<string, mixed>>, total: int} Items in the shape `runItem` of src/contract/runs.ts.
	 */
	public function list( int $runId, array $query ): array {
		global $wpdb;
		$where = $wpdb->prepare( 'run_id = %d', $runId );
		if ( '' !== ( $query['outcome'] ?? '' ) ) {
			$where .= $wpdb->prepare( ' AND outcome = %s', $query['outcome'] );
		}
		if ( '' !== ( $query['search'] ?? '' ) ) {
			$like   = '%' . $wpdb->esc_like( $query['search'] ) . '%';
			$where .= $wpdb->prepare( ' AND (code LIKE %s OR name LIKE %s)', $like, $like );
		}
		$size  = max( 1, $query['per_page'] ?? 20 );
		$start = ( max( 1, $query['page'] ?? 1 ) - 1 ) * $size;
		$table = Tables::name( Tables::RUN_ITEMS );
		$items = [];
		foreach ( self::many( 'SELECT ' . self::SHOWN . " FROM $table WHERE $where ORDER BY id LIMIT $size OFFSET $start" ) as $item ) {
			$items[] = $item->toArray();
		}
		return [
			'items' => $items,
			'total' => (int) Sql::value( "SELECT COUNT(*) FROM $table WHERE $where" ),
		];
	}

	/** @return list<StoredItem> */
	private static function many( string $sql ): array {
		$items = [];
		foreach ( Sql::rows( $sql ) as $row ) {
			$items[] = new StoredItem( $row );
		}
		return $items;
	}
}
