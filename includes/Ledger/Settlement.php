<?php
declare( strict_types=1 );

namespace SorsApi\Ledger;

use SorsApi\Database\DatabaseClock;
use SorsApi\Database\Tables;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Orders\OrderReader;
use SorsApi\Orders\SoldQuantities;
use SorsApi\Settings\SettingsStore;
use SorsApi\Sors\Decimal;

/**
 * Closes the books on orders whose sold and acknowledged quantities agree, so that the
 * ledger need not look at them for ever. Any change of such an order opens it
 * again, and the ledger still heeds one that SORS learned of only after its figure.
 */
final class Settlement {

	/** Seconds that an order has to be left alone. */
	private const QUIET = 600;

	/** Rows in which something is still to happen. */
	private const MOVING = [ OutboxEntry::QUEUED, OutboxEntry::SENDING, OutboxEntry::WAITING, OutboxEntry::REJECTED, OutboxEntry::UNCERTAIN ];

	private SettingsStore $settings;

	public function __construct( SettingsStore $settings ) {
		$this->settings = $settings;
	}

	/**
	 * Those that were looked at longest ago come first, so that orders which never agree keep no others waiting.
	 *
	 * @return int Orders settled.
	 */
	public function run( int $limit = 500 ): int {
		global $wpdb;
		$table  = Tables::name( Tables::OUTBOX );
		$moving = "'" . implode( "', '", self::MOVING ) . "'";
		$orders = array_map(
			'intval',
			$wpdb->get_col(
				$wpdb->prepare(
					"SELECT order_id FROM $table WHERE settlement IN ('open', 'checking') GROUP BY order_id HAVING MAX(updated_at) < %s AND SUM(CASE WHEN state IN ($moving) THEN 1 ELSE 0 END) = 0 ORDER BY MAX(updated_at), order_id LIMIT %d",
					DatabaseClock::datetime( time() - self::QUIET ),
					$limit
				)
			)
		);
		if ( [] === $orders ) {
			return 0;
		}
		// Marked before they are read: whoever changes such an order meanwhile takes the mark off, and then it is not settled.
		$this->mark( $orders, OutboxEntry::OPEN, OutboxEntry::CHECKING, false );
		// And settings that another process changed since are read now; a later change takes the mark off as well.
		OrderReader::forget();
		$sold         = SoldQuantities::ofOrders( $orders );
		$acknowledged = AcknowledgedQuantities::of( array_values( $orders ), PHP_INT_MAX, new CountedDocuments( $this->settings ) );
		$settled      = [];
		foreach ( $orders as $orderId ) {
			if ( self::agree( $sold[ $orderId ] ?? [], $acknowledged[ $orderId ] ?? [] ) ) {
				$settled[] = $orderId;
			}
		}
		$this->mark( $settled, OutboxEntry::CHECKING, OutboxEntry::SETTLED, false );
		$this->mark( array_diff( $orders, $settled ), OutboxEntry::CHECKING, OutboxEntry::OPEN, true );
		return count( $settled );
	}

	/** @param array<int> $orderIds */
	private function mark( array $orderIds, string $from, string $to, bool $touch ): void {
		global $wpdb;
		if ( [] === $orderIds ) {
			return;
		}
		$touched = $touch ? $wpdb->prepare( ', updated_at = %s', DatabaseClock::utc() ) : '';
		$wpdb->query( $wpdb->prepare( 'UPDATE ' . Tables::name( Tables::OUTBOX ) . " SET settlement = %s$touched WHERE settlement = %s AND order_id IN (" . implode( ', ', array_map( 'intval', $orderIds ) ) . ')', $to, $from ) );
	}

	/**
	 * @param array<int, string> $sold
	 * @param array<int, string> $acknowledged
	 */
	private static function agree( array $sold, array $acknowledged ): bool {
		foreach ( array_keys( $sold + $acknowledged ) as $objectId ) {
			if ( ! Decimal::equals( $sold[ $objectId ] ?? '0', $acknowledged[ $objectId ] ?? '0' ) ) {
				return false;
			}
		}
		return true;
	}
}
