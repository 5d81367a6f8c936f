<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Database\DatabaseClock;
use SorsApi\Database\Tables;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;

/**
 * Who works on which row: a token of its own and a lease, by the database's clock.
 *
 * Whether a claim succeeded is read back, never told by the number of rows that
 * an UPDATE says it changed: databases count that in different ways.
 */
final class Claims {

	/** Seconds. Far longer than all requests for one row may take together, and renewed before the one that matters. */
	public const LEASE = 180;

	/** How many due rows are looked at, so that several workers do not all reach for the same one. */
	private const CANDIDATES = 16;

	/**
	 * A row that is due, taken for this worker; null where there is none.
	 *
	 * @param list<int> $except Rows that this worker has had already.
	 *
	 * @return array{OutboxEntry, string}|null The row and the token of the lease.
	 */
	public function next( array $except = [] ): ?array {
		$ids = array_values( array_diff( $this->due( self::CANDIDATES + count( $except ) ), $except ) );
		shuffle( $ids );
		foreach ( $ids as $id ) {
			$claimed = $this->take( $id, true );
			if ( null !== $claimed ) {
				return $claimed;
			}
		}
		return null;
	}

	/**
	 * This very row; null where another worker has it, or where it has to be due and is not.
	 *
	 * @return array{OutboxEntry, string}|null
	 */
	public function take( int $id, bool $onlyDue ): ?array {
		global $wpdb;
		$token = bin2hex( random_bytes( 16 ) );
		$now   = DatabaseClock::now();
		$table = Tables::name( Tables::OUTBOX );
		$due   = $onlyDue ? $wpdb->prepare( ' AND next_attempt_at <= %s', gmdate( 'Y-m-d H:i:s', intdiv( $now, 1000000 ) ) ) : '';
		$wpdb->query( $wpdb->prepare( "UPDATE $table SET lease_owner = %s, lease_until = %d WHERE id = %d AND lease_until < %d", $token, $now + self::LEASE * 1000000, $id, $now ) . $due );
		$rows = OutboxTable::many( (string) $wpdb->prepare( "SELECT * FROM $table WHERE id = %d AND lease_owner = %s", $id, $token ) );
		return isset( $rows[0] ) ? [ $rows[0], $token ] : null;
	}

	/** @return list<int> */
	private function due( int $limit ): array {
		global $wpdb;
		$now = DatabaseClock::now();
		$ids = array_map(
			'intval',
			$wpdb->get_col(
				$wpdb->prepare(
					'SELECT id FROM ' . Tables::name( Tables::OUTBOX ) . ' WHERE next_attempt_at <= %s AND lease_until < %d ORDER BY next_attempt_at, id LIMIT %d',
					gmdate( 'Y-m-d H:i:s', intdiv( $now, 1000000 ) ),
					$now,
					$limit
				)
			)
		);
		return array_values( $ids );
	}
}
