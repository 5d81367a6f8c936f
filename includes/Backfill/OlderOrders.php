<?php
declare( strict_types=1 );

namespace SorsApi\Backfill;

use SorsApi\Database\DatabaseClock;
use SorsApi\Database\Tables;
use SorsApi\Orders\ExportPeriods;
use SorsApi\Orders\OrderStorage;
use SorsApi\Settings\SettingsStore;

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
	 * @param int                $after Only orders with a higher id.
	 *
	 * @return list<int> Oldest first.
	 */
	public function ids( \DateTimeInterface $from, \DateTimeInterface $until, int $after = 0, int $limit = PHP_INT_MAX ): array {
		global $wpdb;
		$storage = OrderStorage::current();
		$orders  = $this->orders( $storage, $from, $until );
		return array_values( array_map( 'intval', $wpdb->get_col( "SELECT o.{$storage->id} $orders AND o.{$storage->id} > " . $after . " ORDER BY o.{$storage->id} LIMIT " . $limit ) ) );
	}

	public function count( \DateTimeInterface $from, \DateTimeInterface $until ): int {
		global $wpdb;
		return (int) $wpdb->get_var( 'SELECT COUNT(*) ' . $this->orders( OrderStorage::current(), $from, $until ) );
	}

	/** How many came while the export was off, the last time that it was. */
	public function countLeftOut(): int {
		$gap = ExportPeriods::lastGap();
		return null === $gap ? 0 : $this->count( new \DateTimeImmutable( '@' . $gap[0] ), new \DateTimeImmutable( '@' . $gap[1] ) );
	}

	/** FROM and WHERE. */
	private function orders( OrderStorage $storage, \DateTimeInterface $from, \DateTimeInterface $until ): string {
		global $wpdb;
		$eligible = $storage->eligible( $this->settings->load() );
		return (string) $wpdb->prepare(
			"FROM {$storage->table} o LEFT JOIN " . Tables::name( Tables::OUTBOX ) . " r ON r.order_id = o.{$storage->id} AND r.role = 'sale'
			WHERE o.{$storage->type} = 'shop_order' AND $eligible
			AND o.{$storage->created} >= %s AND o.{$storage->created} < %s
			AND (r.id IS NULL OR (r.state = 'skipped' AND r.acknowledged_by <> 'owner'))",
			DatabaseClock::datetime( $from->getTimestamp() ),
			DatabaseClock::datetime( $until->getTimestamp() )
		);
	}
}
