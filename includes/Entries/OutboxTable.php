<?php
declare( strict_types=1 );

namespace SorsApi\Entries;

use SorsApi\Database\DatabaseClock;
use SorsApi\Database\Sql;
use SorsApi\Database\Tables;
use SorsApi\Log\Log;

/** Reads and writes rows of the outbox; who may write which is settled elsewhere (Claims, Resolution). */
final class OutboxTable {

	/** Columns whose change the log tells: none holds anything of a buyer. */
	private const LOGGED = [ 'state', 'error_code', 'issue_code', 'attempts', 'next_attempt_at', 'reference', 'document_id', 'document_number' ];

	public function get( int $id ): ?OutboxEntry {
		global $wpdb;
		$rows = self::many( (string) $wpdb->prepare( 'SELECT * FROM ' . Tables::name( Tables::OUTBOX ) . ' WHERE id = %d', $id ) );
		return $rows[0] ?? null;
	}

	/** @return list<OutboxEntry> All rows of an order, oldest first. */
	public function ofOrder( int $orderId ): array {
		global $wpdb;
		return self::many( (string) $wpdb->prepare( 'SELECT * FROM ' . Tables::name( Tables::OUTBOX ) . ' WHERE order_id = %d ORDER BY id', $orderId ) );
	}

	/** The newest sale of an order: what its document is, or is to become. */
	public function sale( int $orderId ): ?OutboxEntry {
		global $wpdb;
		$rows = self::many( (string) $wpdb->prepare( 'SELECT * FROM ' . Tables::name( Tables::OUTBOX ) . ' WHERE order_id = %d AND role = %s ORDER BY revision DESC LIMIT 1', $orderId, OutboxEntry::ROLE_SALE ) );
		return $rows[0] ?? null;
	}

	/**
	 * The same for many orders at once.
	 *
	 * @param list<int> $orderIds
	 *
	 * @return array<int, OutboxEntry> By order.
	 */
	public function sales( array $orderIds ): array {
		global $wpdb;
		$sales = [];
		$table = Tables::name( Tables::OUTBOX );
		foreach ( array_chunk( $orderIds, 500 ) as $chunk ) {
			$ids = implode( ', ', array_map( 'intval', $chunk ) );
			foreach ( self::many( (string) $wpdb->prepare( "SELECT * FROM $table WHERE role = %s AND order_id IN ($ids) ORDER BY revision", OutboxEntry::ROLE_SALE ) ) as $row ) {
				$sales[ $row->orderId ] = $row;
			}
		}
		return $sales;
	}

	public function ofRevision( int $orderId, int $revision ): ?OutboxEntry {
		global $wpdb;
		$rows = self::many( (string) $wpdb->prepare( 'SELECT * FROM ' . Tables::name( Tables::OUTBOX ) . ' WHERE order_id = %d AND role = %s AND revision = %d', $orderId, OutboxEntry::ROLE_SALE, $revision ) );
		return $rows[0] ?? null;
	}

	/**
	 * @param array<string, int|string|null> $columns
	 *
	 * @return bool Whether a row was there. (On SQLite also when nothing changed: no claim may be judged by this.)
	 */
	public function update( int $id, array $columns, ?string $leaseOwner = null ): bool {
		global $wpdb;
		$where = [ 'id' => $id ];
		if ( null !== $leaseOwner ) {
			$where['lease_owner'] = $leaseOwner;
		}
		$updated = (int) $wpdb->update( Tables::name( Tables::OUTBOX ), $columns + [ 'updated_at' => DatabaseClock::utc() ], $where ) > 0;
		if ( $updated ) {
			self::log( $id, $columns );
		}
		return $updated;
	}

	/**
	 * Changes a row that nobody works on and that still is as it was read: a worker that took it meanwhile, or sent
	 * it, must not find it put back in line behind its back.
	 *
	 * @param array<string, int|string|null> $columns
	 *
	 * @return OutboxEntry|null The row as it is now, changed or not.
	 */
	public function updateIdle( OutboxEntry $row, array $columns ): ?OutboxEntry {
		if ( $row->leaseUntil >= DatabaseClock::now() ) {
			return $this->get( $row->id );
		}
		global $wpdb;
		$asRead = [
			'id'          => $row->id,
			'state'       => $row->state,
			'attempts'    => $row->attempts,
			'lease_owner' => $row->leaseOwner,
		];
		if ( (int) $wpdb->update( Tables::name( Tables::OUTBOX ), $columns + [ 'updated_at' => DatabaseClock::utc() ], $asRead ) > 0 ) {
			self::log( $row->id, $columns );
		}
		return $this->get( $row->id );
	}

	/** Columns of an entry about which nothing is to be decided any more. */
	public const NO_ISSUE = [
		'issue_code' => null,
		'issue_data' => null,
	];

	/** @return array<string, string> Columns. */
	public static function issue( Issue $issue ): array {
		return [
			'issue_code' => $issue->code,
			'issue_data' => $issue->json(),
		];
	}

	/**
	 * This shop is a copy: documents of the original are not its own to send, cancel, look up or return. What SORS
	 * acknowledged of them stays acknowledged, since its stock figure contains it here as well.
	 */
	public function disown( string $formerStoreId ): void {
		global $wpdb;
		$wpdb->query(
			$wpdb->prepare(
				'UPDATE ' . Tables::name( Tables::OUTBOX ) . " SET state = %s, payload_lock = '', manual = 0, next_attempt_at = NULL, lease_owner = '', lease_until = 0, body = NULL, document_id = NULL, document_number = NULL, issue_code = NULL, issue_data = NULL, error_code = 'original', error_message = %s WHERE reference LIKE %s OR state <> %s",
				OutboxEntry::SKIPPED,
				__( 'This belongs to the shop of which this one is a copy. Its document in SORS stays as it is.', 'sors-api-for-woocommerce' ),
				$wpdb->esc_like( $formerStoreId . '-' ) . '%',
				OutboxEntry::SKIPPED
			)
		);
	}

	/**
	 * The ledger looks at these orders again: what was settled is no more.
	 *
	 * @param list<int> $orderIds
	 */
	public static function reopen( array $orderIds ): void {
		global $wpdb;
		foreach ( array_chunk( $orderIds, 1000 ) as $chunk ) {
			$wpdb->query( $wpdb->prepare( 'UPDATE ' . Tables::name( Tables::OUTBOX ) . ' SET settlement = %s, updated_at = %s WHERE order_id IN (' . implode( ', ', $chunk ) . ')', OutboxEntry::OPEN, DatabaseClock::utc() ) );
		}
	}

	/** The row of this order, role, refund and revision, made where there is none. */
	public function ensure( int $orderId, string $role, int $refundId, int $revision ): ?OutboxEntry {
		global $wpdb;
		$table = Tables::name( Tables::OUTBOX );
		$now   = DatabaseClock::utc();
		$wpdb->query(
			$wpdb->prepare(
				"INSERT IGNORE INTO $table (order_id, role, refund_id, revision, state, next_attempt_at, created_at, updated_at) VALUES (%d, %s, %d, %d, %s, %s, %s, %s)",
				$orderId,
				$role,
				$refundId,
				$revision,
				OutboxEntry::QUEUED,
				$now,
				$now,
				$now
			)
		);
		$rows = self::many( (string) $wpdb->prepare( "SELECT * FROM $table WHERE order_id = %d AND role = %s AND refund_id = %d AND revision = %d", $orderId, $role, $refundId, $revision ) );
		return $rows[0] ?? null;
	}

	/**
	 * @param array{page?: int, per_page?: int, search?: string, state?: string} $query
	 *
	 * @return array{items: list<OutboxEntry>, total: int} Newest first.
	 */
	public function list( array $query ): array {
		global $wpdb;
		$table  = Tables::name( Tables::OUTBOX );
		$where  = '1 = 1';
		$values = [];
		if ( isset( $query['state'] ) && '' !== $query['state'] ) {
			$where   .= ' AND state = %s';
			$values[] = $query['state'];
		}
		$search = trim( $query['search'] ?? '' );
		if ( '' !== $search ) {
			$bare    = ltrim( $search, '#' );
			$where  .= ' AND (order_id = %d OR document_number = %s OR document_id = %s OR reference = %s)';
			$values  = array_merge( $values, [ ctype_digit( $bare ) ? (int) $bare : 0, $search, $search, $search ] );
		}
		$perPage = max( 1, min( 100, $query['per_page'] ?? 20 ) );
		$page    = max( 1, $query['page'] ?? 1 );
		$total   = "SELECT COUNT(*) FROM $table WHERE $where";
		$items   = $wpdb->prepare( "SELECT * FROM $table WHERE $where ORDER BY id DESC LIMIT %d OFFSET %d", array_merge( $values, [ $perPage, ( $page - 1 ) * $perPage ] ) );
		return [
			'items' => self::many( (string) $items ),
			'total' => (int) $wpdb->get_var( [] === $values ? $total : $wpdb->prepare( $total, $values ) ),
		];
	}

	/** Refusals of our own check, which are looked at again by the hour, are looked at now. */
	public function recheckSoon(): void {
		global $wpdb;
		$wpdb->query( $wpdb->prepare( 'UPDATE ' . Tables::name( Tables::OUTBOX ) . ' SET next_attempt_at = %s WHERE state = %s AND next_attempt_at IS NOT NULL', DatabaseClock::utc(), OutboxEntry::REJECTED ) );
	}

	/**
	 * @param list<string> $states Few are cheap, where nearly all rows are in another one.
	 *
	 * @return array<string, int> Each of these states => how many rows.
	 */
	public function counts( array $states = OutboxEntry::STATES ): array {
		global $wpdb;
		$counts = array_fill_keys( $states, 0 );
		$among  = OutboxEntry::STATES === $states ? '' : ' WHERE state IN (' . Sql::quoted( $states ) . ')';
		foreach ( (array) $wpdb->get_results( 'SELECT state, COUNT(*) AS many FROM ' . Tables::name( Tables::OUTBOX ) . "$among GROUP BY state", ARRAY_A ) as $row ) {
			/** @var array{state: string, many: string} $row */
			if ( isset( $counts[ $row['state'] ] ) ) {
				$counts[ $row['state'] ] = (int) $row['many'];
			}
		}
		return $counts;
	}

	/**
	 * @param list<int> $ids
	 *
	 * @return array<string, int> State => how many of these rows.
	 */
	public function statesOf( array $ids ): array {
		$states = [];
		foreach ( array_chunk( $ids, 500 ) as $chunk ) {
			foreach ( Sql::column( 'SELECT state FROM ' . Tables::name( Tables::OUTBOX ) . ' WHERE id IN (' . implode( ', ', $chunk ) . ')' ) as $state ) {
				$states[ (string) $state ] = ( $states[ (string) $state ] ?? 0 ) + 1;
			}
		}
		return $states;
	}

	/** @param array<string, int|string|null> $columns What became of the row. */
	private static function log( int $id, array $columns ): void {
		$told = [];
		foreach ( array_intersect_key( $columns, array_flip( self::LOGGED ) ) as $name => $value ) {
			$told[] = $name . '=' . ( $value ?? 'none' );
		}
		if ( [] !== $told ) {
			Log::debug( "Entry $id: " . implode( ', ', $told ) );
		}
	}

	/** @return list<OutboxEntry> */
	public static function many( string $sql ): array {
		global $wpdb;
		$rows = [];
		foreach ( (array) $wpdb->get_results( $sql, ARRAY_A ) as $row ) {
			if ( is_array( $row ) ) {
				/** @var array<string, mixed> $row */
				$rows[] = new OutboxEntry( $row );
			}
		}
		return $rows;
	}
}
