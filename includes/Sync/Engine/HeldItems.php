<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Engine;

use SorsApi\Database\Sql;
use SorsApi\Database\Tables;
use SorsApi\Store\Links;
use SorsApi\Store\ProductReader;
use SorsApi\Store\Tombstones;

/** Which of a run's items the safety limit counts, and which of them wait for a person. Same table as RunItems. */
final class HeldItems {

	/** In place of the danger that a person agreed to, where others were chosen instead. */
	private const ASKED = 'asked';

	/** The same, where all but the price is written before a person has decided. */
	private const LOWER = 'lower';

	/**
	 * What the safety limit counts, a few at a time.
	 *
	 * @param list<int> $before Other runs.
	 * @return \Generator<array{id: int, danger: string, approved: string, held: string|null, counts: bool}> held: for which danger one of the other runs
	 *         holds it; null = none does. counts: it can be bought now, or is new, or loses its pictures.
	 */
	public static function dangerous( int $runId, string $outcome, array $before = [] ): \Generator {
		$table = Tables::name( Tables::RUN_ITEMS );
		$held  = [] === $before ? 'NULL' : "(SELECT MAX(h.danger) FROM $table h WHERE h.run_id IN (" . implode( ', ', $before ) . ") AND h.code_hash = i.code_hash AND h.outcome = 'held')";
		$sold  = ProductReader::isOnSale( 'i.object_id' );
		$after = 0;
		do {
			$rows = Sql::rows( "SELECT id, danger, approved, $held AS held, CASE WHEN object_id = 0 OR danger = %s OR $sold THEN 1 ELSE 0 END AS counts FROM $table i WHERE run_id = %d AND outcome = %s AND danger <> '' AND id > %d ORDER BY id LIMIT 1000", Danger::PICTURES, $runId, $outcome, $after );
			foreach ( $rows as $row ) {
				$after = (int) $row['id'];
				yield [
					'id'       => $after,
					'danger'   => (string) $row['danger'],
					'approved' => (string) $row['approved'],
					'held'     => $row['held'],
					'counts'   => '1' === (string) $row['counts'],
				];
			}
		} while ( 1000 === count( $rows ) );
	}

	/**
	 * @param bool         $held    Of what is held, or of what no person has agreed to.
	 * @param list<string> $classes Those that count.
	 * @return array<string, int> Class => items; "items" = all of them.
	 */
	public static function counts( int $runId, bool $held, array $classes = Danger::CLASSES ): array {
		$counts = array_fill_keys( Danger::CLASSES, 0 ) + [ 'items' => 0 ];
		foreach ( self::dangerous( $runId, $held ? RunItem::HELD : RunItem::PLANNED ) as $item ) {
			$isBack = Danger::isBack( $item['danger'] );
			if ( ! $held && ( $isBack || Danger::isWithin( $item['danger'], $item['approved'] ) ) ) {
				continue;
			}
			$found = $isBack ? [ Danger::BACK ] : array_intersect( $item['counts'] ? Danger::classes( $item['danger'] ) : [], $classes );
			foreach ( $found as $class ) {
				++$counts[ $class ];
			}
			$counts['items'] += [] === $found ? 0 : 1;
		}
		return $counts;
	}

	/**
	 * What one of these runs holds, and this one could not compare, is planned as it was: otherwise it would be compared
	 * again one day as if it had never been held.
	 *
	 * @param list<int> $before Other runs.
	 * @return int How many.
	 */
	public static function keep( int $runId, array $before ): int {
		if ( [] === $before ) {
			return 0;
		}
		$table = Tables::name( Tables::RUN_ITEMS );
		$kept  = Sql::rows(
			"SELECT i.id, h.object_id, h.action, h.payload, h.changes, h.danger FROM $table i INNER JOIN $table h ON h.code_hash = i.code_hash
			WHERE i.run_id = %d AND i.outcome = %s AND i.problem NOT IN (%s, %s) AND h.run_id IN (" . implode( ', ', $before ) . ") AND h.outcome = %s AND (h.danger <> '' OR h.approved = %s)",
			$runId,
			RunItem::SKIPPED,
			RunItem::DELETED,
			RunItem::LEFT_ALONE,
			RunItem::HELD,
			self::ASKED
		);
		foreach ( $kept as $row ) {
			Sql::update( $table, [ 'outcome' => RunItem::PLANNED ] + array_diff_key( $row, [ 'id' => 0 ] ), (int) $row['id'] );
		}
		return count( $kept );
	}

	/** @return list<string> Names of products that would go out of stock. */
	public static function goingOutOfStock( int $runId, int $limit ): array {
		return array_map( 'strval', Sql::column( 'SELECT name FROM ' . Tables::name( Tables::RUN_ITEMS ) . ' WHERE run_id = %d AND outcome = %s AND danger LIKE %s ORDER BY id LIMIT %d', $runId, RunItem::HELD, '%' . Danger::ZERO . '%', $limit ) );
	}

	/**
	 * @param non-empty-list<string> $codes
	 * @return list<string> Those that are to go out of stock once a person agrees to it.
	 */
	public static function emptied( array $codes ): array {
		$held = Sql::column(
			'SELECT i.code_hash FROM ' . Tables::name( Tables::RUNS ) . ' r INNER JOIN ' . Tables::name( Tables::RUN_ITEMS ) . " i ON i.run_id = r.id AND i.outcome = %s AND i.danger LIKE %s WHERE r.kind = 'stock' AND r.state = %s AND i.code_hash IN (" . Links::hashes( $codes ) . ')',
			RunItem::HELD,
			'%' . Danger::ZERO . '%',
			Run::AWAITING_APPROVAL
		);
		return array_values( array_filter( $codes, static fn( string $code ): bool => in_array( Links::hash( $code ), $held, true ) ) );
	}

	/**
	 * Whether a person is yet to decide about one of these: also about what is harmless, but was shown to that person.
	 *
	 * @param non-empty-list<string> $codes
	 */
	public static function wait( string $kind, array $codes ): bool {
		return null !== Sql::value(
			'SELECT i.id FROM ' . Tables::name( Tables::RUNS ) . ' r INNER JOIN ' . Tables::name( Tables::RUN_ITEMS ) . ' i ON i.run_id = r.id AND i.outcome IN (%s, %s) WHERE r.kind = %s AND r.state = %s AND i.code_hash IN (' . Links::hashes( $codes ) . ') LIMIT 1',
			RunItem::HELD,
			RunItem::PLANNED,
			$kind,
			Run::AWAITING_APPROVAL
		);
	}

	/**
	 * A person has agreed to all of this run, or to some of it: the rest goes on waiting, through another reading too.
	 *
	 * @param non-empty-list<int>|null $only Null = all.
	 */
	public static function approve( int $runId, ?array $only = null ): void {
		$table = Tables::name( Tables::RUN_ITEMS );
		if ( null === $only ) {
			Sql::run( "UPDATE $table SET approved = danger, outcome = %s WHERE run_id = %d AND outcome IN (%s, %s)", RunItem::PLANNED, $runId, RunItem::PLANNED, RunItem::HELD );
			return;
		}
		Sql::run( "UPDATE $table SET approved = %s, outcome = %s WHERE run_id = %d AND outcome IN (%s, %s)", self::ASKED, RunItem::HELD, $runId, RunItem::PLANNED, RunItem::HELD );
		Sql::inChunks( $only, static fn( string $in ): int => Sql::run( "UPDATE $table SET approved = danger, outcome = %s WHERE run_id = %d AND outcome = %s AND id IN ($in)", RunItem::PLANNED, $runId, RunItem::HELD ) );
	}

	/**
	 * New products that a person does not want: as if they had been made, and deleted for good.
	 *
	 * @param list<int>    $ids
	 * @param list<string> $besides Codes of items that orders need: these come in.
	 * @return int How many.
	 */
	public static function leaveOut( int $runId, array $ids, array $besides ): int {
		$table = Tables::name( Tables::RUN_ITEMS );
		$left  = [];
		foreach ( array_chunk( $ids, 500 ) as $chunk ) {
			$in = implode( ', ', array_map( 'intval', $chunk ) );
			foreach ( Sql::rows( "SELECT * FROM $table WHERE run_id = %d AND action = %s AND outcome IN (%s, %s) AND id IN ($in)", $runId, RunItem::CREATE, RunItem::PLANNED, RunItem::HELD ) as $row ) {
				$item   = RunItem::fromRow( $row );
				$fields = $item->payload['item'] ?? [];
				$code   = is_array( $fields ) && is_string( $fields['code'] ?? null ) ? $fields['code'] : $item->code;
				if ( ! in_array( $code, $besides, true ) ) {
					$left[ $item->id ] = [ $code, $item->name ];
				}
			}
		}
		Tombstones::add( array_column( $left, 1, 0 ) );
		Sql::inChunks( array_keys( $left ), static fn( string $in ): int => Sql::run( "UPDATE $table SET outcome = %s, problem = %s, reason = %s, payload = NULL WHERE id IN ($in)", RunItem::SKIPPED, RunItem::DELETED, RunItem::whyLeftOut() ) );
		return count( $left );
	}

	/**
	 * What a person was asked about by one of these runs and did not choose is not this run's to apply either.
	 *
	 * @param list<int> $before Other runs.
	 * @return int How many.
	 */
	public static function keepAsked( int $runId, array $before ): int {
		if ( [] === $before ) {
			return 0;
		}
		$table = Tables::name( Tables::RUN_ITEMS );
		$ids   = Sql::ids(
			"SELECT i.id FROM $table i INNER JOIN $table h ON h.code_hash = i.code_hash
			WHERE i.run_id = %d AND i.outcome = %s AND i.approved = '' AND h.run_id IN (" . implode( ', ', $before ) . ') AND h.outcome = %s AND h.approved = %s',
			$runId,
			RunItem::PLANNED,
			RunItem::HELD,
			self::ASKED
		);
		Sql::inChunks( $ids, static fn( string $in ): int => Sql::run( "UPDATE $table SET approved = %s WHERE id IN ($in)", self::ASKED ) );
		return count( $ids );
	}

	/** Whether all that waits was shown to a person, who chose other items. */
	public static function areAsked( int $runId ): bool {
		return null === Sql::value( 'SELECT id FROM ' . Tables::name( Tables::RUN_ITEMS ) . ' WHERE run_id = %d AND outcome = %s AND approved <> %s LIMIT 1', $runId, RunItem::HELD, self::ASKED );
	}

	/** What a person was asked about and did not choose. */
	public static function holdAsked( int $runId ): void {
		Sql::run( 'UPDATE ' . Tables::name( Tables::RUN_ITEMS ) . ' SET outcome = %s WHERE run_id = %d AND outcome = %s AND approved = %s', RunItem::HELD, $runId, RunItem::PLANNED, self::ASKED );
	}

	/**
	 * Of those that wait for their price, what would be sold beyond SORS' stock is not: that is written, and the price waits.
	 *
	 * @param list<int> $ids Held items.
	 */
	public static function lowerStock( int $runId, array $ids ): void {
		$table = Tables::name( Tables::RUN_ITEMS );
		Sql::run( "UPDATE $table SET approved = '' WHERE run_id = %d AND approved = %s", $runId, self::LOWER );
		foreach ( array_chunk( $ids, 500 ) as $chunk ) {
			foreach ( Sql::rows( "SELECT * FROM $table WHERE approved <> %s AND id IN (" . implode( ', ', $chunk ) . ')', self::ASKED ) as $row ) {
				$item    = RunItem::fromRow( $row );
				$payload = [ 'priceWithVat' => null, 'priceWithoutVat' => null ] + $item->payload;
				if ( $item->lowersStock() ) {
					Sql::update( $table, [ 'outcome' => RunItem::PLANNED, 'approved' => self::LOWER, 'payload' => (string) wp_json_encode( $payload ) ], $item->id );
				}
			}
		}
	}

	/** @return int How many of them were written: their prices wait. */
	public static function holdPrices( int $runId ): int {
		$table = Tables::name( Tables::RUN_ITEMS );
		$rows  = Sql::rows( "SELECT id, danger FROM $table WHERE run_id = %d AND approved = %s AND outcome NOT IN ('failed', %s)", $runId, self::LOWER, RunItem::SKIPPED );
		foreach ( $rows as $row ) {
			[ $from, $to ] = Danger::prices( (string) $row['danger'] ) ?? [ '', '' ];
			$changes       = [ [ 'field' => 'price', 'from' => $from, 'to' => $to ] ];
			Sql::update( $table, [ 'outcome' => RunItem::HELD, 'action' => RunItem::UPDATE, 'approved' => '', 'danger' => Danger::ofPrice( $from, $to ), 'changes' => (string) wp_json_encode( $changes ) ], (int) $row['id'] );
		}
		return count( $rows );
	}

	/** @param list<int> $ids */
	public static function hold( array $ids ): void {
		Sql::inChunks( $ids, static fn( string $in ): int => Sql::run( 'UPDATE ' . Tables::name( Tables::RUN_ITEMS ) . " SET outcome = %s WHERE id IN ($in)", RunItem::HELD ) );
	}

	/**
	 * What had something in one of these units: the figure that is planned is only the rest of a sum.
	 *
	 * @param non-empty-list<string> $units Of which this run has read no level.
	 * @return int How many.
	 */
	public static function holdOfUnits( int $runId, array $units ): int {
		$ids = Sql::ids(
			'SELECT i.id FROM ' . Tables::name( Tables::RUN_ITEMS ) . ' i WHERE i.run_id = %d AND i.outcome = %s AND EXISTS (SELECT s.id FROM ' . Tables::name( Tables::STOCK ) . " s WHERE s.code_hash = i.code_hash
			AND s.business_unit_id IN (" . Sql::quoted( $units ) . ") AND (COALESCE(s.on_hand, '0') + 0 <> 0 OR COALESCE(s.reserved, '0') + 0 <> 0 OR COALESCE(s.available, '0') + 0 <> 0))",
			$runId,
			RunItem::PLANNED
		);
		self::hold( $ids );
		return count( $ids );
	}

	public static function holdAll( int $runId ): void {
		Sql::run( 'UPDATE ' . Tables::name( Tables::RUN_ITEMS ) . ' SET outcome = %s WHERE run_id = %d AND outcome = %s', RunItem::HELD, $runId, RunItem::PLANNED );
	}
}
