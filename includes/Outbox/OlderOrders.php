<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Orders\OrderStorage;
use SorsApi\Settings\SettingsStore;
use SorsApi\Setup\Tables;

/** Orders of before the export, for whoever wants them in SORS all the same: counted first, then handed to Outbox::send(). */
final class OlderOrders {

	private SettingsStore $settings;

	public function __construct( SettingsStore $settings ) {
		$this->settings = $settings;
	}

	/**
	 * Orders in a status that is sent, which nobody sent and nobody said to be in SORS.
	 *
	 * @param \DateTimeInterface $from  The first moment that counts.
	 * @param \DateTimeInterface $until The first moment that no longer counts.
	 *
	 * @return list<int> Oldest first.
	 */
	public function ids( \DateTimeInterface $from, \DateTimeInterface $until ): array {
		global $wpdb;
		$storage  = OrderStorage::current();
		$eligible = Eligible::sql( $this->settings->load(), $storage );
		$ids      = $wpdb->get_col(
			$wpdb->prepare(
				"SELECT o.{$storage->id} FROM {$storage->table} o LEFT JOIN " . Tables::name( Tables::OUTBOX ) . " r ON r.order_id = o.{$storage->id} AND r.role = 'sale'
				WHERE o.{$storage->type} = 'shop_order' AND $eligible
				AND o.{$storage->created} >= %s AND o.{$storage->created} < %s
				AND (r.id IS NULL OR (r.state = 'skipped' AND r.known_by <> 'owner')) ORDER BY o.{$storage->id}",
				Intake::datetime( $from->getTimestamp() ),
				Intake::datetime( $until->getTimestamp() )
			)
		);
		return array_values( array_map( 'intval', $ids ) );
	}
}
