<?php
declare( strict_types=1 );

namespace SorsApi\Backfill;

use SorsApi\Database\DatabaseClock;
use SorsApi\Database\Sql;
use SorsApi\Database\Tables;
use SorsApi\Orders\ExportPeriods;
use SorsApi\Orders\OrderStorage;
use SorsApi\Settings\SettingsStore;

/** Orders from before the export was on, for shops that want them in SORS too: counted first, then handed to Outbox::send(). */
final class OlderOrders {

	private SettingsStore $settings;

	public function __construct( SettingsStore $settings ) {
		$this->settings = $settings;
	}

	/**
	 * Orders in a status that is sent, which were not sent and which no person marked as being in SORS.
	 *
	 * @param \DateTimeInterface $from  The first moment that counts.
	 * @param \DateTimeInterface $until The first moment that no longer counts.
	 * @param int                $after Only orders with a higher id.
	 *
	 * @return list<int> Oldest first.
	 */
	public function ids( \DateTimeInterface $from, \DateTimeInterface $until, int $after = 0, int $limit = PHP_INT_MAX ): array {
		$storage = OrderStorage::current();
		$orders  = $this->orders( $storage, $from, $until );
		return array_map( 'intval', Sql::column( "SELECT o.{$storage->id} $orders AND o.{$storage->id} > $after ORDER BY o.{$storage->id} LIMIT $limit" ) );
	}

	public function count( \DateTimeInterface $from, \DateTimeInterface $until ): int {
		return (int) Sql::value( 'SELECT COUNT(*) ' . $this->orders( OrderStorage::current(), $from, $until ) );
	}

	/** How many came the last time that the export was off. */
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
