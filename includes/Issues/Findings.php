<?php
declare( strict_types=1 );

namespace SorsApi\Issues;

use SorsApi\Database\CachedCount;
use SorsApi\Database\DatabaseClock;
use SorsApi\Database\Sql;
use SorsApi\Entries\Issue;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Orders\ExportPeriods;
use SorsApi\Orders\OrderStorage;
use SorsApi\Outbox\Intake;
use SorsApi\Settings\Settings;

/** Orders whose document in SORS is not as it should be right now, by kind: all SQL that looks for them. */
final class Findings {

	/** Seconds that an order may take on its way before it counts as a finding. */
	private const PATIENCE = 3600;

	/** Reasons for leaving an order out that no longer hold once the order is in a status that is sent. */
	private const OVER = [ 'status', 'export_off', 'order_deleted', 'order_trashed', 'draft', 'no_items' ];

	/** What is counted. */
	private const COUNTED = 'findings';
	private const UNSEEN  = 'unseen_orders';

	/** So many orders are not looked through each time. */
	private const MANY_ORDERS = 100;

	/** The newest order first, by the columns of the keys: nothing has to be sorted. */
	private const NEWEST = 'r.order_id DESC, r.role DESC, r.id DESC';

	/** SQL condition on an order that is sent automatically; null where none is. */
	private ?string $eligible;

	/** @var array<string, list<string>> Kind => conditions on an entry r and its order o. No entry meets two of them, and each has a key of its own. */
	private array $conditions;

	/** @var list<int>|null As unseen() found them. */
	private ?array $unseen = null;

	public function __construct( Settings $settings ) {
		$storage          = OrderStorage::current();
		$this->eligible   = $settings->exportOrders ? $storage->eligible( $settings ) . ' AND ' . ExportPeriods::sql( $storage ) : null;
		$sent             = static fn( string ...$codes ): array => array_map( static fn( string $code ): string => Sql::prepare( 'r.state = %s AND r.issue_code = %s', OutboxEntry::SENT, $code ), $codes );
		$this->conditions = [
			'notSent'    => array_merge( [ Sql::prepare( 'r.state = %s', OutboxEntry::REJECTED ) ], null === $this->eligible ? [] : self::late( $storage, $this->eligible ) ),
			'missing'    => $sent( Issue::MISSING ),
			'uncertain'  => [ Sql::prepare( 'r.state = %s', OutboxEntry::UNCERTAIN ) ],
			'doubled'    => $sent( Issue::DOUBLED ),
			'otherTotal' => $sent( Reconciliation::TOTAL, ChangedOrders::CODE, Issue::REFUND, Issue::DISCOUNTED_TWICE ),
			'orphaned'   => $sent( OrphanedDocuments::TRASHED, OrphanedDocuments::DELETED ),
		];
	}

	/** @return list<string> Options that are read for them. */
	public static function options(): array {
		return CachedCount::options( self::UNSEEN, self::COUNTED );
	}

	/** What was counted some minutes ago does not stand any more. */
	public static function forgetCounts(): void {
		CachedCount::forget( self::COUNTED );
		CachedCount::forget( self::UNSEEN );
	}

	/** @return array<string, int> Kind => how many; of many, as they were counted some minutes ago. */
	public function counts(): array {
		$count  = 'SELECT finding, COUNT(*) AS many FROM (' . self::entries( $this->conditions ) . ') e GROUP BY finding';
		$known  = CachedCount::each( self::COUNTED, static fn(): array => array_map( 'intval', array_column( Sql::rows( $count ), 'many', 'finding' ) ), CachedCount::MANY, (string) $this->eligible );
		$counts = [];
		foreach ( array_keys( $this->conditions ) as $kind ) {
			$counts[ $kind ] = $known[ $kind ] ?? 0;
		}
		$counts['notSent'] += count( $this->unseen() );
		return $counts;
	}

	/**
	 * @param array{kind?: string, search?: string, page?: int, per_page?: int} $query
	 * @return array{items: list<array{string, OutboxEntry|int}>, present: list<int>, total: int|null} Kind with the entry, or with the id of an order that has none yet; newest first. Of their orders, the ids of those that are in the shop. total: null = as counts() has it.
	 */
	public function page( array $query ): array {
		$kind   = $query['kind'] ?? '';
		$only   = array_intersect_key( $this->conditions, [ $kind => true ] );
		$those  = [] === $only ? $this->conditions : $only;
		$search = ltrim( trim( $query['search'] ?? '' ), '#' );
		$asked  = [];
		if ( '' !== $search ) {
			$asked = OrderStorage::current()->withIdOrNumber( $search );
			$found = Sql::prepare( '(r.order_id IN (' . implode( ', ', $asked ) . ') OR r.document_number = %s)', $search );
			$those = array_map( static fn( array $conditions ): array => array_map( static fn( string $condition ): string => "$found AND $condition", $conditions ), $those );
		}
		$bare    = '' === $kind || 'notSent' === $kind ? array_values( array_filter( $this->unseen(), static fn( int $id ): bool => '' === $search || in_array( $id, $asked, true ) ) ) : [];
		$size    = max( 1, min( 100, $query['per_page'] ?? 20 ) );
		$start   = ( max( 1, $query['page'] ?? 1 ) - 1 ) * $size;
		$items   = array_map( static fn( int $id ): array => [ 'notSent', $id ], array_slice( $bare, $start, $size ) );
		$limit   = $size - count( $items );
		$offset  = max( 0, $start - count( $bare ) );
		$ids     = array_column( $items, 1 );
		$storage = OrderStorage::current();
		$few     = self::entries( $those, $offset + $limit ) . ' ORDER BY ' . str_replace( 'r.', '', self::NEWEST ) . " LIMIT $limit OFFSET $offset";
		$page    = "SELECT r.*, few.finding, {$storage->ownId()} AS present FROM ($few) few JOIN " . OutboxTable::name() . " r ON r.id = few.id LEFT JOIN {$storage->table} o ON o.{$storage->id} = r.order_id ORDER BY " . self::NEWEST;
		foreach ( 0 === $limit ? [] : Sql::rows( $page ) as $row ) {
			$items[] = [ (string) $row['finding'], new OutboxEntry( $row ) ];
			$ids[]   = (int) $row['present'];
		}
		if ( [] === $items && $start > 0 ) {
			// The page is beyond the last one: what was counted is out of date.
			self::forgetCounts();
		}
		return [
			'items'   => $items,
			'present' => array_values( array_unique( array_filter( $ids ) ) ),
			'total'   => '' === $search ? null : count( $bare ) + (int) Sql::value( 'SELECT COUNT(*) FROM (' . self::entries( $those ) . ') e' ),
		];
	}

	/** @return list<string> Orders that should be sent, and are on their way for long, or were left out for what is over. */
	private static function late( OrderStorage $storage, string $eligible ): array {
		$wanted = "($eligible OR (r.eligible_at IS NOT NULL AND NOT {$storage->off()}))";
		$late   = static fn( string $state ): string => Sql::prepare( 'r.state = %s AND r.created_at < %s', $state, DatabaseClock::datetime( time() - self::PATIENCE ) ) . " AND $wanted";
		// In years many are never paid. What is older than the comparison looks has its turn in the sweep.
		$over = "r.state = 'skipped' AND r.error_code IN (" . Sql::quoted( self::OVER ) . ') AND ' . Sql::prepare( 'r.created_at >= %s', DatabaseClock::datetime( self::since() ) ) . " AND r.acknowledged_by = ''";
		return array_map(
			static fn( string $condition ): string => "$condition AND r.role = 'sale'",
			[ $late( OutboxEntry::QUEUED ), $late( OutboxEntry::WAITING ), $late( OutboxEntry::SENDING ), "$over AND $eligible" ]
		);
	}

	/** @return int Unix timestamp: what is older is not compared any more. */
	private static function since(): int {
		return time() - Reconciliation::DAYS * DAY_IN_SECONDS;
	}

	/**
	 * SQL: id, order_id and role of the entries that meet any of these conditions, and the kind of finding.
	 *
	 * @param array<string, list<string>> $conditions By kind.
	 * @param int|null                    $newest     Only so many of each condition, the newest; null = all.
	 */
	private static function entries( array $conditions, ?int $newest = null ): string {
		$storage = OrderStorage::current();
		$from    = 'SELECT r.id, r.order_id, r.role FROM ' . OutboxTable::name() . " r LEFT JOIN {$storage->table} o ON o.{$storage->id} = r.order_id WHERE";
		$end     = null === $newest ? '' : ' ORDER BY ' . self::NEWEST . " LIMIT $newest";
		$parts   = [];
		foreach ( $conditions as $kind => $those ) {
			foreach ( $those as $condition ) {
				$parts[] = "SELECT '$kind' AS finding, id, order_id, role FROM ($from $condition$end) p";
			}
		}
		return implode( ' UNION ALL ', $parts );
	}

	/** @return list<int> Orders of as many days as are compared, that should be sent and that neither a hook nor the sweep has seen so far, newest first. In a shop with many orders the answer “none” is kept for some minutes. */
	private function unseen(): array {
		if ( null === $this->eligible ) {
			return [];
		}
		if ( null === $this->unseen ) {
			$known          = CachedCount::each(
				self::UNSEEN,
				function (): array {
					$this->unseen = $this->withoutEntry();
					// Where there are none, the number of orders that were looked at decides whether that is kept.
					return [ count( $this->unseen ), [] === $this->unseen ? self::orders() : 0 ];
				},
				self::MANY_ORDERS,
				$this->eligible
			);
			$this->unseen ??= 0 === ( $known[0] ?? -1 ) ? [] : $this->withoutEntry();
		}
		return $this->unseen;
	}

	/** @return list<int> */
	private function withoutEntry(): array {
		$storage = OrderStorage::current();
		$sql     = "SELECT o.{$storage->id} FROM {$storage->table} o LEFT JOIN " . OutboxTable::name() . " r ON r.order_id = o.{$storage->id} AND r.role = 'sale'
			WHERE r.id IS NULL AND o.{$storage->type} = 'shop_order' AND {$storage->madeSince( self::since() )} AND $this->eligible";
		return array_map( 'intval', Sql::column( "$sql AND o.{$storage->created} < %s ORDER BY o.{$storage->id} DESC LIMIT 1000", DatabaseClock::datetime( time() - Intake::settleSeconds() ) ) );
	}

	/** @return int How many orders of these days there are; of many, as many as make the total stand. */
	private static function orders(): int {
		$storage = OrderStorage::current();
		return (int) Sql::value( "SELECT COUNT(*) FROM (SELECT 1 FROM {$storage->table} o WHERE o.{$storage->type} = 'shop_order' AND {$storage->madeSince( self::since() )} LIMIT " . self::MANY_ORDERS . ') those' );
	}
}
