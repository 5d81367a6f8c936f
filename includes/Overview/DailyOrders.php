<?php
declare( strict_types=1 );

namespace SorsApi\Overview;

use SorsApi\Database\DatabaseClock;
use SorsApi\Database\Tables;
use SorsApi\Entries\OutboxEntry;

/** How many orders came in each day, and what has become of them. */
final class DailyOrders {

	private const GROUPS = [
		OutboxEntry::SENT      => 'sent',
		OutboxEntry::QUEUED    => 'waiting',
		OutboxEntry::SENDING   => 'waiting',
		OutboxEntry::WAITING   => 'waiting',
		OutboxEntry::REJECTED  => 'attention',
		OutboxEntry::UNCERTAIN => 'attention',
		OutboxEntry::SKIPPED   => 'left',
		OutboxEntry::CANCELLED => 'left',
	];

	/**
	 * @param int $days Today and the days before it, by the shop's own calendar.
	 *
	 * @return list<array{day: string, sent: int, waiting: int, attention: int, left: int}> The oldest first, none left out.
	 */
	public function last( int $days ): array {
		$zone  = wp_timezone();
		$begin = ( new \DateTimeImmutable( 'today', $zone ) )->modify( '-' . ( $days - 1 ) . ' days' );
		$list  = [];
		for ( $i = 0; $i < $days; $i++ ) {
			$day          = $begin->modify( "+$i days" )->format( 'Y-m-d' );
			$list[ $day ] = [
				'day'       => $day,
				'sent'      => 0,
				'waiting'   => 0,
				'attention' => 0,
				'left'      => 0,
			];
		}
		foreach ( $this->byHour( $begin ) as $row ) {
			$day   = ( new \DateTimeImmutable( $row['hour'] . ':00:00', new \DateTimeZone( 'UTC' ) ) )->setTimezone( $zone )->format( 'Y-m-d' );
			$group = self::GROUPS[ $row['state'] ] ?? null;
			if ( null !== $group && isset( $list[ $day ] ) ) {
				$list[ $day ][ $group ] += (int) $row['orders'];
			}
		}
		return array_values( $list );
	}

	/**
	 * By the hour, since a day of the shop is not one of UTC. An order that was sent anew counts once: on the day it came,
	 * in the state of its newest revision.
	 *
	 * @return list<array{hour: string, state: string, orders: string}> `hour` as `2026-11-24 14`, UTC.
	 */
	private function byHour( \DateTimeImmutable $begin ): array {
		global $wpdb;
		$table = Tables::name( Tables::OUTBOX );
		$rows  = $wpdb->get_results(
			$wpdb->prepare(
				"SELECT SUBSTR(f.created_at, 1, 13) AS hour, n.state AS state, COUNT(*) AS orders FROM $table f
				JOIN $table n ON n.order_id = f.order_id AND n.role = 'sale' LEFT JOIN $table m ON m.order_id = n.order_id AND m.role = 'sale' AND m.revision > n.revision
				WHERE f.role = 'sale' AND f.revision = 1 AND f.created_at >= %s AND m.id IS NULL GROUP BY SUBSTR(f.created_at, 1, 13), n.state",
				DatabaseClock::datetime( $begin->getTimestamp() )
			),
			ARRAY_A
		);
		/** @var list<array{hour: string, state: string, orders: string}> $rows */
		$rows = is_array( $rows ) ? $rows : [];
		return $rows;
	}
}
