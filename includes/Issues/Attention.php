<?php
declare( strict_types=1 );

namespace SorsApi\Issues;

use SorsApi\Database\Sql;
use SorsApi\Database\Tables;
use SorsApi\Entries\OrderQueries;
use SorsApi\Entries\OutboxEntry;

/** Which orders need a person: refused, uncertain, retried for long, broken by something in the shop, or sent but in doubt since. */
final class Attention {

	/** How many sent orders no longer agree with their document: changed or deleted in the shop, or changed, doubled or missing in SORS. */
	public function differing(): int {
		return (int) Sql::value( 'SELECT COUNT(*) FROM ' . Tables::name( Tables::OUTBOX ) . ' WHERE state = %s AND issue_code IS NOT NULL', OutboxEntry::SENT );
	}

	/** @return list<int> Newest first. */
	public function orderIds( int $limit = 1000 ): array {
		return Sql::ids( 'SELECT e.order_id FROM (' . OrderQueries::needsPerson() . ') e ORDER BY e.order_id DESC LIMIT %d', $limit );
	}
}
