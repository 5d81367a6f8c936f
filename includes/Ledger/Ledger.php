<?php
declare( strict_types=1 );

namespace SorsApi\Ledger;

use SorsApi\Database\Sql;
use SorsApi\Database\Tables;
use SorsApi\Orders\SoldQuantities;
use SorsApi\Settings\SettingsStore;
use SorsApi\Sors\Decimal;

/** What the shop has sold and SORS' stock figure does not contain yet. */
final class Ledger {

	private SettingsStore $settings;
	private OpenOrders $openOrders;

	public function __construct( SettingsStore $settings, OpenOrders $openOrders ) {
		$this->settings   = $settings;
		$this->openOrders = $openOrders;
	}

	/**
	 * Whether all orders are in it; before that no stock may be written.
	 *
	 * @param int $seconds For how long those that are missing may be added now.
	 */
	public function isComplete( int $seconds ): bool {
		return $this->openOrders->areIn( $seconds );
	}

	/**
	 * Reads past every cache, inside the caller's transaction; call it after the stock was read.
	 *
	 * @param list<int> $productIds Products and variations. What variations owe counts for their product, too.
	 * @param int       $readAt     When the figure was asked of SORS: microseconds of the database's clock.
	 *
	 * @return array<int, string> Product or variation id => quantity (decimal, above 0); absent = 0.
	 */
	public function owed( array $productIds, int $readAt ): array {
		if ( [] === $productIds ) {
			return [];
		}
		$sold = [];
		foreach ( SoldQuantities::ofItems( self::openItems( $productIds, $readAt ) ) as $line ) {
			$key          = $line['orderId'] . ' ' . $line['objectId'];
			$sold[ $key ] = [ 'sold' => Decimal::add( $sold[ $key ]['sold'] ?? '0', $line['sold'] ) ] + $line;
		}
		$acknowledged = AcknowledgedQuantities::of( array_values( array_unique( array_column( $sold, 'orderId' ) ) ), $readAt, new CountedDocuments( $this->settings ) );
		$owed         = [];
		foreach ( $sold as $line ) {
			$missing = Decimal::subtract( $line['sold'], $acknowledged[ $line['orderId'] ][ $line['objectId'] ] ?? '0' );
			if ( Decimal::compare( $missing, '0' ) <= 0 ) {
				continue;
			}
			foreach ( array_unique( [ $line['objectId'], $line['productId'] ] ) as $id ) {
				$owed[ $id ] = Decimal::add( $owed[ $id ] ?? '0', $missing );
			}
		}
		return array_intersect_key( $owed, array_flip( $productIds ) );
	}

	/**
	 * Items of these products in orders that are not settled. A settled order
	 * counts too where SORS learned of it only after the figure was asked for.
	 *
	 * @param non-empty-list<int> $productIds
	 *
	 * @return array<int> Order item ids.
	 */
	private static function openItems( array $productIds, int $readAt ): array {
		global $wpdb;
		$table = Tables::name( Tables::OUTBOX );
		$ids   = "'" . implode( "', '", array_map( 'intval', $productIds ) ) . "'";
		return array_map(
			'intval',
			Sql::column(
				(string) $wpdb->prepare(
					"SELECT DISTINCT i.order_item_id FROM {$wpdb->prefix}woocommerce_order_items i
					JOIN $table r ON r.order_id = i.order_id AND r.role = 'sale' AND (r.settlement IN ('open', 'checking') OR r.acknowledged_at >= %d)
					JOIN {$wpdb->prefix}woocommerce_order_itemmeta m ON m.order_item_id = i.order_item_id AND m.meta_key IN ('_product_id', '_variation_id')
					WHERE i.order_item_type = 'line_item' AND m.meta_value IN ($ids)",
					$readAt
				)
			)
		);
	}
}
