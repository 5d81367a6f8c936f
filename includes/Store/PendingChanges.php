<?php
declare( strict_types=1 );

namespace SorsApi\Store;

use SorsApi\Database\DatabaseClock;
use SorsApi\Database\Sql;
use SorsApi\Database\Tables;

/**
 * What waits for a person's decision, as runs and choices about links make and end it: with PendingList the only code that
 * reads and writes that table. At most one row of each item and kind of run.
 *
 * Every method throws a StorageError when the database fails.
 */
final class PendingChanges {

	private const COLUMNS = 'kind, code, code_hash, name, object_id, changes, danger, state, quiet, told, settings, run_id, created_at, updated_at';

	/**
	 * @param list<string> $codes
	 * @return array<int|string, true> By code: those of which something waits, or is approved, or was discarded.
	 */
	public static function codes( string $kind, array $codes ): array {
		$found = [];
		// Mostly nothing waits: that is found sooner than the hash of each code is made.
		$isNone = null === Sql::value( 'SELECT id FROM ' . self::table() . ' WHERE kind = %s LIMIT 1', $kind );
		foreach ( $isNone ? [] : array_chunk( $codes, 500 ) as $chunk ) {
			$hashes = Sql::column( 'SELECT code_hash FROM ' . self::table() . ' WHERE kind = %s AND code_hash IN (' . Links::hashes( $chunk ) . ')', $kind );
			$byHash = [] === $hashes ? [] : Links::byHash( $chunk );
			foreach ( $hashes as $hash ) {
				$found[ $byHash[ (string) $hash ] ] = true;
			}
		}
		return $found;
	}

	/** @return list<string> Kinds of run of which something of the item waits, or is approved, or was discarded. */
	public static function kinds( string $code ): array {
		return array_map( 'strval', Sql::column( 'SELECT kind FROM ' . self::table() . ' WHERE code_hash = %s', Links::hash( $code ) ) );
	}

	/**
	 * Runs follow these items again: whatever the next one of each kind would change waits.
	 *
	 * @param list<string> $kinds
	 * @param list<string> $codes
	 */
	public static function bringIn( array $kinds, array $codes ): void {
		self::drop( $codes );
		$rows = [];
		foreach ( $codes as $code ) {
			foreach ( $kinds as $kind ) {
				$row         = new PendingChange( $kind, $code, '' );
				$row->danger = 'back';
				$rows[]      = $row;
			}
		}
		self::save( $rows );
	}

	/** @param list<string> $codes Nothing of these items waits any more. */
	public static function drop( array $codes ): void {
		foreach ( array_chunk( $codes, 500 ) as $chunk ) {
			Sql::run( 'DELETE FROM ' . self::table() . ' WHERE code_hash IN (' . Links::hashes( $chunk ) . ')' );
		}
	}

	public static function dropLeftAlone(): void {
		Sql::deleteFound( self::table(), 'code_hash IN (SELECT code_hash FROM ' . Tables::name( Tables::LINKS ) . " WHERE left_alone <> '')" );
	}

	/**
	 * The planned items of a run about which there may be something to decide, a few at a time.
	 *
	 * @param list<string> $emptied Units that had levels before, and of which the run has read none.
	 * @param bool         $all     Harmless ones, too.
	 * @return \Generator<array{id: int, change: PendingChange, emptied: bool, counts: bool, before: PendingChange|null}> change: what is planned.
	 *         emptied: the item had something in one of the units, so that the figure is only the rest of a sum. counts: its product can be
	 *         bought now, or is new, or loses its pictures. before: what waits of it already.
	 */
	public static function planned( int $runId, string $kind, array $emptied, bool $all ): \Generator {
		$held  = [] === $emptied ? '0' : 'CASE WHEN ' . Sql::exists( 'FROM ' . Tables::name( Tables::STOCK ) . ' s WHERE s.code_hash = i.code_hash AND s.business_unit_id IN (' . Sql::quoted( $emptied ) . ") AND (COALESCE(s.on_hand, '0') + 0 <> 0 OR COALESCE(s.reserved, '0') + 0 <> 0 OR COALESCE(s.available, '0') + 0 <> 0)" ) . ' THEN 1 ELSE 0 END';
		$sold  = ProductReader::isOnSale( 'i.object_id' );
		$which = $all || [] !== $emptied ? '' : "AND (i.danger <> '' OR p.id IS NOT NULL)";
		$after = 0;
		do {
			$rows = Sql::rows(
				"SELECT p.*, i.id AS item, i.code AS item_code, i.name AS item_name, i.object_id AS item_object, i.changes AS item_changes, i.danger AS item_danger,
				$held AS emptied, CASE WHEN i.object_id = 0 OR i.danger = 'pictures' OR $sold THEN 1 ELSE 0 END AS counts
				FROM " . Tables::name( Tables::RUN_ITEMS ) . ' i LEFT JOIN ' . self::table() . " p ON p.kind = %s AND p.code_hash = i.code_hash
				WHERE i.run_id = %d AND i.outcome = 'planned' AND i.id > %d $which ORDER BY i.id LIMIT 1000",
				$kind, $runId, $after
			);
			foreach ( $rows as $row ) {
				$after            = (int) $row['item'];
				$change           = new PendingChange( $kind, (string) $row['item_code'], (string) $row['item_name'] );
				$change->objectId = (int) $row['item_object'];
				$change->changes  = (string) $row['item_changes'];
				$change->danger   = (string) $row['item_danger'];
				$change->runId    = $runId;
				yield [
					'id'      => $after,
					'change'  => $change,
					'emptied' => '1' === (string) $row['emptied'],
					'counts'  => '1' === (string) $row['counts'],
					'before'  => null === $row['id'] ? null : PendingChange::fromRow( $row ),
				];
			}
		} while ( 1000 === count( $rows ) );
	}

	/** @param list<PendingChange> $changes New ones, or in place of what waits of the item. */
	public static function save( array $changes ): void {
		$now = DatabaseClock::utc();
		Sql::put(
			self::table(),
			array_map(
				static fn( PendingChange $change ): array => [
					'kind'       => $change->kind,
					'code'       => $change->code,
					'code_hash'  => Links::hash( $change->code ),
					'name'       => $change->name,
					'object_id'  => $change->objectId,
					'changes'    => $change->changes,
					'danger'     => $change->danger,
					'state'      => $change->state,
					'quiet'      => $change->isQuiet ? 1 : 0,
					'told'       => $change->isTold ? 1 : 0,
					'settings'   => $change->settings,
					'run_id'     => $change->runId,
					'created_at' => '' === $change->createdAt ? $now : $change->createdAt,
					'updated_at' => '' === $change->updatedAt ? $now : $change->updatedAt,
				],
				$changes
			),
			[ 'kind', 'code', 'code_hash' ]
		);
	}

	/**
	 * What the run has compared and found equal no longer waits. Where its price cannot be told, only the rest of an item was compared.
	 *
	 * @param bool $isWritten Nor does what it has written, unless the run made part of it wait.
	 */
	public static function dropEqual( int $runId, string $kind, bool $isWritten ): void {
		$which = $isWritten ? "outcome IN ('created', 'updated', 'unchanged')" : "outcome = 'unchanged'";
		$items = 'SELECT code_hash FROM ' . Tables::name( Tables::RUN_ITEMS ) . " WHERE run_id = %d AND $which AND problem <> 'price'";
		Sql::deleteFound( self::table(), Sql::prepare( "kind = %s AND code_hash IN ($items)", $kind, $runId ) . ( $isWritten ? " AND run_id <> $runId" : '' ) );
	}

	/** A run that has seen all there is found nothing that these could be about. */
	public static function dropGone( int $runId, string $kind ): void {
		$table = self::table();
		$links = 'FROM ' . Tables::name( Tables::LINKS ) . " l WHERE l.code_hash = $table.code_hash";
		$items = 'FROM ' . Tables::name( Tables::RUN_ITEMS ) . " i WHERE i.run_id = %d AND i.code_hash = $table.code_hash";
		Sql::deleteFound( $table, Sql::prepare( 'kind = %s AND ((NOT ' . Sql::exists( $links ) . ' AND NOT ' . Sql::exists( $items ) . ') OR (' . self::isMissing() . ' AND ' . Sql::exists( "$links AND l.state = %s" ) . '))', $kind, $runId, Link::DISCONTINUED ) );
	}

	/**
	 * Items that a pass did not show wait, each for itself, unless a person has agreed to that.
	 *
	 * @param string $danger  See Danger.
	 * @param string $changes JSON: what would become of their products.
	 * @param bool   $isQuiet A person saw that, and chose other changes.
	 */
	public static function holdMissing( int $runId, int $reading, string $danger, string $changes, bool $isQuiet, string $settings ): void {
		global $wpdb;
		$table = self::table();
		$now   = DatabaseClock::utc();
		$quiet = $isQuiet ? 1 : 0;
		$links = self::missing( $runId, $reading );
		$which = Sql::prepare( 'kind = %s AND danger NOT LIKE %s AND code_hash IN (SELECT l.code_hash ' . $links . ')', 'catalog', '%back%' );
		$asked = self::isMissing() . " AND state = 'asked'";
		Sql::run( "UPDATE $table SET danger = %s, changes = %s, state = 'asked', quiet = $quiet, told = 0, updated_at = %s WHERE $which AND NOT ($asked) AND NOT (" . self::isMissing() . ' AND ' . self::isApproved( $settings ) . ')', $danger, $changes, $now );
		Sql::run( "UPDATE $table SET danger = %s, run_id = %d WHERE $which AND $asked", $danger, $runId );
		Sql::run( "INSERT IGNORE INTO $table (" . self::COLUMNS . ") SELECT 'catalog', l.code, l.code_hash, COALESCE((SELECT p.post_title FROM {$wpdb->posts} p WHERE p.ID = l.object_id), ''), l.object_id, %s, %s, 'asked', $quiet, 0, '', %d, %s, %s $links", $changes, $danger, $runId, $now, $now );
	}

	/** A person has agreed to all that the pass did not show. */
	public static function approveMissing( int $runId, string $settings ): void {
		Sql::run( 'UPDATE ' . self::table() . " SET state = 'approved', quiet = 0, settings = %s, updated_at = %s WHERE kind = 'catalog' AND " . self::isMissing() . " AND state = 'asked' AND run_id = %d", $settings, DatabaseClock::utc(), $runId );
	}

	/** SQL: links that a reading of the catalogue did not show for the first time. Of what it knows by another code, it has items. */
	private static function missing( int $runId, int $reading ): string {
		return Sql::prepare( 'FROM ' . Tables::name( Tables::LINKS ) . " l WHERE l.left_alone = '' AND l.missing_passes = 0 AND l.state <> %s AND NOT (l.seen_run_id = %d AND l.seen_reading = %d) AND l.object_id NOT IN (SELECT i.object_id FROM " . Tables::name( Tables::RUN_ITEMS ) . ' i WHERE i.run_id = %d)', Link::DISCONTINUED, $runId, $reading, $runId );
	}

	/** Whether of some missing items a person is yet to say that this is meant. */
	public static function missingWaits( string $settings ): bool {
		return null !== Sql::value( 'SELECT id FROM ' . self::table() . ' WHERE kind = %s AND ' . self::isMissing() . ' AND NOT ' . self::isApproved( $settings ) . ' LIMIT 1', 'catalog' );
	}

	/** SQL, for the links $links: they are missing, and a person has agreed to that, or is yet to. */
	public static function areMissing( string $links, bool $isAgreed, string $settings ): string {
		return Sql::exists( 'FROM ' . self::table() . " p WHERE p.kind = 'catalog' AND p.code_hash = $links.code_hash AND " . self::isMissing() . ( $isAgreed ? ' AND ' : ' AND NOT ' ) . self::isApproved( $settings ) );
	}

	/** SQL, for the links l: what a run of the kind would change first waits, whatever it is. */
	public static function isBack( string $kind ): string {
		return Sql::exists( 'FROM ' . self::table() . ' p WHERE p.code_hash = l.code_hash AND ' . Sql::prepare( 'p.kind = %s AND p.danger LIKE %s', $kind, '%back%' ) );
	}

	private static function isMissing(): string {
		return Sql::prepare( 'danger LIKE %s', '%missing%' );
	}

	private static function isApproved( string $settings ): string {
		return Sql::prepare( "(state = 'approved' AND settings = %s)", $settings );
	}

	/**
	 * A person has agreed to a preview, or to some of it: the rest waits, and is no news to anybody. The run's own items are put right, too.
	 *
	 * @param non-empty-list<int>|null $only Items; null = all.
	 */
	public static function approvePreview( int $runId, string $kind, ?array $only, string $settings ): void {
		$table = self::table();
		$items = Tables::name( Tables::RUN_ITEMS );
		$own   = Sql::prepare( "run_id = %d AND outcome IN ('planned', 'held')", $runId );
		Sql::deleteFound( $table, Sql::prepare( "kind = %s AND code_hash IN (SELECT code_hash FROM $items WHERE $own)", $kind ) );
		Sql::run( "UPDATE $items SET outcome = %s WHERE $own", null === $only ? 'planned' : 'held' );
		Sql::inChunks( $only ?? [], static fn( string $in ): int => Sql::run( "UPDATE $items SET outcome = 'planned' WHERE $own AND id IN ($in)" ) );
		$now    = DatabaseClock::utc();
		$insert = "INSERT INTO $table (" . self::COLUMNS . ') SELECT %s, code, code_hash, name, object_id, changes, danger,';
		Sql::run( "$insert 'approved', 0, 0, %s, 0, %s, %s FROM $items WHERE run_id = %d AND outcome = 'planned' AND danger <> ''", $kind, $settings, $now, $now, $runId );
		Sql::run( "$insert 'asked', 1, 0, '', %d, %s, %s FROM $items WHERE run_id = %d AND outcome = 'held'", $kind, $runId, $now, $now, $runId );
	}

	private static function table(): string {
		return Tables::name( Tables::PENDING );
	}
}
