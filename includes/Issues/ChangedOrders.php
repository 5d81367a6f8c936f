<?php
declare( strict_types=1 );

namespace SorsApi\Issues;

use SorsApi\Database\Tables;
use SorsApi\Documents\OrderSnapshot;
use SorsApi\Entries\History;
use SorsApi\Entries\Issue;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Ledger\AcknowledgedQuantities;
use SorsApi\Orders\OrderReader;
use SorsApi\Orders\OrderStorage;
use SorsApi\Settings\SettingsStore;
use SorsApi\Sors\Decimal;

/** Finds orders that were edited after they were sent, and marks them. */
final class ChangedOrders {

	public const CODE = 'changed';

	private OutboxTable $entries;
	private OrderReader $orders;
	private SettingsStore $settings;
	private History $history;

	public function __construct( OutboxTable $entries, OrderReader $orders, SettingsStore $settings, History $history ) {
		$this->entries     = $entries;
		$this->orders   = $orders;
		$this->settings = $settings;
		$this->history  = $history;
	}

	/** Marks a sent sale whose order has changed since, or takes the mark off again. */
	public function check( OutboxEntry $sale ): void {
		$order = $this->orders->load( $sale->orderId );
		if ( OutboxEntry::SENT !== $sale->state || OutboxEntry::BY_OWNER === $sale->acknowledgedBy || null === $order || in_array( $order->get_status(), [ 'cancelled', 'trash', 'refunded' ], true ) ) {
			return;
		}
		$issue = self::difference( $this->orders->snapshot( $order, $this->settings->load() ), $sale, $this->entries->ofOrder( $sale->orderId ) );
		if ( null === $issue || $issue->fingerprint() === $sale->issueAccepted ) {
			if ( $sale->hasIssue( [ self::CODE ] ) ) {
				$this->entries->update( $sale->id, OutboxTable::NO_ISSUE );
			}
			return;
		}
		if ( null === $sale->issue || $sale->issue->fingerprint() !== $issue->fingerprint() ) {
			$this->entries->update( $sale->id, OutboxTable::issue( $issue ) );
			$this->history->add( $sale->id, self::CODE, IssueText::of( $sale, $issue ) );
		}
	}

	/** "Leave it as it is": this difference is not shown again, but a new one is. */
	public function accept( OutboxEntry $sale ): void {
		if ( null !== $sale->issue ) {
			$accepted = $sale->hasIssue( OrphanedDocuments::CODES ) ? OrphanedDocuments::KEPT : $sale->issue->fingerprint();
			$this->entries->update( $sale->id, [ 'issue_accepted' => $accepted ] + OutboxTable::NO_ISSUE );
			$this->history->add( $sale->id, 'decided', __( 'The difference between the order and its document was accepted.', 'sors-api-for-woocommerce' ) );
		}
	}

	/** @return int Orders that were checked: those that changed after their entry, or just before, since a change that a hook saw touches the entry as well. */
	public function sweep( int $limit = 200 ): int {
		global $wpdb;
		$storage = OrderStorage::current();
		$table   = Tables::name( Tables::OUTBOX );
		$entries = OutboxTable::many(
			(string) $wpdb->prepare(
				"SELECT r.* FROM $table r JOIN {$storage->table} o ON o.{$storage->id} = r.order_id
				WHERE r.role = 'sale' AND r.state = 'sent' AND r.next_attempt_at IS NULL AND o.{$storage->modified} > DATE_SUB(r.updated_at, INTERVAL 2 MINUTE) ORDER BY r.id DESC LIMIT %d",
				$limit
			)
		);
		foreach ( $entries as $entry ) {
			$this->check( $entry );
			// Checked: not again until the order changes again.
			$this->entries->update( $entry->id, [] );
		}
		return count( $entries );
	}

	/**
	 * Null = none. Refunds made after the order was sent have entries of their own, so they are no difference. Pure.
	 *
	 * @param list<OutboxEntry> $entries All of the order.
	 */
	public static function difference( OrderSnapshot $order, OutboxEntry $sale, array $entries ): ?Issue {
		$total = $order->total;
		foreach ( $sale->refundIds as $refundId ) {
			$total = Decimal::subtract( $total, $order->refunds[ $refundId ] ?? '0' );
		}
		$total = Decimal::round( $total, 2 );
		$data  = [];
		if ( null !== $sale->total && ! Decimal::equals( $total, $sale->total ) ) {
			$data['total'] = [
				'order'    => $total,
				'document' => $sale->total,
			];
		}
		$kept  = [];
		$names = [];
		foreach ( $order->lines as $line ) {
			$objectId           = $line->objectId();
			$kept[ $objectId ]  = Decimal::add( $kept[ $objectId ] ?? '0', Decimal::subtract( $line->quantity, $line->restockedQuantity ) );
			$names[ $objectId ] = $line->name;
		}
		foreach ( self::returnsAreDone( $entries ) ? AcknowledgedQuantities::ofDocuments( $entries ) : [] as $objectId => $acknowledged ) {
			$quantity = $kept[ $objectId ] ?? '0';
			if ( ! Decimal::equals( $quantity, $acknowledged ) ) {
				$data['quantities'][] = [
					'objectId' => $objectId,
					'name'     => $names[ $objectId ] ?? '#' . $objectId,
					'order'    => $quantity,
					'document' => $acknowledged,
				];
			}
		}
		return [] === $data ? null : new Issue( self::CODE, $data );
	}

	/** @param list<OutboxEntry> $entries */
	private static function returnsAreDone( array $entries ): bool {
		foreach ( $entries as $entry ) {
			if ( OutboxEntry::ROLE_RETURN === $entry->role && ! in_array( $entry->state, [ OutboxEntry::SENT, OutboxEntry::SKIPPED ], true ) ) {
				return false;
			}
		}
		return true;
	}
}
