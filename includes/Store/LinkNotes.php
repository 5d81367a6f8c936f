<?php
declare( strict_types=1 );

namespace SorsApi\Store;

use SorsApi\Database\CachedCount;
use SorsApi\Database\DatabaseClock;
use SorsApi\Database\Sql;
use SorsApi\Database\Tables;

/** When a run last changed something of a link, and what one found wrong. Same table as Links; only what is new is written. */
final class LinkNotes {

	/** What a link has to say where nothing is wrong with it: for SET. */
	public const NONE = "problem = '', problem_by = '', problem_reason = NULL";

	/** Condition on an item i. */
	private const IS_PROBLEM = "(i.outcome = 'failed' OR i.problem NOT IN ('', 'left_alone'))";

	/** @param list<string> $codes Of items of which a run has changed something in the shop. */
	public static function markChanged( array $codes ): void {
		if ( [] !== $codes ) {
			Sql::run( 'UPDATE ' . Tables::name( Tables::LINKS ) . ' SET changed_at = %s WHERE code_hash IN (' . Links::hashes( $codes ) . ')', DatabaseClock::utc() );
		}
	}

	/**
	 * What a run found wrong of items. What another kind of run found stays, unless this is worse.
	 *
	 * @param string $kind Of the run.
	 * @param int    $after Id of the last item that was dealt with.
	 * @return int The same now: no more than the limit are noted at once. -1 = that was all of it.
	 */
	public static function noteProblems( int $runId, string $kind, int $after, int $limit ): int {
		$problem = "CASE WHEN i.outcome = 'failed' THEN 'failed' ELSE i.problem END";
		$tables  = Tables::name( Tables::LINKS ) . ' l INNER JOIN ' . Tables::name( Tables::RUN_ITEMS ) . ' i ON i.code_hash = l.code_hash';
		$found   = Sql::ids(
			"SELECT i.id FROM $tables WHERE i.run_id = %d AND i.id > %d AND " . self::IS_PROBLEM . "
			AND (l.problem = '' OR l.problem_by = %s OR ($problem = 'failed' AND l.problem <> 'failed'))
			AND ($problem <> l.problem OR COALESCE(i.reason, '') <> COALESCE(l.problem_reason, '') OR l.problem_by <> %s) ORDER BY i.id LIMIT %d",
			$runId, $after, $kind, $kind, $limit
		);
		if ( [] !== $found ) {
			Sql::run( "UPDATE $tables SET l.problem = $problem, l.problem_by = %s, l.problem_reason = COALESCE(i.reason, '') WHERE i.id IN (" . implode( ', ', $found ) . ')', $kind );
		}
		return count( $found ) < $limit ? -1 : (int) end( $found );
	}

	/**
	 * What a run of the kind found wrong once, and this one no longer does, is over. Of a standing one there is no
	 * item: see endStanding().
	 *
	 * @param list<string> $only Codes that it looked at; [] = all.
	 */
	public static function endProblems( int $runId, string $kind, array $only = [] ): void {
		$table = Tables::name( Tables::LINKS );
		$items = Tables::name( Tables::RUN_ITEMS );
		$among = [] === $only ? '' : 'AND code_hash IN (' . Links::hashes( $only ) . ')';
		Sql::run(
			"UPDATE $table SET " . self::NONE . " WHERE problem <> '' AND problem_by = %s $among
			AND NOT EXISTS (SELECT 1 FROM $items i WHERE i.run_id = %d AND i.code_hash = $table.code_hash AND " . self::IS_PROBLEM . ")
			AND (problem NOT IN (" . Sql::quoted( Link::STANDING ) . ") OR EXISTS (SELECT 1 FROM $items i WHERE i.run_id = %d AND i.code_hash = $table.code_hash))",
			$kind, $runId, $runId
		);
	}

	/** @param list<int> $ids Links that have none any more. */
	public static function endStanding( array $ids ): void {
		Sql::inChunks( $ids, static fn( string $in ): int => Sql::run( 'UPDATE ' . Tables::name( Tables::LINKS ) . ' SET ' . self::NONE . ' WHERE problem IN (' . Sql::quoted( Link::STANDING ) . ") AND id IN ($in)" ) );
	}

	/**
	 * Whose problem stands, so that the run has no item of it.
	 *
	 * @param string $search Part of a code or a name; '' = all.
	 * @return array{links: list<array<string, string|null>>, total: int} With the name of the product.
	 */
	public static function standing( int $runId, string $search, int $limit, int $offset ): array {
		global $wpdb;
		$like  = '%' . $wpdb->esc_like( $search ) . '%';
		$from  = Sql::prepare(
			'FROM ' . Tables::name( Tables::LINKS ) . " l INNER JOIN {$wpdb->posts} p ON p.ID = l.object_id WHERE l.problem IN (" . Sql::quoted( Link::STANDING ) . ") AND NOT " . Sql::exists( 'FROM ' . Tables::name( Tables::RUN_ITEMS ) . ' i WHERE i.run_id = %d AND i.code_hash = l.code_hash' ),
			$runId
		);
		$from .= '' === $search ? '' : Sql::prepare( ' AND (l.code LIKE %s OR p.post_title LIKE %s)', $like, $like );
		$count = static fn(): int => (int) Sql::value( "SELECT COUNT(*) $from" );
		return [
			'links' => $limit < 1 ? [] : Sql::rows( "SELECT l.*, p.post_title AS name $from ORDER BY l.id LIMIT $limit OFFSET $offset" ),
			'total' => '' === $search ? CachedCount::of( "standing_$runId", $count ) : $count(),
		];
	}
}
