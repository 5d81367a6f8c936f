<?php
declare( strict_types=1 );

namespace SorsApi\Issues;

use SorsApi\Database\DatabaseClock;
use SorsApi\Database\Sql;
use SorsApi\Database\Tables;
use SorsApi\Entries\Issue;
use SorsApi\Entries\OutboxEntry;
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

	private const KINDS = [ 'notSent', 'missing', 'uncertain', 'doubled', 'otherTotal', 'orphaned' ];

	/** Seconds that an order may take on its way before it counts as a finding. */
	private const PATIENCE = 3600;

	/** Reasons for leaving an order out that no longer hold once the order is in a status that is sent. */
	private const OVER = [ 'status', 'export_off', 'order_trashed', 'draft', 'no_items' ];

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
	}

	/**
	 * @param array{kind?: string, search?: string, page?: int, per_page?: int} $query
	 *
	 * @return array<string, mixed> Zod `reconciliationResponse`.
	 */
	public function make( array $query ): array {
		$last       = $this->reconciliation->last();
		$eligible   = $this->eligible();
		$unseen     = $this->withoutEntry( $eligible );
		$conditions = $this->conditions( $eligible );
		$counts     = $this->counts( count( $unseen ), $conditions );
		$found      = $this->findings( $query, $unseen, $counts, $conditions );
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
			'total'      => $found['total'],
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
	 * @param array<string, string> $conditions
	 *
	 * @return array<string, int> Kind => how many.
	 */
	private function counts( int $unseen, array $conditions ): array {
		$sums = [];
		foreach ( $conditions as $kind => $condition ) {
			$sums[] = "SUM(CASE WHEN $condition THEN 1 ELSE 0 END) AS $kind";
		}
		$row    = Sql::rows( 'SELECT ' . implode( ', ', $sums ) . ' ' . self::tables() )[0] ?? [];
		$counts = [];
		foreach ( self::KINDS as $kind ) {
			// A sum over nothing is NULL.
			$counts[ $kind ] = (int) ( $row[ $kind ] ?? 0 );
		}
		$counts['notSent'] += $unseen;
		return $counts;
	}

	/**
	 * @param array{kind?: string, search?: string, page?: int, per_page?: int} $query
	 * @param list<int>                                                        $unseen Orders without an entry.
	 * @param array<string, int>                                               $counts As counts() gives them.
	 * @param array<string, string>                                            $conditions
	 *
	 * @return array{items: list<array{string, OutboxEntry|int}>, present: list<int>, total: int} Kind with the entry, or with the id of an order that has none yet; newest first. Of their orders, the ids of those that are in the shop.
	 */
	private function findings( array $query, array $unseen, array $counts, array $conditions ): array {
		$kind       = $query['kind'] ?? '';
		$where      = '(' . ( isset( $conditions[ $kind ] ) ? $conditions[ $kind ] : implode( ') OR (', $conditions ) ) . ')';
		$search     = ltrim( trim( $query['search'] ?? '' ), '#' );
		if ( '' !== $search ) {
			$where = "($where) AND " . Sql::prepare( '(r.order_id = %d OR r.document_number = %s)', ctype_digit( $search ) ? (int) $search : 0, $search );
		}
		$bare   = '' === $kind || 'notSent' === $kind ? array_values( array_filter( $unseen, static fn( int $id ): bool => '' === $search || (string) $id === $search ) ) : [];
		$size   = max( 1, min( 100, $query['per_page'] ?? 20 ) );
		$start  = ( max( 1, $query['page'] ?? 1 ) - 1 ) * $size;
		$items  = array_map( static fn( int $id ): array => [ 'notSent', $id ], array_slice( $bare, $start, $size ) );
		$limit  = $size - count( $items );
		$offset = max( 0, $start - count( $bare ) );
		$ids     = array_column( $items, 1 );
		$present = OrderStorage::current()->ownId() . ' AS present';
		foreach ( 0 === $limit ? [] : Sql::rows( "SELECT r.*, $present " . self::tables() . " WHERE $where ORDER BY r.id DESC LIMIT $limit OFFSET $offset" ) as $row ) {
			$entry   = new OutboxEntry( $row );
			$items[] = [ self::kindOf( $entry ), $entry ];
			$ids[]   = (int) $row['present'];
		}
		return [
			'items'   => $items,
			'present' => array_values( array_unique( array_filter( $ids ) ) ),
			// No entry is of two kinds.
			'total'   => '' === $search ? $counts[ $kind ] ?? (int) array_sum( $counts ) : count( $bare ) + (int) Sql::value( 'SELECT COUNT(*) ' . self::tables() . " WHERE $where" ),
		];
	}

	private static function kindOf( OutboxEntry $entry ): string {
		if ( OutboxEntry::UNCERTAIN === $entry->state ) {
			return 'uncertain';
		}
		if ( OutboxEntry::SENT !== $entry->state ) {
			return 'notSent';
		}
		$kinds = [
			Issue::MISSING             => 'missing',
			Reconciliation::DOUBLED    => 'doubled',
			OrphanedDocuments::TRASHED => 'orphaned',
			OrphanedDocuments::DELETED => 'orphaned',
		];
		return $kinds[ null === $entry->issue ? '' : $entry->issue->code ] ?? 'otherTotal';
	}

	/**
	 * @param string|null $eligible See eligible().
	 *
	 * @return array<string, string> Kind => condition on an entry r and its order o.
	 */
	private function conditions( ?string $eligible ): array {
		$sent = static fn( string $code ): string => Sql::prepare( 'r.state = %s AND r.issue_code = %s', OutboxEntry::SENT, $code );
		return [
			'notSent'    => self::notSent( $eligible ),
			'missing'    => $sent( Issue::MISSING ),
			'uncertain'  => self::document( OutboxEntry::UNCERTAIN ),
			'doubled'    => $sent( Reconciliation::DOUBLED ),
			'otherTotal' => $sent( Reconciliation::TOTAL ) . ' OR ' . $sent( Reconciliation::FOLLOWED ) . ' OR ' . $sent( ChangedOrders::CODE ) . ' OR ' . $sent( Issue::REFUND ) . ' OR ' . $sent( Issue::DISCOUNTED_TWICE ),
			'orphaned'  => $sent( OrphanedDocuments::TRASHED ) . ' OR ' . $sent( OrphanedDocuments::DELETED ),
		];
	}

	/** Of a payment the document is there. */
	private static function document( string $state ): string {
		return Sql::prepare( 'r.state = %s AND r.role <> %s', $state, OutboxEntry::ROLE_PAYMENT );
	}

	private static function notSent( ?string $eligible ): string {
		$rejected = self::document( OutboxEntry::REJECTED );
		if ( null === $eligible ) {
			return $rejected;
		}
		$late = Sql::prepare( "r.state IN ('queued', 'waiting', 'sending') AND r.created_at < %s", DatabaseClock::datetime( time() - self::PATIENCE ) );
		$over = "r.state = 'skipped' AND r.acknowledged_by = '' AND r.error_code IN (" . Sql::quoted( self::OVER ) . ')';
		return "$rejected OR (r.role = 'sale' AND $eligible AND (($late) OR ($over)))";
	}

	/** @return list<int> Orders of as many days as are compared, that should be sent and that neither a hook nor the sweep has seen so far, newest first. */
	private function withoutEntry( ?string $eligible ): array {
		if ( null === $eligible ) {
			return [];
		}
		$storage = OrderStorage::current();
		$sql     = "SELECT o.{$storage->id} FROM {$storage->table} o LEFT JOIN " . Tables::name( Tables::OUTBOX ) . " r ON r.order_id = o.{$storage->id} AND r.role = 'sale'
			WHERE r.id IS NULL AND o.{$storage->type} = 'shop_order' AND {$storage->madeSince( time() - Reconciliation::DAYS * DAY_IN_SECONDS )} AND $eligible";
		return array_map( 'intval', Sql::column( "$sql AND o.{$storage->created} < %s ORDER BY o.{$storage->id} DESC LIMIT 1000", DatabaseClock::datetime( time() - Intake::settleSeconds() ) ) );
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

	private static function tables(): string {
		$storage = OrderStorage::current();
		$table   = Tables::name( Tables::OUTBOX );
		$open    = "SELECT id FROM $table WHERE state IN ('rejected', 'uncertain', 'queued', 'waiting', 'sending')";
		$noted   = "SELECT id FROM $table WHERE state = 'sent' AND issue_code IS NOT NULL";
		// In years many are never paid. What is older than the comparison looks has its turn in the sweep.
		$over    = "SELECT id FROM $table WHERE state = 'skipped' AND error_code IN (" . Sql::quoted( self::OVER ) . ') AND ' . Sql::prepare( 'created_at >= %s', DatabaseClock::datetime( time() - Reconciliation::DAYS * DAY_IN_SECONDS ) );
		// Each part has a key of its own; of all entries these are few.
		return "FROM ($open UNION $noted UNION $over) few JOIN $table r ON r.id = few.id LEFT JOIN {$storage->table} o ON o.{$storage->id} = r.order_id";
	}
}
