<?php
declare( strict_types=1 );

namespace SorsApi\Backfill;

use SorsApi\Database\CachedCount;
use SorsApi\Database\DatabaseClock;
use SorsApi\Database\Sql;
use SorsApi\Database\Tables;
use SorsApi\Orders\ExportPeriods;
use SorsApi\Orders\OrderStorage;
use SorsApi\Settings\SettingsStore;

/** Orders from before the export was on, for shops that want them in SORS too: counted first, then handed to Outbox::send(). */
final class OlderOrders {

	/** So many are not counted each time: in a shop that never sends orders, all of its orders are such. */
	private const MANY = 1000;

	/** Until when orders that were left out are not wanted in SORS (Unix timestamp). */
	private const NOT_WANTED = 'sors_left_out_until';

	/**
	 * Orders in a status that is sent, which were not sent and which no person marked as being in SORS.
	 *
	 * @param \DateTimeInterface $from  The first moment that counts.
	 * @param \DateTimeInterface $until The first moment that no longer counts.
	 * @param int                $after Only orders with a higher id.
	 * @return list<int> Oldest first.
	 */
	public static function ids( \DateTimeInterface $from, \DateTimeInterface $until, int $after = 0, int $limit = PHP_INT_MAX ): array {
		$storage = OrderStorage::current();
		$orders  = self::orders( $storage, $from, $until );
		return array_map( 'intval', Sql::column( "SELECT o.{$storage->id} $orders AND o.{$storage->id} > $after ORDER BY o.{$storage->id} LIMIT $limit" ) );
	}

	public static function count( \DateTimeInterface $from, \DateTimeInterface $until ): int {
		return (int) Sql::value( 'SELECT COUNT(*) ' . self::orders( OrderStorage::current(), $from, $until ) );
	}

	/**
	 * Orders that are not sent because the export is off.
	 *
	 * @return array{left: int, held: int} left: to be sent only when a person asks for it; held: as soon as the export is on.
	 */
	public static function whileOff(): array {
		$storage = OrderStorage::current();
		$former  = ExportPeriods::sql( $storage );
		$sql     = "SELECT SUM(CASE WHEN $former THEN 0 ELSE 1 END) AS left_out, SUM(CASE WHEN $former THEN 1 ELSE 0 END) AS held " . self::skipped( $storage, 'export_off' );
		$counts  = CachedCount::each( 'while_off', static fn(): array => array_map( 'intval', Sql::rows( $sql )[0] ), self::MANY, $sql );
		return [ 'left' => $counts['left_out'] ?? 0, 'held' => $counts['held'] ?? 0 ];
	}

	/** Those of the last days that came in the break of the export, are still left out now that it is on, and may be wanted in SORS. */
	public static function countLeftOut( int $days = 30 ): int {
		$storage = OrderStorage::current();
		$told    = get_option( self::NOT_WANTED );
		$from    = max( time() - $days * DAY_IN_SECONDS, is_int( $told ) || is_string( $told ) ? (int) $told : 0 );
		return (int) Sql::value( 'SELECT COUNT(*) ' . self::skipped( $storage, 'before_export' ) . ' AND ' . ExportPeriods::breakSql( $storage, $from ) );
	}

	/** A person does not want those in SORS that came so far: only later ones are told. */
	public static function leaveOut(): void {
		update_option( self::NOT_WANTED, time(), false );
	}

	/** FROM and WHERE. */
	private static function skipped( OrderStorage $storage, string $code ): string {
		return 'FROM ' . Tables::name( Tables::OUTBOX ) . " r JOIN {$storage->table} o ON o.{$storage->id} = r.order_id WHERE "
			. Sql::prepare( "r.role = 'sale' AND r.state = 'skipped' AND r.acknowledged_by <> 'owner' AND r.error_code = %s AND ", $code ) . $storage->eligible( SettingsStore::load() );
	}

	/** FROM and WHERE. */
	private static function orders( OrderStorage $storage, \DateTimeInterface $from, \DateTimeInterface $until ): string {
		$eligible = $storage->eligible( SettingsStore::load() );
		return Sql::prepare(
			"FROM {$storage->table} o LEFT JOIN " . Tables::name( Tables::OUTBOX ) . " r ON r.order_id = o.{$storage->id} AND r.role = 'sale'
			WHERE o.{$storage->type} = 'shop_order' AND $eligible
			AND o.{$storage->created} >= %s AND o.{$storage->created} < %s
			AND (r.id IS NULL OR (r.state = 'skipped' AND r.acknowledged_by <> 'owner'))",
			DatabaseClock::datetime( $from->getTimestamp() ),
			DatabaseClock::datetime( $until->getTimestamp() )
		);
	}
}
