<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Pending;

use SorsApi\Database\DatabaseClock;
use SorsApi\Database\Sql;
use SorsApi\Database\Tables;
use SorsApi\Store\Links;
use SorsApi\Store\PendingChange;
use SorsApi\Store\ProductReader;

/**
 * What waits, as people are asked about it and answer. Same table as PendingChanges; a StorageError is thrown when the
 * database fails.
 */
final class PendingList {

	// SQL: a run has found it, and nobody has decided, nor been shown it.
	private const WAITS = "state = 'asked' AND run_id > 0";
	private const NEWS  = self::WAITS . ' AND quiet = 0';

	/**
	 * The oldest first.
	 *
	 * @param array{kind?: string, class?: string, search?: string, page?: int, per_page?: int} $query
	 * @return array{items: list<PendingChange>, total: int}
	 */
	public static function list( array $query ): array {
		global $wpdb;
		$where  = self::WAITS . ( isset( $query['kind'] ) ? Sql::prepare( ' AND kind = %s', $query['kind'] ) : '' ) . ( isset( $query['class'] ) ? Sql::prepare( ' AND danger LIKE %s', "%{$query['class']}%" ) : '' );
		$like   = '%' . $wpdb->esc_like( $query['search'] ?? '' ) . '%';
		$where .= '' === ( $query['search'] ?? '' ) ? '' : Sql::prepare( ' AND (name LIKE %s OR code LIKE %s)', $like, $like );
		$size   = max( 1, $query['per_page'] ?? 20 );
		$start  = ( max( 1, $query['page'] ?? 1 ) - 1 ) * $size;
		return [
			'items' => array_map( [ PendingChange::class, 'fromRow' ], Sql::rows( 'SELECT * FROM ' . self::table() . " WHERE $where ORDER BY id LIMIT $size OFFSET $start" ) ),
			'total' => (int) Sql::value( 'SELECT COUNT(*) FROM ' . self::table() . " WHERE $where" ),
		];
	}

	/** On each page of wp-admin: by an index alone. */
	public static function countNews(): int {
		return (int) Sql::value( 'SELECT COUNT(*) FROM ' . self::table() . ' WHERE ' . self::NEWS );
	}

	/**
	 * @return array<string, array{kind: string, waiting: int, news: int, changed: string, lastRun: int, isTold: bool}> By kind of run: how many changes
	 *         wait, and when they last changed (UTC); how many of them are news, the newest run that found some, and whether a mail told any.
	 */
	public static function kinds(): array {
		$kinds = [];
		$news  = static fn( string $column ): string => "CASE WHEN quiet = 0 THEN $column ELSE 0 END";
		foreach ( Sql::rows( "SELECT kind, COUNT(*) AS waiting, SUM({$news( '1' )}) AS news, MAX(updated_at) AS changed, MAX({$news( 'run_id' )}) AS run, MAX({$news( 'told' )}) AS told FROM " . self::table() . ' WHERE ' . self::WAITS . ' GROUP BY kind ORDER BY kind' ) as $row ) {
			$kinds[ (string) $row['kind'] ] = [ 'kind' => (string) $row['kind'], 'waiting' => (int) $row['waiting'], 'news' => (int) $row['news'], 'changed' => (string) $row['changed'], 'lastRun' => (int) $row['run'], 'isTold' => '1' === (string) $row['told'] ];
		}
		return $kinds;
	}

	/** @return int How many the run has found. */
	public static function countOf( int $runId ): int {
		return (int) Sql::value( 'SELECT COUNT(*) FROM ' . self::table() . ' WHERE ' . self::WAITS . ' AND run_id = %d', $runId );
	}

	/** @param non-empty-list<string> $codes */
	public static function wait( string $kind, array $codes ): bool {
		return null !== Sql::value( 'SELECT id FROM ' . self::table() . ' WHERE ' . self::WAITS . ' AND kind = %s AND code_hash IN (' . Links::hashes( $codes ) . ') LIMIT 1', $kind );
	}

	/** Whether to some of a class no person has agreed. */
	public static function have( string $kind, string $class ): bool {
		return null !== Sql::value( 'SELECT id FROM ' . self::table() . " WHERE kind = %s AND state <> 'approved' AND danger LIKE %s LIMIT 1", $kind, "%$class%" );
	}

	/**
	 * What a person decides: only about what waits, as it was shown.
	 *
	 * @param string    $state    PendingChange::APPROVED or DISCARDED.
	 * @param list<int> $ids      [] = all of the kind.
	 * @param string    $until    UTC `Y-m-d H:i:s`: not what began to wait, or changed, later; '' = whatever.
	 * @param string    $settings Fingerprint of those that it is approved for.
	 * @return array<string, list<string>> Kind of run => codes.
	 */
	public static function decide( string $state, array $ids, string $kind, string $until, string $settings ): array {
		$where = self::WAITS . ( [] === $ids ? Sql::prepare( ' AND kind = %s', $kind ) : ' AND id IN (' . implode( ', ', array_map( 'intval', $ids ) ) . ')' ) . ( '' === $until ? '' : Sql::prepare( ' AND updated_at <= %s', $until ) );
		$rows  = Sql::rows( 'SELECT id, kind, code FROM ' . self::table() . " WHERE $where ORDER BY id" );
		$set   = PendingChange::APPROVED === $state ? Sql::prepare( ', quiet = 0, settings = %s', $settings ) : '';
		Sql::inChunks( array_map( 'intval', array_column( $rows, 'id' ) ), static fn( string $in ): int => Sql::run( 'UPDATE ' . self::table() . " SET state = %s$set, updated_at = %s WHERE id IN ($in) AND $where", $state, DatabaseClock::utc() ) );
		$codes = [];
		foreach ( $rows as $row ) {
			$codes[ (string) $row['kind'] ][] = (string) $row['code'];
		}
		return $codes;
	}

	/** UTC: when a person last agreed to something of the kind that no run has written yet; null = nothing of it is open. */
	public static function lastApproved( string $kind, string $settings ): ?string {
		return Sql::value( 'SELECT MAX(updated_at) FROM ' . self::table() . ' WHERE kind = %s AND state = %s AND settings = %s', $kind, PendingChange::APPROVED, $settings );
	}

	/** @param array<string> $kinds Of which all that is news was mailed. */
	public static function markTold( array $kinds ): void {
		if ( [] !== $kinds ) {
			Sql::run( 'UPDATE ' . self::table() . ' SET told = 1 WHERE told = 0 AND ' . self::NEWS . ' AND kind IN (' . Sql::quoted( array_values( $kinds ) ) . ')' );
		}
	}

	/** @return \Generator<array{name: string, danger: string, counts: bool}> What is news, a few at a time: it may be the whole shop. counts: as the limit counts it. */
	public static function news( string $kind ): \Generator {
		$counts = Sql::prepare( 'CASE WHEN danger LIKE %s THEN 0 WHEN object_id = 0 OR danger = %s OR ' . ProductReader::isOnSale( 'c.object_id' ) . ' THEN 1 ELSE 0 END', '%' . Danger::BACK . '%', Danger::PICTURES );
		$after  = 0;
		do {
			$rows = Sql::rows( "SELECT id, name, danger, $counts AS counts FROM " . self::table() . ' c WHERE ' . self::NEWS . ' AND kind = %s AND id > %d ORDER BY id LIMIT 5000', $kind, $after );
			foreach ( $rows as $row ) {
				$after = (int) $row['id'];
				yield [ 'name' => (string) $row['name'], 'danger' => (string) $row['danger'], 'counts' => '1' === (string) $row['counts'] ];
			}
		} while ( 5000 === count( $rows ) );
	}

	/**
	 * @param list<string> $among Business units.
	 * @return array<int> Unit that has all of the changes that are news => of how many other items it has something.
	 */
	public static function units( string $kind, int $all, array $among ): array {
		$stock  = Tables::name( Tables::STOCK );
		$others = "SELECT COUNT(*) FROM $stock o WHERE o.business_unit_id = s.business_unit_id AND COALESCE(o.available, o.on_hand, '0') + 0 > 0";
		$news   = str_replace( 'run_id', 'w.run_id', self::NEWS ) . ' AND w.kind = %s AND s.business_unit_id IN (' . Sql::quoted( $among ) . ')';
		$rows   = Sql::rows( "SELECT s.business_unit_id AS unit, ($others) AS others FROM " . self::table() . " w JOIN $stock s ON s.code_hash = w.code_hash WHERE $news GROUP BY s.business_unit_id HAVING COUNT(*) = %d", $kind, $all );
		return array_map( 'intval', array_column( $rows, 'others', 'unit' ) );
	}

	/** @return string Name of the narrowest category that has all of the changes that are news; '' = none has. */
	public static function category( string $kind, int $all ): string {
		global $wpdb;
		$default = get_option( 'default_product_cat' );
		return (string) Sql::value(
			'SELECT t.name FROM ' . self::table() . " w JOIN {$wpdb->posts} p ON p.ID = w.object_id
			JOIN {$wpdb->term_relationships} r ON r.object_id = CASE WHEN p.post_type = 'product_variation' THEN p.post_parent ELSE p.ID END
			JOIN {$wpdb->term_taxonomy} c ON c.term_taxonomy_id = r.term_taxonomy_id AND c.taxonomy = 'product_cat' JOIN {$wpdb->terms} t ON t.term_id = c.term_id
			WHERE " . self::NEWS . ' AND w.kind = %s AND c.term_id <> %d GROUP BY c.term_id, t.name, c.count HAVING COUNT(*) = %d ORDER BY c.count LIMIT 1',
			$kind,
			is_numeric( $default ) ? (int) $default : 0,
			$all
		);
	}

	private static function table(): string {
		return Tables::name( Tables::PENDING );
	}
}
