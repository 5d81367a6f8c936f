<?php
declare( strict_types=1 );

namespace SorsApi\Issues;

use SorsApi\Database\Sql;
use SorsApi\Entries\OrderQueries;

/** Which orders need a person: refused, uncertain, retried for long, broken by something in the shop, or sent but in doubt since. */
final class Attention {

	/** @return list<int> Newest first. */
	public function orderIds( int $limit = 1000 ): array {
		return Sql::ids( 'SELECT e.order_id FROM (' . OrderQueries::needsPerson( $limit ) . ') e ORDER BY e.order_id DESC LIMIT %d', $limit );
	}
}
