<?php
declare( strict_types=1 );

namespace SorsApi\Issues;

use SorsApi\Database\DatabaseClock;
use SorsApi\Database\Tables;
use SorsApi\Documents\OrderContents;
use SorsApi\Documents\OrderSnapshot;
use SorsApi\Entries\History;
use SorsApi\Entries\Issue;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Ledger\AcknowledgedQuantities;
use SorsApi\Log\Log;
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
			$this->history->decided( $sale->id, __( 'The difference between the order and its document was accepted.', 'sors-api-for-woocommerce' ) );
		}
	}

	/**
	 * Checks sent orders that changed since they were compared with their document last; or shortly before, since the
	 * shop's servers need not agree about the time. What else happens to an entry says nothing of this.
	 *
	 * @return int Orders that were checked.
	 */
	public function sweep( int $seconds = 5, int $atOnce = 100 ): int {
		global $wpdb;
		$storage  = OrderStorage::current();
		$table    = Tables::name( Tables::OUTBOX );
		$deadline = microtime( true ) + $seconds;
		$checked  = 0;
		$below    = PHP_INT_MAX;
		do {
			$entries = OutboxTable::many(
				(string) $wpdb->prepare(
					"SELECT r.* FROM $table r JOIN {$storage->table} o ON o.{$storage->id} = r.order_id
					WHERE r.role = 'sale' AND r.state = 'sent' AND r.next_attempt_at IS NULL AND r.id < %d
					AND (r.compared_at IS NULL OR o.{$storage->modified} > DATE_SUB(r.compared_at, INTERVAL 2 MINUTE)) ORDER BY r.id DESC LIMIT %d",
					$below,
					$atOnce
				)
			);
			foreach ( $entries as $entry ) {
				$below = $entry->id;
				// One order that another plugin breaks keeps no other from being checked.
				Log::guard( "Comparing order $entry->orderId with its document", fn() => $this->compare( $entry ) );
			}
			$checked += count( $entries );
		} while ( count( $entries ) === $atOnce && microtime( true ) < $deadline );
		return $checked;
	}

	private function compare( OutboxEntry $sale ): void {
		$readAt = DatabaseClock::datetime( time() );
		$this->check( $sale );
		$this->entries->update( $sale->id, [ 'compared_at' => $readAt ] );
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
		$edits = null === $sale->contents ? [] : OrderContents::difference( $sale->contents, $order );
		foreach ( $edits['quantities'] ?? [] as $line ) {
			// Documents and returns say it better, where they hold the product.
			if ( ! in_array( $line['objectId'], array_column( $data['quantities'] ?? [], 'objectId' ), true ) ) {
				$data['quantities'][] = $line;
			}
		}
		$data += array_diff_key( $edits, [ 'quantities' => true ] );
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
