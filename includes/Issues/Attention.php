<?php
declare( strict_types=1 );

namespace SorsApi\Issues;

use SorsApi\Database\Tables;
use SorsApi\Entries\OutboxEntry;

/** Which orders need somebody: refused, uncertain, tried in vain for long, broken by something in the shop, or sent but doubtful since. */
final class Attention {

	/** From so many attempts on a retry is no longer what one waits for. */
	private const PATIENCE = 5;

	/** How many sent orders no longer agree with their document: changed in the shop, or changed, doubled or gone in SORS; or gone from the shop. */
	public function differing(): int {
		global $wpdb;
		return (int) $wpdb->get_var( $wpdb->prepare( 'SELECT COUNT(*) FROM ' . Tables::name( Tables::OUTBOX ) . ' WHERE state = %s AND issue_code IS NOT NULL', OutboxEntry::SENT ) );
	}

	/** @return list<int> Newest first. */
	public function orderIds( int $limit = 1000 ): array {
		global $wpdb;
		$ids = $wpdb->get_col(
			$wpdb->prepare(
				'SELECT order_id FROM ' . Tables::name( Tables::OUTBOX ) . ' WHERE state IN (%s, %s) OR (state = %s AND attempts >= %d) OR (state = %s AND issue_code IS NOT NULL) OR (state IN (%s, %s, %s) AND error_code = %s) GROUP BY order_id ORDER BY order_id DESC LIMIT %d',
				OutboxEntry::REJECTED,
				OutboxEntry::UNCERTAIN,
				OutboxEntry::WAITING,
				self::PATIENCE,
				OutboxEntry::SENT,
				OutboxEntry::SENT,
				OutboxEntry::QUEUED,
				OutboxEntry::WAITING,
				OutboxEntry::BROKEN,
				$limit
			)
		);
		return array_values( array_map( 'intval', $ids ) );
	}
}
