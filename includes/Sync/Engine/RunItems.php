<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Engine;

use SorsApi\Database\CachedCount;
use SorsApi\Database\Sql;
use SorsApi\Database\Tables;
use SorsApi\Sentence;
use SorsApi\Store\ExcludedItems;
use SorsApi\Store\LinkNotes;
use SorsApi\Store\Links;

/** The table of what runs found and did. Approval, PendingChanges, LinkNotes and ProductHistory read and write it, too. */
final class RunItems {

	/** What people see of an item: without the payload, by far the largest part of it. */
	private const SHOWN = "id, run_id, code, name, object_id, action, outcome, '' AS payload, changes, reason, problem";

	/** @param list<RunItem> $items What a page of reading found, in place of what was found of them before. */
	public static function put( int $runId, int $reading, array $items ): void {
		$rows = static function () use ( $runId, $reading, $items ): \Generator {
			foreach ( $items as $item ) {
				yield [ 'run_id' => $runId, 'reading' => $reading ] + self::row( $item );
			}
		};
		Sql::put( self::table(), $rows(), [ 'run_id', 'code', 'code_hash' ] );
	}

	/** @return array<string, string|int> */
	private static function row( RunItem $item ): array {
		return [
			// The hash covers the whole code; what is cut off is only for people.
			'code'      => mb_substr( $item->code, 0, 191 ),
			'code_hash' => Links::hash( $item->code ),
			'name'      => mb_substr( $item->name, 0, 255 ),
			'object_id' => $item->objectId,
			'action'    => $item->action,
			'outcome'   => $item->outcome,
			'payload'   => (string) wp_json_encode( $item->payload ),
			'changes'   => (string) wp_json_encode( $item->changes ),
			'reason'    => Sql::words( (string) $item->reason ),
			'problem'   => $item->problem,
			'danger'    => substr( $item->danger, 0, 100 ),
		];
	}

	/**
	 * @param list<string> $codes
	 * @return array<string, RunItem> Code => what this reading has found already.
	 */
	public static function known( int $runId, int $reading, array $codes ): array {
		$whole = Links::byHash( $codes );
		$found = [];
		foreach ( [] === $codes ? [] : Sql::rows( 'SELECT * FROM ' . self::table() . ' WHERE run_id = %d AND reading = %d AND code_hash IN (' . Links::hashes( $codes ) . ')', $runId, $reading ) as $row ) {
			$found[ $whole[ (string) $row['code_hash'] ] ] = RunItem::fromRow( $row );
		}
		return $found;
	}

	/**
	 * @param list<int> $objectIds Products whose items this reading did not show under the codes of their links.
	 * @return list<int> Those of them whose items it has shown under other codes.
	 */
	public static function renamed( int $runId, int $reading, array $objectIds ): array {
		$where = 'run_id = %d AND reading = %d AND (problem IN (%s, %s) OR action = %s) AND object_id IN (' . implode( ', ', array_map( 'intval', $objectIds ) ) . ')';
		return [] === $objectIds ? [] : Sql::ids( 'SELECT object_id FROM ' . self::table() . " WHERE $where", $runId, $reading, RunItem::CODE_CHANGED, UnreadableRecords::PROBLEM, RunItem::UPDATE );
	}

	/** @return list<RunItem> Still to be applied, in the order in which they were found. */
	public static function planned( int $runId, int $after, int $limit ): array {
		return self::many( 'SELECT * FROM ' . self::table() . ' WHERE run_id = %d AND outcome = %s AND id > %d ORDER BY id LIMIT %d', $runId, RunItem::PLANNED, $after, $limit );
	}

	/** @return list<RunItem> What the run wrote and has not read back yet, after the one where its cursor stands. */
	public static function unconfirmed( Run $run, int $limit ): array {
		return self::many( 'SELECT * FROM ' . self::table() . " WHERE run_id = %d AND outcome IN ('created', 'updated') AND reading = %d AND payload IS NOT NULL AND id > %d ORDER BY id LIMIT %d", $run->id, $run->cursor->reading, $run->cursor->after, $limit );
	}

	/** @param list<int> $ids Items that were read back, and are as they were written. */
	public static function confirm( array $ids ): void {
		Sql::inChunks( $ids, static fn( string $in ): int => Sql::run( 'UPDATE ' . self::table() . " SET payload = NULL WHERE id IN ($in)" ) );
	}

	/** @param non-empty-list<RunItem> $items Did something become of any of them since they were read as planned? */
	public static function areBegun( array $items ): bool {
		$ids = implode( ', ', array_map( static fn( RunItem $item ): int => $item->id, $items ) );
		return null !== Sql::value( 'SELECT id FROM ' . self::table() . " WHERE id IN ($ids) AND outcome <> %s LIMIT 1", RunItem::PLANNED );
	}

	/** @return list<RunItem> What a run of the kind wrote, without having lived to tell it. */
	public static function untold( string $kind, int $limit ): array {
		$join = Tables::name( Tables::RUNS ) . ' r INNER JOIN ' . self::table() . ' i ON i.run_id = r.id AND i.outcome IN (%s, %s)';
		return self::many( "SELECT i.* FROM $join WHERE r.kind = %s ORDER BY i.run_id, i.id LIMIT %d", RunItem::WRITTEN, RunItem::SWAPPED, $kind, $limit );
	}

	/** Whether each of so many runs before this one failed over the same item, in the same words, as it was to be changed alike. */
	public static function failedAlike( Run $run, RunItem $item, int $runs ): bool {
		return $runs === (int) Sql::value(
			'SELECT COUNT(*) FROM (SELECT id FROM ' . Tables::name( Tables::RUNS ) . ' WHERE kind = %s AND mode = %s AND limited = 0 AND id < %d ORDER BY id DESC LIMIT %d) r
			INNER JOIN ' . self::table() . ' i ON i.run_id = r.id AND i.code_hash = %s AND i.outcome IN (%s, %s) AND i.reason = %s AND i.changes = %s',
			$run->kind,
			$run->mode,
			$run->id,
			$runs,
			Links::hash( $item->code ),
			'failed',
			RunItem::SKIPPED,
			Sql::words( (string) $item->reason ),
			(string) wp_json_encode( $item->changes )
		);
	}

	/**
	 * Writes what became of items; only inside Lease::hold().
	 *
	 * @param list<RunItem> $items
	 * @param bool          $isReadBack What was written is to be planned once more: see ReadBack.
	 */
	public static function finish( array $items, bool $isReadBack = false ): void {
		$asStored = [];
		$needed   = $isReadBack ? [ 'created', 'updated', RunItem::WRITTEN, RunItem::SWAPPED, RunItem::PLANNED ] : [];
		foreach ( $items as $item ) {
			if ( ! $item->hasNewDetails() ) {
				$asStored[ $item->outcome ][] = $item->id;
				continue;
			}
			$payload = in_array( $item->outcome, $needed, true ) ? (string) wp_json_encode( $item->payload ) : null;
			$new     = array_intersect_key( self::row( $item ), array_flip( [ 'outcome', 'action', 'object_id', 'changes', 'reason', 'problem' ] ) );
			Sql::update( self::table(), [ 'payload' => $payload ] + $new, $item->id );
			$item->markStored();
		}
		foreach ( $asStored as $outcome => $ids ) {
			Sql::run( 'UPDATE ' . self::table() . ' SET outcome = %s' . ( in_array( $outcome, $needed, true ) ? '' : ', payload = NULL' ) . ' WHERE id IN (' . implode( ', ', $ids ) . ')', $outcome );
		}
		$changed = array_filter( $items, static fn( RunItem $item ): bool => in_array( $item->outcome, [ 'created', 'updated' ], true ) );
		LinkNotes::markChanged( array_column( $changed, 'code' ) );
	}

	/** @param array<string, list<int>> $held What comes to their danger, or nothing => items that are not written before a person agrees. */
	public static function hold( array $held ): void {
		foreach ( $held as $always => $ids ) {
			$danger = '' === $always ? 'danger' : Sql::prepare( "TRIM(CONCAT(%s, ' ', danger))", $always );
			Sql::inChunks( $ids, static fn( string $in ): int => Sql::run( 'UPDATE ' . self::table() . " SET outcome = %s, danger = $danger WHERE id IN ($in)", RunItem::HELD ) );
		}
	}

	/**
	 * New products that a person does not want: as if they had been made, and deleted for good.
	 *
	 * @param list<int>    $ids
	 * @param list<string> $besides Codes of items that orders need: these come in.
	 * @return int How many.
	 */
	public static function leaveOut( int $runId, array $ids, array $besides ): int {
		$left = [];
		foreach ( self::byIds( $ids ) as $item ) {
			$fields = $item->payload['item'] ?? [];
			$code   = is_array( $fields ) && is_string( $fields['code'] ?? null ) ? $fields['code'] : $item->code;
			if ( $item->runId === $runId && RunItem::CREATE === $item->action && in_array( $item->outcome, [ RunItem::PLANNED, RunItem::HELD ], true ) && ! in_array( $code, $besides, true ) ) {
				$left[ $item->id ] = [ $code, $item->name ];
			}
		}
		ExcludedItems::add( array_column( $left, 1, 0 ) );
		$why = Sentence::__( 'You left it out. To have it after all, press “Bring all back” under Products from SORS.', 'sors-api-for-woocommerce' );
		Sql::inChunks( array_keys( $left ), static fn( string $in ): int => Sql::run( 'UPDATE ' . self::table() . " SET outcome = %s, problem = %s, reason = %s, payload = NULL WHERE id IN ($in)", RunItem::SKIPPED, RunItem::DELETED, $why ) );
		return count( $left );
	}

	/** What an earlier reading planned or remarked, and the last one did not, is void. */
	public static function dropOutdated( int $runId, int $reading ): void {
		Sql::deleteFound( self::table(), Sql::prepare( 'run_id = %d AND reading < %d AND outcome IN (%s, %s, %s, %s)', $runId, $reading, RunItem::PLANNED, RunItem::HELD, RunItem::SKIPPED, RunItem::UNCHANGED ) );
	}

	/** @param non-empty-list<string> $outcomes */
	public static function count( int $runId, array $outcomes ): int {
		return (int) Sql::value( 'SELECT COUNT(*) FROM ' . self::table() . " WHERE run_id = $runId AND outcome IN (" . Sql::quoted( $outcomes ) . ')' );
	}

	/**
	 * @param list<int> $ids
	 * @return \Generator<RunItem>
	 */
	public static function byIds( array $ids ): \Generator {
		foreach ( array_chunk( $ids, 500 ) as $chunk ) {
			yield from self::many( 'SELECT * FROM ' . self::table() . ' WHERE id IN (' . implode( ', ', array_map( 'intval', $chunk ) ) . ')' );
		}
	}

	/**
	 * @param array{outcome?: string, action?: string, search?: string, page?: int, per_page?: int} $query
	 * @param bool                                                                                  $isOver Nothing becomes of its items any more.
	 * @param list<string>                                                                          $needed Codes of items that orders need.
	 * @return array{items: list<array<string, mixed>>, total: int} Zod `runItem`.
	 */
	public static function list( int $runId, array $query, bool $isOver = false, array $needed = [] ): array {
		$where = "run_id = $runId";
		if ( '' !== ( $query['outcome'] ?? '' ) ) {
			$within = [ 'planned' => [ RunItem::PLANNED, RunItem::HELD ], 'updated' => [ 'updated', RunItem::WRITTEN, RunItem::SWAPPED ] ];
			$where .= ' AND outcome IN (' . Sql::quoted( $within[ $query['outcome'] ] ?? [ $query['outcome'] ] ) . ')';
		}
		$search = $query['search'] ?? '';
		$where .= ( '' === ( $query['action'] ?? '' ) ? '' : Sql::prepare( ' AND action = %s', $query['action'] ) ) . self::named( $search );
		$size  = max( 1, $query['per_page'] ?? 20 );
		$start = ( max( 1, $query['page'] ?? 1 ) - 1 ) * $size;
		$table = self::table();
		$found = self::many( 'SELECT ' . self::SHOWN . " FROM $table WHERE $where AND id >= " . self::first( $runId ) . " ORDER BY id LIMIT $size OFFSET $start" );
		self::primeProducts( $found );
		$count = static fn(): int => (int) Sql::value( "SELECT COUNT(*) FROM $table WHERE $where" );
		return [
			'items' => array_map( static fn( RunItem $item ): array => $item->toArray( in_array( $item->code, $needed, true ) ), $found ),
			'total' => CachedCount::ofPage( $isOver && '' === $search ? "items_{$runId}_" . ( $query['outcome'] ?? '' ) . '_' . ( $query['action'] ?? '' ) : null, $count, $start, count( $found ), $size ),
		];
	}

	/** @return int Id of the first item of the run: in the order of their ids those of the runs before would be looked at, too. */
	private static function first( int $runId ): int {
		return (int) Sql::value( 'SELECT MIN(first) FROM (SELECT MIN(id) AS first FROM ' . self::table() . " WHERE run_id = $runId GROUP BY run_id, outcome) outcomes" );
	}

	/** @param list<RunItem> $items All at once: else each is read by itself for the address of its page. */
	private static function primeProducts( array $items ): void {
		_prime_post_caches( array_values( array_unique( array_filter( array_map( static fn( RunItem $item ): int => $item->objectId, $items ) ) ) ), false, false );
	}

	/**
	 * What these runs left out or failed at.
	 *
	 * @param list<int>    $runs   One of each kind.
	 * @param string       $search Part of a code or a name; '' = all.
	 * @param list<string> $except Problems that are none.
	 * @return array{items: list<RunItem>, total: int} The newest run first, and in it one kind of problem after another.
	 */
	public static function conflicts( array $runs, string $search, array $except, int $limit, int $offset ): array {
		wp_prime_option_caches( CachedCount::options( ...array_map( static fn( int $run ): string => "conflicts_$run", $runs ) ) );
		rsort( $runs );
		$table = self::table();
		$known = Sql::quoted( $except );
		// All of it by one key.
		$where = Sql::prepare( "(problem NOT IN ('', $known) OR (problem = '' AND outcome IN (%s, %s)) OR (problem IN ($known) AND outcome = %s))", 'failed', RunItem::SKIPPED, 'failed' ) . self::named( $search );
		$items = [];
		$total = 0;
		foreach ( $runs as $run ) {
			$of     = "FROM $table WHERE run_id = $run AND $where";
			$count  = static fn(): int => (int) Sql::value( "SELECT COUNT(*) $of" );
			$inRun  = '' === $search ? CachedCount::of( "conflicts_$run", $count ) : $count();
			$start  = max( 0, $offset - $total );
			$wanted = $limit - count( $items );
			$total += $inRun;
			if ( $wanted > 0 && $start < $inRun ) {
				array_push( $items, ...self::many( 'SELECT ' . self::SHOWN . " $of ORDER BY problem, outcome, id LIMIT $wanted OFFSET $start" ) );
			}
		}
		self::primeProducts( $items );
		return compact( 'items', 'total' );
	}

	/** Where SORS has no code, a Sentence stands in its place: its signs and English words are nothing to find. */
	private static function named( string $search ): string {
		global $wpdb;
		$like = '%' . $wpdb->esc_like( $search ) . '%';
		return '' === $search ? '' : Sql::prepare( ' AND (name LIKE %s OR (code LIKE %s AND code NOT LIKE %s))', $like, $like, "\x02%" );
	}

	/** @return int How many items of the run are gone: fewer than the limit once none is left. */
	public static function forget( int $runId, int $limit ): int {
		$table = self::table();
		$ids   = Sql::ids( "SELECT id FROM $table WHERE run_id = $runId ORDER BY id LIMIT $limit" );
		Sql::inChunks( $ids, static fn( string $in ): int => Sql::run( "DELETE FROM $table WHERE id IN ($in)" ) );
		// More than were deleted, where another process deletes them as well.
		return count( $ids );
	}

	/**
	 * @param string|int ...$values
	 * @return list<RunItem>
	 */
	private static function many( string $sql, ...$values ): array {
		return array_map( [ RunItem::class, 'fromRow' ], Sql::rows( $sql, ...$values ) );
	}

	private static function table(): string {
		return Tables::name( Tables::RUN_ITEMS );
	}
}
