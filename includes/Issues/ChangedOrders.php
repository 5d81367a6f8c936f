<?php
declare( strict_types=1 );

namespace SorsApi\Issues;

use SorsApi\Database\Tables;
use SorsApi\Documents\OrderSnapshot;
use SorsApi\Entries\History;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Ledger\AcknowledgedQuantities;
use SorsApi\Orders\OrderReader;
use SorsApi\Orders\OrderStorage;
use SorsApi\Outbox\Transitions;
use SorsApi\Settings\SettingsStore;
use SorsApi\Sors\Decimal;

/** Finds orders that were edited after they were sent, and marks them. */
final class ChangedOrders {

	public const CODE = 'changed';

	private OutboxTable $rows;
	private OrderReader $orders;
	private SettingsStore $settings;
	private History $history;

	public function __construct( OutboxTable $rows, OrderReader $orders, SettingsStore $settings, History $history ) {
		$this->rows     = $rows;
		$this->orders   = $orders;
		$this->settings = $settings;
		$this->history  = $history;
	}

	/** Marks a sent sale whose order is another one by now, or takes the mark off again. */
	public function check( OutboxEntry $sale ): void {
		$order = $this->orders->load( $sale->orderId );
		if ( OutboxEntry::SENT !== $sale->state || 'owner' === $sale->knownBy || null === $order || in_array( $order->get_status(), [ 'cancelled', 'trash', 'refunded' ], true ) ) {
			return;
		}
		$difference  = self::difference( $this->orders->snapshot( $order, $this->settings->load() ), $sale, $this->rows->ofOrder( $sale->orderId ) );
		$fingerprint = null === $difference ? null : self::fingerprint( $difference );
		if ( null === $difference || $fingerprint === $sale->accepted ) {
			if ( self::CODE === $sale->errorCode ) {
				$this->rows->update( $sale->id, Transitions::NO_ERROR );
			}
			return;
		}
		if ( $sale->errorMessage !== $difference ) {
			$this->rows->update( $sale->id, Transitions::error( self::CODE, $difference ) );
			$this->history->add( $sale->id, self::CODE, $difference );
		}
	}

	/** By which an accepted difference is known again. */
	public static function fingerprint( string $words ): string {
		return substr( hash( 'sha256', $words ), 0, 32 );
	}

	/** "Leave it as it is": this difference is not shown again, another one is. */
	public function accept( OutboxEntry $sale ): void {
		$accepted = in_array( $sale->errorCode, OrphanedDocuments::CODES, true ) ? OrphanedDocuments::KEPT : self::fingerprint( (string) $sale->errorMessage );
		$this->rows->update( $sale->id, [ 'accepted' => $accepted ] + Transitions::NO_ERROR );
		$this->history->add( $sale->id, 'decided', __( 'The difference between the order and its document was accepted.', 'sors-api-for-woocommerce' ) );
	}

	/** @return int Orders looked at: those that changed after their row did, or just before, since a change that a hook saw touches the row as well. */
	public function sweep( int $limit = 200 ): int {
		global $wpdb;
		$storage = OrderStorage::current();
		$table   = Tables::name( Tables::OUTBOX );
		$rows    = OutboxTable::many(
			(string) $wpdb->prepare(
				"SELECT r.* FROM $table r JOIN {$storage->table} o ON o.{$storage->id} = r.order_id
				WHERE r.role = 'sale' AND r.state = 'sent' AND r.next_attempt_at IS NULL AND o.{$storage->modified} > DATE_SUB(r.updated_at, INTERVAL 2 MINUTE) ORDER BY r.id DESC LIMIT %d",
				$limit
			)
		);
		foreach ( $rows as $row ) {
			$this->check( $row );
			// Looked at: not again until the order changes again.
			$this->rows->update( $row->id, [] );
		}
		return count( $rows );
	}

	/**
	 * In words; null = none. Refunds of after the sending have rows of their own and make none. Pure.
	 *
	 * @param list<OutboxEntry> $rows All of the order.
	 */
	public static function difference( OrderSnapshot $order, OutboxEntry $sale, array $rows ): ?string {
		$total = $order->total;
		foreach ( $sale->refundIds as $refundId ) {
			$total = Decimal::subtract( $total, $order->refunds[ $refundId ] ?? '0' );
		}
		$total = Decimal::round( $total, 2 );
		$parts = [];
		if ( null !== $sale->total && ! Decimal::equals( $total, $sale->total ) ) {
			/* translators: 1: amount in RSD, 2: amount in RSD. */
			$parts[] = sprintf( __( 'total %1$s RSD instead of %2$s RSD', 'sors-api-for-woocommerce' ), $total, $sale->total );
		}
		$kept  = [];
		$names = [];
		foreach ( $order->lines as $line ) {
			$objectId           = $line->objectId();
			$kept[ $objectId ]  = Decimal::add( $kept[ $objectId ] ?? '0', Decimal::subtract( $line->quantity, $line->restockedQuantity ) );
			$names[ $objectId ] = $line->name;
		}
		foreach ( self::returnsAreDone( $rows ) ? AcknowledgedQuantities::ofDocuments( $rows ) : [] as $objectId => $known ) {
			if ( ! Decimal::equals( $kept[ $objectId ] ?? '0', $known ) ) {
				/* translators: 1: name of a product, 2: quantity, 3: quantity. */
				$parts[] = sprintf( __( '%1$s: quantity %2$s instead of %3$s', 'sors-api-for-woocommerce' ), $names[ $objectId ] ?? '#' . $objectId, $kept[ $objectId ] ?? '0', $known );
			}
		}
		/* translators: %s: list of differences. */
		return [] === $parts ? null : sprintf( __( 'The order was changed after it was sent: %s.', 'sors-api-for-woocommerce' ), implode( '; ', $parts ) );
	}

	/** @param list<OutboxEntry> $rows */
	private static function returnsAreDone( array $rows ): bool {
		foreach ( $rows as $row ) {
			if ( OutboxEntry::ROLE_RETURN === $row->role && ! in_array( $row->state, [ OutboxEntry::SENT, OutboxEntry::SKIPPED ], true ) ) {
				return false;
			}
		}
		return true;
	}
}
