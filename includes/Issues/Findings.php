<?php
declare( strict_types=1 );

namespace SorsApi\Issues;

use SorsApi\Database\DatabaseClock;
use SorsApi\Database\Tables;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Orders\ExportPeriods;
use SorsApi\Orders\OrderStorage;
use SorsApi\Outbox\Intake;
use SorsApi\Settings\SettingsStore;

/** Orders whose document in SORS is not as it should be, as things stand now. What SORS itself knows was noted on the rows by Reconciliation. */
final class Findings {

	public const KINDS = [ 'notSent', 'missing', 'uncertain', 'doubled', 'otherTotal', 'orphaned' ];

	/** Seconds that an order may take on its way before somebody should look. */
	private const PATIENCE = 3600;

	/** Reasons to leave an order out that the order itself shows to be over: it is in a status that is sent. */
	private const OVER = [ 'status', 'export_off', 'order_trashed', 'draft', 'no_items' ];

	private SettingsStore $settings;

	public function __construct( SettingsStore $settings ) {
		$this->settings = $settings;
	}

	/** @return array<string, int> Kind => how many. */
	public function counts(): array {
		global $wpdb;
		$sums = [];
		foreach ( $this->conditions() as $kind => $condition ) {
			$sums[] = "SUM(CASE WHEN $condition THEN 1 ELSE 0 END) AS $kind";
		}
		/** @var array<string, string|null>|null $row */
		$row    = $wpdb->get_row( 'SELECT ' . implode( ', ', $sums ) . ' ' . self::tables(), ARRAY_A );
		$counts = [];
		foreach ( self::KINDS as $kind ) {
			// A sum over no rows is NULL.
			$counts[ $kind ] = (int) ( $row[ $kind ] ?? 0 );
		}
		$counts['notSent'] += count( $this->withoutRow() );
		return $counts;
	}

	/**
	 * @param array{kind?: string, search?: string, page?: int, per_page?: int} $query
	 *
	 * @return array{items: list<array{string, OutboxEntry|int}>, total: int} Kind with the row, or the id of an order that has none yet; newest first.
	 */
	public function list( array $query ): array {
		global $wpdb;
		$conditions = $this->conditions();
		$kind       = $query['kind'] ?? '';
		$where      = '(' . ( isset( $conditions[ $kind ] ) ? $conditions[ $kind ] : implode( ') OR (', $conditions ) ) . ')';
		$search     = ltrim( trim( $query['search'] ?? '' ), '#' );
		if ( '' !== $search ) {
			$where = "($where) AND " . $wpdb->prepare( '(r.order_id = %d OR r.document_number = %s)', ctype_digit( $search ) ? (int) $search : 0, $search );
		}
		$bare   = '' === $kind || 'notSent' === $kind ? array_values( array_filter( $this->withoutRow(), static fn( int $id ): bool => '' === $search || (string) $id === $search ) ) : [];
		$size   = max( 1, min( 100, $query['per_page'] ?? 20 ) );
		$start  = ( max( 1, $query['page'] ?? 1 ) - 1 ) * $size;
		$items  = array_map( static fn( int $id ): array => [ 'notSent', $id ], array_slice( $bare, $start, $size ) );
		$limit  = $size - count( $items );
		$offset = max( 0, $start - count( $bare ) );
		foreach ( 0 === $limit ? [] : OutboxTable::many( 'SELECT r.* ' . self::tables() . " WHERE $where ORDER BY r.id DESC LIMIT $limit OFFSET $offset" ) as $row ) {
			$items[] = [ self::kindOf( $row ), $row ];
		}
		return [
			'items' => $items,
			'total' => count( $bare ) + (int) $wpdb->get_var( 'SELECT COUNT(*) ' . self::tables() . " WHERE $where" ),
		];
	}

	private static function kindOf( OutboxEntry $row ): string {
		if ( OutboxEntry::UNCERTAIN === $row->state ) {
			return 'uncertain';
		}
		if ( OutboxEntry::SENT !== $row->state ) {
			return 'notSent';
		}
		$kinds = [
			Reconciliation::MISSING    => 'missing',
			Reconciliation::DOUBLED    => 'doubled',
			OrphanedDocuments::TRASHED => 'orphaned',
			OrphanedDocuments::DELETED => 'orphaned',
		];
		return $kinds[ null === $row->issue ? '' : $row->issue->code ] ?? 'otherTotal';
	}

	/** @return array<string, string> Kind => condition on a row r and its order o. */
	private function conditions(): array {
		global $wpdb;
		$sent = static function ( string $code ) use ( $wpdb ): string {
			return (string) $wpdb->prepare( 'r.state = %s AND r.issue_code = %s', OutboxEntry::SENT, $code );
		};
		return [
			'notSent'    => $this->notSent(),
			'missing'    => $sent( Reconciliation::MISSING ),
			'uncertain'  => (string) $wpdb->prepare( 'r.state = %s', OutboxEntry::UNCERTAIN ),
			'doubled'    => $sent( Reconciliation::DOUBLED ),
			'otherTotal' => $sent( Reconciliation::TOTAL ) . ' OR ' . $sent( ChangedOrders::CODE ),
			'orphaned'  => $sent( OrphanedDocuments::TRASHED ) . ' OR ' . $sent( OrphanedDocuments::DELETED ),
		];
	}

	private function notSent(): string {
		global $wpdb;
		$rejected = (string) $wpdb->prepare( 'r.state = %s', OutboxEntry::REJECTED );
		$eligible = $this->eligible();
		if ( null === $eligible ) {
			return $rejected;
		}
		$late = (string) $wpdb->prepare( "r.state IN ('queued', 'waiting', 'sending') AND r.created_at < %s", DatabaseClock::datetime( time() - self::PATIENCE ) );
		$over = "r.state = 'skipped' AND r.acknowledged_by = '' AND r.error_code IN ('" . implode( "', '", self::OVER ) . "')";
		return "$rejected OR (r.role = 'sale' AND $eligible AND (($late) OR ($over)))";
	}

	/** @return list<int> Orders that should be sent and that no hook and no sweep has seen so far, newest first. */
	private function withoutRow(): array {
		global $wpdb;
		$eligible = $this->eligible();
		if ( null === $eligible ) {
			return [];
		}
		$storage = OrderStorage::current();
		$sql     = "SELECT o.{$storage->id} FROM {$storage->table} o LEFT JOIN " . Tables::name( Tables::OUTBOX ) . " r ON r.order_id = o.{$storage->id} AND r.role = 'sale'
			WHERE r.id IS NULL AND o.{$storage->type} = 'shop_order' AND $eligible";
		return array_values( array_map( 'intval', $wpdb->get_col( $wpdb->prepare( "$sql AND o.{$storage->created} < %s ORDER BY o.{$storage->id} DESC LIMIT 1000", DatabaseClock::datetime( time() - Intake::settleSeconds() ) ) ) ) );
	}

	/** @return string|null Condition on an order that is to be sent by itself; null where none is. */
	private function eligible(): ?string {
		$settings = $this->settings->load();
		if ( ! $settings->exportOrders ) {
			return null;
		}
		$storage = OrderStorage::current();
		return $storage->eligible( $settings ) . ' AND ' . ExportPeriods::sql( $storage );
	}

	private static function tables(): string {
		$storage = OrderStorage::current();
		return 'FROM ' . Tables::name( Tables::OUTBOX ) . " r LEFT JOIN {$storage->table} o ON o.{$storage->id} = r.order_id";
	}
}
