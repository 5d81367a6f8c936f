<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Orders\SoldQuantities;
use SorsApi\Settings\SettingsStore;
use SorsApi\Setup\Tables;
use SorsApi\Sors\Decimal;

/**
 * Closes the books on orders whose sold and known quantities agree, so that the
 * ledger need not look at them for ever. Any change of such an order opens it
 * again, and the ledger still heeds one that SORS learned of only after its figure.
 */
final class Settlement {

	/** Seconds that an order has to be left alone. */
	private const QUIET = 600;

	/** Rows in which something is still to happen. */
	private const MOVING = [ OutboxRow::QUEUED, OutboxRow::SENDING, OutboxRow::WAITING, OutboxRow::REJECTED, OutboxRow::UNCERTAIN ];

	private SettingsStore $settings;

	public function __construct( SettingsStore $settings ) {
		$this->settings = $settings;
	}

	/** @return int Orders settled. */
	public function run( int $limit = 500 ): int {
		global $wpdb;
		$table  = Tables::name( Tables::OUTBOX );
		$moving = "'" . implode( "', '", self::MOVING ) . "'";
		$orders = array_map(
			'intval',
			$wpdb->get_col(
				$wpdb->prepare(
					"SELECT order_id FROM $table WHERE done = 0 GROUP BY order_id HAVING MAX(updated_at) < %s AND SUM(CASE WHEN state IN ($moving) THEN 1 ELSE 0 END) = 0 ORDER BY order_id DESC LIMIT %d",
					Intake::datetime( time() - self::QUIET ),
					$limit
				)
			)
		);
		$settled = [];
		$known   = KnownQuantities::of( array_values( $orders ), PHP_INT_MAX, $this->settings->load() );
		foreach ( $orders as $orderId ) {
			if ( self::agree( SoldQuantities::ofOrder( $orderId ), $known[ $orderId ] ?? [] ) ) {
				$settled[] = $orderId;
			}
		}
		foreach ( $settled as $orderId ) {
			$wpdb->query( $wpdb->prepare( "UPDATE $table SET done = 1 WHERE order_id = %d", $orderId ) );
		}
		return count( $settled );
	}

	/**
	 * @param array<int, string> $sold
	 * @param array<int, string> $known
	 */
	private static function agree( array $sold, array $known ): bool {
		foreach ( array_keys( $sold + $known ) as $objectId ) {
			if ( ! Decimal::equals( $sold[ $objectId ] ?? '0', $known[ $objectId ] ?? '0' ) ) {
				return false;
			}
		}
		return true;
	}
}
