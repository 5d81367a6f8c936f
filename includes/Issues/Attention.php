<?php
declare( strict_types=1 );

namespace SorsApi\Issues;

use SorsApi\Database\Sql;
use SorsApi\Database\Tables;
use SorsApi\Entries\OutboxEntry;

/** Which orders need a person: refused, uncertain, retried for long, broken by something in the shop, or sent but in doubt since. */
final class Attention {

	/** Attempts after which another retry is no longer expected to help. */
	private const PATIENCE = 5;

	/** How many sent orders no longer agree with their document: changed or deleted in the shop, or changed, doubled or missing in SORS. */
	public function differing(): int {
		global $wpdb;
		return (int) Sql::value( (string) $wpdb->prepare( 'SELECT COUNT(*) FROM ' . Tables::name( Tables::OUTBOX ) . ' WHERE state = %s AND issue_code IS NOT NULL', OutboxEntry::SENT ) );
	}

	/** @return list<int> Newest first. */
	public function orderIds( int $limit = 1000 ): array {
		global $wpdb;
		$ids = Sql::column(
			(string) $wpdb->prepare(
				'SELECT order_id FROM ' . Tables::name( Tables::OUTBOX ) . ' WHERE state IN (%s, %s) OR (state = %s AND attempts >= %d) OR (state = %s AND issue_code IS NOT NULL) OR (state IN (%s, %s, %s, %s) AND error_code = %s) GROUP BY order_id ORDER BY order_id DESC LIMIT %d',
				OutboxEntry::REJECTED,
				OutboxEntry::UNCERTAIN,
				OutboxEntry::WAITING,
				self::PATIENCE,
				OutboxEntry::SENT,
				OutboxEntry::SENT,
				OutboxEntry::QUEUED,
				OutboxEntry::SENDING,
				OutboxEntry::WAITING,
				OutboxEntry::BROKEN,
				$limit
			)
		);
		return array_map( 'intval', $ids );
	}
}
