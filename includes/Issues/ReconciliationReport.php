<?php
declare( strict_types=1 );

namespace SorsApi\Issues;

use SorsApi\Database\DatabaseClock;
use SorsApi\Database\Sql;
use SorsApi\Database\Total;
use SorsApi\Entries\Issue;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Ledger\CountedDocuments;
use SorsApi\Log\Log;
use SorsApi\Orders\ExportPeriods;
use SorsApi\Orders\OrderReader;
use SorsApi\Orders\OrderStorage;
use SorsApi\Outbox\Intake;
use SorsApi\Settings\SettingsStore;
use SorsApi\Sors\Api;

/**
 * The last reconciliation in words and numbers, and the orders whose document in SORS is not as it should be right now,
 * each with its remedies. What only SORS can tell was noted on the entries by Reconciliation.
 */
final class ReconciliationReport {

	/** Seconds that an order may take on its way before it counts as a finding. */
	private const PATIENCE = 3600;

	/** Reasons for leaving an order out that no longer hold once the order is in a status that is sent. */
	private const OVER = [ 'status', 'export_off', 'order_trashed', 'draft', 'no_items' ];

	/** What is counted. */
	private const FINDINGS = 'findings';
	private const UNSEEN   = 'unseen_orders';

	/** So many orders are not looked through each time. */
	private const MANY_ORDERS = 100;

	/** The newest order first, by the columns of the keys: nothing has to be sorted. */
	private const NEWEST = 'r.order_id DESC, r.role DESC, r.id DESC';

	private Reconciliation $reconciliation;
	private ChangedOrders $changes;
	private SettingsStore $settings;
	private Api $api;

	public function __construct( Reconciliation $reconciliation, ChangedOrders $changes, SettingsStore $settings, Api $api ) {
		$this->reconciliation = $reconciliation;
		$this->changes        = $changes;
		$this->settings       = $settings;
		$this->api            = $api;
	}

	/** Looks which orders have changed in the shop, then works for some seconds on the reconciliation under way, or on a new one. */
	public function start( int $seconds ): void {
		Log::guard( 'The comparison of orders with what was sent', fn() => $this->changes->sweep( $seconds ) );
		$last = $this->reconciliation->last();
		if ( null === $last || null !== $last['finishedAt'] ) {
			$this->reconciliation->begin();
		}
		$this->reconciliation->resume( $seconds );
		self::countAnew();
	}

	/** What was counted some minutes ago does not stand any more. */
	public static function countAnew(): void {
		Total::forget( self::FINDINGS );
		Total::forget( self::UNSEEN );
	}

	/**
	 * @param array{kind?: string, search?: string, page?: int, per_page?: int} $query
	 *
	 * @return array<string, mixed> Zod `reconciliationResponse`.
	 */
	public function make( array $query ): array {
		wp_prime_option_caches( [ CountedDocuments::OPTION, ...Total::options( self::UNSEEN, self::FINDINGS ) ] );
		$last       = $this->reconciliation->last();
		$eligible   = $this->eligible();
		$unseen     = self::withoutEntry( $eligible );
		$conditions = self::conditions( $eligible );
		$found      = self::findings( $query, $unseen, $conditions );
		if ( [] === $found['items'] && 1 < ( $query['page'] ?? 1 ) ) {
			// The page is beyond the last one: what was counted is out of date.
			self::countAnew();
		}
		$counts     = self::counts( count( $unseen ), $conditions, (string) $eligible );
		$cancel     = $this->api->can( 'cancelDocument' );
		$items      = [];
		OrderStorage::current()->present( $found['present'] );
		foreach ( $found['items'] as [ $kind, $subject ] ) {
			$items[] = $subject instanceof OutboxEntry ? self::ofEntry( $kind, $subject, $cancel ) : self::ofOrder( $subject );
		}
		$state = null === $last ? 'never' : 'done';
		return [
			'state'      => null !== $last && null === $last['finishedAt'] ? 'running' : $state,
			'startedAt'  => null === $last ? null : DatabaseClock::iso( $last['startedAt'] ),
			'finishedAt' => null === $last || null === $last['finishedAt'] ? null : DatabaseClock::iso( $last['finishedAt'] ),
			'from'       => null === $last ? null : (string) wp_date( 'Y-m-d', $last['since'] ),
			'to'         => null === $last ? null : (string) wp_date( 'Y-m-d', $last['startedAt'] ),
			'documents'  => $last['documents'] ?? 0,
			'checked'    => $last['checked'] ?? 0,
			'unchecked'  => '' === ( $last['unchecked'] ?? '' ) ? null : $last['unchecked'],
			'counts'     => $counts,
			'items'      => $items,
			// No entry is of two kinds.
			'total'      => $found['total'] ?? $counts[ $query['kind'] ?? '' ] ?? (int) array_sum( $counts ),
		];
	}

	/** @return array<string, mixed> Zod `finding`. */
	private static function ofEntry( string $kind, OutboxEntry $entry, bool $canCancel ): array {
		$message = (string) IssueText::problem( $entry );
		return self::order( $kind, $entry->orderId ) + [
			'entryId'        => $entry->id,
			'documentNumber' => $entry->documentNumber,
			'documentTotal'  => self::documentTotal( $entry ),
			'message'        => '' !== $message ? $message : __( 'It has been on its way for more than an hour.', 'sors-api-for-woocommerce' ),
			'remedies'       => Remedies::of( $entry, $canCancel, CountedDocuments::isCarriedOver( $entry ) ),
		];
	}

	/** @return array<string, mixed> Zod `finding`. */
	private static function ofOrder( int $orderId ): array {
		return self::order( 'notSent', $orderId ) + [
			'entryId'        => null,
			'documentNumber' => null,
			'documentTotal'  => null,
			'message'        => __( 'The plugin has not been told of this order yet. It finds the order by itself, usually within 15 minutes and at the latest within a day, or you can send it now with the button.', 'sors-api-for-woocommerce' ),
			'remedies'       => [
				[
					'as'    => 'send',
					'label' => __( 'Send to SORS', 'sors-api-for-woocommerce' ),
				],
			],
		];
	}

	/** @return array<string, mixed> What a finding says of its order, which may be deleted. */
	private static function order( string $kind, int $orderId ): array {
		$order = wc_get_order( $orderId );
		$known = $order instanceof \WC_Order;
		return [
			'kind'        => $kind,
			'orderId'     => $orderId,
			'orderNumber' => $known ? (string) $order->get_order_number() : (string) $orderId,
			'orderUrl'    => $known ? $order->get_edit_order_url() : null,
			'total'       => $known ? [
				'amount'   => OrderReader::decimal( $order->get_total() ),
				'currency' => (string) $order->get_currency(),
			] : null,
		];
	}

	/** As SORS had it last; null where it has no document. */
	private static function documentTotal( OutboxEntry $entry ): ?string {
		if ( OutboxEntry::SENT !== $entry->state || $entry->hasIssue( [ Issue::MISSING ] ) ) {
			return null;
		}
		$name = [
			Reconciliation::TOTAL    => 'total',
			Reconciliation::FOLLOWED => 'total',
			Issue::DISCOUNTED_TWICE  => 'document',
		][ null === $entry->issue ? '' : $entry->issue->code ] ?? '';
		$now  = null === $entry->issue ? null : $entry->issue->data[ $name ] ?? null;
		return is_string( $now ) ? $now : $entry->total;
	}

	/**
	 * @param array<string, list<string>> $conditions
	 * @param string                      $asked      What they change with, beside the time.
	 *
	 * @return array<string, int> Kind => how many; of many, as they were counted some minutes ago.
	 */
	private static function counts( int $unseen, array $conditions, string $asked ): array {
		$count  = 'SELECT finding, COUNT(*) AS many FROM (' . self::entries( $conditions ) . ') e GROUP BY finding';
		$known  = Total::each( self::FINDINGS, static fn(): array => array_map( 'intval', array_column( Sql::rows( $count ), 'many', 'finding' ) ), Total::MANY, $asked );
		$counts = [];
		foreach ( array_keys( $conditions ) as $kind ) {
			$counts[ $kind ] = $known[ $kind ] ?? 0;
		}
		$counts['notSent'] += $unseen;
		return $counts;
	}

	/**
	 * @param array{kind?: string, search?: string, page?: int, per_page?: int} $query
	 * @param list<int>                                                        $unseen Orders without an entry.
	 * @param array<string, list<string>>                                      $conditions
	 *
	 * @return array{items: list<array{string, OutboxEntry|int}>, present: list<int>, total: int|null} Kind with the entry, or with the id of an order that has none yet; newest first. Of their orders, the ids of those that are in the shop. total: null = as counts() has it.
	 */
	private static function findings( array $query, array $unseen, array $conditions ): array {
		$kind   = $query['kind'] ?? '';
		$only   = array_intersect_key( $conditions, [ $kind => true ] );
		$those  = [] === $only ? $conditions : $only;
		$search = ltrim( trim( $query['search'] ?? '' ), '#' );
		if ( '' !== $search ) {
			$found = Sql::prepare( '(r.order_id = %d OR r.document_number = %s)', ctype_digit( $search ) ? (int) $search : 0, $search );
			$those = array_map( static fn( array $conditions ): array => array_map( static fn( string $condition ): string => "$found AND $condition", $conditions ), $those );
		}
		$bare    = '' === $kind || 'notSent' === $kind ? array_values( array_filter( $unseen, static fn( int $id ): bool => '' === $search || (string) $id === $search ) ) : [];
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
		return [
			'items'   => $items,
			'present' => array_values( array_unique( array_filter( $ids ) ) ),
			'total'   => '' === $search ? null : count( $bare ) + (int) Sql::value( 'SELECT COUNT(*) FROM (' . self::entries( $those ) . ') e' ),
		];
	}

	/**
	 * @param string|null $eligible See eligible().
	 *
	 * @return array<string, list<string>> Kind => conditions on an entry r and its order o. No entry meets two of them, and each has a key of its own.
	 */
	private static function conditions( ?string $eligible ): array {
		$sent = static fn( string ...$codes ): array => array_map( static fn( string $code ): string => Sql::prepare( 'r.state = %s AND r.issue_code = %s', OutboxEntry::SENT, $code ), $codes );
		return [
			'notSent'    => array_merge( [ self::document( OutboxEntry::REJECTED ) ], null === $eligible ? [] : self::late( $eligible ) ),
			'missing'    => $sent( Issue::MISSING ),
			'uncertain'  => [ self::document( OutboxEntry::UNCERTAIN ) ],
			'doubled'    => $sent( Issue::DOUBLED ),
			'otherTotal' => $sent( Reconciliation::TOTAL, Reconciliation::FOLLOWED, ChangedOrders::CODE, Issue::REFUND, Issue::DISCOUNTED_TWICE ),
			'orphaned'   => $sent( OrphanedDocuments::TRASHED, OrphanedDocuments::DELETED ),
		];
	}

	/** Of a payment the document is there. */
	private static function document( string $state ): string {
		return Sql::prepare( 'r.state = %s AND r.role <> %s', $state, OutboxEntry::ROLE_PAYMENT );
	}

	/** @return list<string> Orders that should be sent, and are on their way for long, or were left out for what is over. */
	private static function late( string $eligible ): array {
		$late = static fn( string $state ): string => Sql::prepare( 'r.state = %s AND r.created_at < %s', $state, DatabaseClock::datetime( time() - self::PATIENCE ) );
		// In years many are never paid. What is older than the comparison looks has its turn in the sweep.
		$over = "r.state = 'skipped' AND r.error_code IN (" . Sql::quoted( self::OVER ) . ') AND ' . Sql::prepare( 'r.created_at >= %s', DatabaseClock::datetime( self::since() ) ) . " AND r.acknowledged_by = ''";
		return array_map(
			static fn( string $condition ): string => "$condition AND r.role = 'sale' AND $eligible",
			[ $late( OutboxEntry::QUEUED ), $late( OutboxEntry::WAITING ), $late( OutboxEntry::SENDING ), $over ]
		);
	}

	/** @return int Unix timestamp: what is older is not compared any more. */
	private static function since(): int {
		return time() - Reconciliation::DAYS * DAY_IN_SECONDS;
	}

	/**
	 * SQL: id, order_id and role of the entries that meet any of these conditions, and the kind of finding.
	 *
	 * @param array<string, list<string>> $conditions See conditions().
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
	private static function withoutEntry( ?string $eligible ): array {
		if ( null === $eligible ) {
			return [];
		}
		$found = null;
		$known = Total::each(
			self::UNSEEN,
			static function () use ( $eligible, &$found ): array {
				$found = self::unseen( $eligible );
				// Where there are none, the number of orders that were looked at decides whether that is kept.
				return [ count( $found ), [] === $found ? self::orders() : 0 ];
			},
			self::MANY_ORDERS,
			$eligible
		);
		return $found ?? ( 0 === ( $known[0] ?? -1 ) ? [] : self::unseen( $eligible ) );
	}

	/** @return list<int> */
	private static function unseen( string $eligible ): array {
		$storage = OrderStorage::current();
		$sql     = "SELECT o.{$storage->id} FROM {$storage->table} o LEFT JOIN " . OutboxTable::name() . " r ON r.order_id = o.{$storage->id} AND r.role = 'sale'
			WHERE r.id IS NULL AND o.{$storage->type} = 'shop_order' AND {$storage->madeSince( self::since() )} AND $eligible";
		return array_map( 'intval', Sql::column( "$sql AND o.{$storage->created} < %s ORDER BY o.{$storage->id} DESC LIMIT 1000", DatabaseClock::datetime( time() - Intake::settleSeconds() ) ) );
	}

	/** @return int How many orders of these days there are; of many, as many as make the total stand. */
	private static function orders(): int {
		$storage = OrderStorage::current();
		return (int) Sql::value( "SELECT COUNT(*) FROM (SELECT 1 FROM {$storage->table} o WHERE o.{$storage->type} = 'shop_order' AND {$storage->madeSince( self::since() )} LIMIT " . self::MANY_ORDERS . ') those' );
	}

	/** @return string|null Condition on an order that is sent automatically; null where none is. */
	private function eligible(): ?string {
		$settings = $this->settings->load();
		if ( ! $settings->exportOrders ) {
			return null;
		}
		$storage = OrderStorage::current();
		return $storage->eligible( $settings ) . ' AND ' . ExportPeriods::sql( $storage );
	}
}
