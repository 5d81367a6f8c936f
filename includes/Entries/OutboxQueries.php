<?php
declare( strict_types=1 );

namespace SorsApi\Entries;

use SorsApi\Database\CachedCount;
use SorsApi\Database\DatabaseClock;
use SorsApi\Database\IndexHint;
use SorsApi\Database\Sql;
use SorsApi\Database\Tables;
use SorsApi\Orders\OrderSlice;

/** Reads entries of the outbox. What a query cannot answer is a StorageError, never "there is none". */
class OutboxQueries {

	/** The table's name, for queries that join it with orders. */
	final public static function name(): string {
		return Tables::name( Tables::OUTBOX );
	}

	/** The table as r, read by its orders: by another key the database would look at what is in no such order. */
	final public static function among( OrderSlice $slice ): string {
		return self::name() . ' r' . ( $slice->isAll() ? '' : IndexHint::on( self::name(), 'order_id' ) );
	}

	/**
	 * @param string     $sql       Selects all columns.
	 * @param string|int ...$values For its placeholders.
	 * @return list<OutboxEntry>
	 */
	final public static function many( string $sql, ...$values ): array {
		return array_map( static fn( array $row ): OutboxEntry => new OutboxEntry( $row ), Sql::rows( $sql, ...$values ) );
	}

	public static function get( int $id ): ?OutboxEntry {
		return self::many( 'SELECT * FROM ' . self::name() . ' WHERE id = %d', $id )[0] ?? null;
	}

	/** Unix time at which SORS last told of a document of that database that it has it, after the given one; 0 = of none. */
	public static function lastAccepted( string $database, int $since ): int {
		return intdiv( (int) Sql::value( 'SELECT MAX(acknowledged_at) FROM ' . self::name() . ' WHERE acknowledged_at > %d AND acknowledged_by = %s AND database_name = %s', ( $since + 1 ) * 1000000, OutboxEntry::BY_DOCUMENT, $database ), 1000000 );
	}

	/** Unix timestamp: when an entry was made last; 0 = there is none. One of the future was made while the clock was wrong. */
	public static function newest(): int {
		$at = Sql::value( 'SELECT MAX(created_at) FROM ' . self::name() . ' WHERE created_at <= %s', DatabaseClock::utc( MINUTE_IN_SECONDS ) );
		return null === $at ? 0 : (int) strtotime( "$at UTC" );
	}

	/** @return array{count: int, since: string|null} Entries on their way, and since when the oldest is: one that is not tried yet counts from when it is due, as its order may have waited to be paid. UTC `Y-m-d H:i:s`. */
	public static function underWay(): array {
		$since = Sql::prepare( 'CASE WHEN state = %s AND attempts = 0 AND next_attempt_at > created_at THEN next_attempt_at ELSE created_at END', OutboxEntry::QUEUED );
		$row   = Sql::rows( "SELECT COUNT(*) AS found, MIN($since) AS oldest FROM " . self::name() . ' WHERE state IN (' . Sql::quoted( [ OutboxEntry::QUEUED, OutboxEntry::SENDING, OutboxEntry::WAITING ] ) . ')' )[0];
		return [
			'count' => (int) $row['found'],
			'since' => null === $row['oldest'] ? null : (string) $row['oldest'],
		];
	}

	/** @return list<OutboxEntry> All entries of an order, oldest first. */
	public static function ofOrder( int $orderId ): array {
		return self::many( 'SELECT * FROM ' . self::name() . ' WHERE order_id = %d ORDER BY id', $orderId );
	}

	/**
	 * @param list<int> $orderIds
	 * @return array<int, list<OutboxEntry>> By order.
	 */
	public static function ofOrders( array $orderIds ): array {
		$byOrder = [];
		foreach ( array_chunk( $orderIds, 1000 ) as $chunk ) {
			foreach ( self::many( 'SELECT * FROM ' . self::name() . ' WHERE order_id IN (' . implode( ', ', $chunk ) . ')' ) as $entry ) {
				$byOrder[ $entry->orderId ][] = $entry;
			}
		}
		return $byOrder;
	}

	/** The newest sale of an order: what its document is, or is to become. */
	public static function sale( int $orderId ): ?OutboxEntry {
		return self::many( 'SELECT * FROM ' . self::name() . ' WHERE order_id = %d AND role = %s ORDER BY revision DESC LIMIT 1', $orderId, OutboxEntry::ROLE_SALE )[0] ?? null;
	}

	public static function saleOfRevision( int $orderId, int $revision ): ?OutboxEntry {
		return self::one( $orderId, OutboxEntry::ROLE_SALE, 0, $revision );
	}

	public static function one( int $orderId, string $role, int $refundId, int $revision ): ?OutboxEntry {
		return self::many( 'SELECT * FROM ' . self::name() . ' WHERE order_id = %d AND role = %s AND refund_id = %d AND revision = %d', $orderId, $role, $refundId, $revision )[0] ?? null;
	}

	/**
	 * Sales whose documents SORS acknowledged within a time, and that are not cancelled.
	 *
	 * @param int $from  Microseconds of the database's clock, as `$until`, which is no part of it.
	 * @param int $after Id of the last entry that was seen.
	 * @return list<OutboxEntry> In the order of their ids.
	 */
	public static function acknowledgedBetween( int $from, int $until, int $after, int $limit ): array {
		return self::many(
			'SELECT * FROM ' . self::name() . ' WHERE acknowledged_at >= %d AND acknowledged_at < %d AND id > %d AND role = %s AND state = %s AND acknowledged_by = %s ORDER BY id LIMIT %d',
			$from,
			$until,
			$after,
			OutboxEntry::ROLE_SALE,
			OutboxEntry::SENT,
			OutboxEntry::BY_DOCUMENT,
			$limit
		);
	}

	/** @return list<OutboxEntry> Returns of goods that this sale's document sold. */
	public static function returnsOf( OutboxEntry $sale ): array {
		$entries = self::ofOrder( $sale->orderId );
		return array_values( array_filter( $entries, static fn( OutboxEntry $entry ): bool => OutboxEntry::ROLE_RETURN === $entry->role && $sale->id === ( $entry->saleOf( $entries )->id ?? 0 ) ) );
	}

	/** Whether a document in SORS is that of any entry. */
	public static function knowsDocument( string $database, string $documentId ): bool {
		return null !== Sql::value( 'SELECT id FROM ' . self::name() . ' WHERE database_name = %s AND document_id = %s LIMIT 1', $database, $documentId );
	}

	/**
	 * @param list<string> $references
	 * @return list<string> Those that any entry has.
	 */
	public static function knownReferences( array $references ): array {
		$known = [];
		foreach ( array_chunk( $references, 500 ) as $chunk ) {
			$known = array_merge( $known, array_map( 'strval', Sql::column( 'SELECT reference FROM ' . self::name() . ' WHERE reference IN (' . Sql::quoted( $chunk ) . ')' ) ) );
		}
		return $known;
	}

	/** Another entry of which this very document in SORS is, or was: of a sale or a return, since a cancelling has that of its sale. */
	public static function otherWithDocument( OutboxEntry $entry, string $documentId ): ?OutboxEntry {
		$found = self::many( 'SELECT * FROM ' . self::name() . ' WHERE database_name = %s AND document_id = %s AND id <> %d AND role IN (%s, %s) ORDER BY id', (string) $entry->database, $documentId, $entry->id, OutboxEntry::ROLE_SALE, OutboxEntry::ROLE_RETURN );
		// The database may not tell a capital letter from a small one.
		return array_values( array_filter( $found, static fn( OutboxEntry $other ): bool => $other->documentId === $documentId ) )[0] ?? null;
	}

	/**
	 * @param list<string> $roles
	 * @return list<OutboxEntry> The newest of these in a database that we know from SORS' own answer to our request.
	 */
	public static function answered( string $database, array $roles, int $limit ): array {
		return self::many( 'SELECT * FROM ' . self::name() . ' WHERE database_name = %s AND document_by = %s AND document_id IS NOT NULL AND reference IS NOT NULL AND role IN (' . Sql::quoted( $roles ) . ') ORDER BY id DESC LIMIT %d', $database, OutboxEntry::ANSWERED, $limit );
	}

	/**
	 * @param bool $writesNothing Only those for which nothing is sent but a look-up.
	 * @return list<int> Entries whose time has come and that no worker holds, those that have waited longest first.
	 */
	public static function due( int $limit, bool $writesNothing = false ): array {
		$now  = DatabaseClock::now();
		$only = $writesNothing ? Sql::prepare( 'AND role <> %s AND (payload_lock = %s OR state IN (%s, %s))', OutboxEntry::ROLE_CANCEL, OutboxEntry::IN_DOUBT, OutboxEntry::SENDING, OutboxEntry::SENT ) : '';
		return Sql::ids( 'SELECT id FROM ' . self::name() . " WHERE next_attempt_at <= %s AND lease_until < %d $only ORDER BY next_attempt_at, id LIMIT %d", DatabaseClock::datetime( intdiv( $now, 1000000 ) ), $now, $limit );
	}

	/**
	 * @param array{page?: int, per_page?: int, search?: string, state?: string} $query
	 * @return array{items: list<OutboxEntry>, total: int} Newest first.
	 */
	public static function list( array $query ): array {
		$where  = '1 = 1';
		$values = [];
		if ( '' !== ( $query['state'] ?? '' ) ) {
			$where   .= ' AND state = %s';
			$values[] = $query['state'];
		}
		$search = trim( $query['search'] ?? '' );
		if ( '' !== $search ) {
			$bare   = ltrim( $search, '#' );
			$where .= ' AND (order_id = %d OR document_number = %s OR document_id = %s OR reference = %s)';
			array_push( $values, ctype_digit( $bare ) ? (int) $bare : 0, $search, $search, $search );
		}
		$size  = max( 1, min( 100, $query['per_page'] ?? 20 ) );
		$page  = max( 1, $query['page'] ?? 1 );
		$from  = 'FROM ' . self::name() . " WHERE $where";
		$count = static fn(): int => (int) Sql::value( "SELECT COUNT(*) $from", ...$values );
		$start = ( $page - 1 ) * $size;
		$items = self::many( "SELECT * $from ORDER BY id DESC LIMIT %d OFFSET %d", ...array_merge( $values, [ $size, $start ] ) );
		return [
			'items' => $items,
			'total' => CachedCount::ofPage( '' === $search ? 'entries_' . ( $query['state'] ?? '' ) : null, $count, $start, count( $items ), $size ),
		];
	}

	/**
	 * @param list<string> $states Few are cheap, where nearly all entries are in another one.
	 * @return array<string, int> Each of these states => how many entries.
	 */
	public static function counts( array $states = OutboxEntry::STATES ): array {
		$among = OutboxEntry::STATES === $states ? '' : 'WHERE state IN (' . Sql::quoted( $states ) . ')';
		return array_intersect_key( self::byState( $among ) + array_fill_keys( $states, 0 ), array_flip( $states ) );
	}

	/**
	 * @param non-empty-list<int> $ids
	 * @return array<string, int> State => how many of these entries.
	 */
	public static function statesOf( array $ids ): array {
		return self::byState( 'WHERE id IN (' . implode( ', ', $ids ) . ')' );
	}

	/** Whose fate is still decided in that database: sent there perhaps, or to be cancelled there. */
	public static function unsettledIn( string $database ): int {
		$open = Sql::quoted( [ OutboxEntry::QUEUED, OutboxEntry::SENDING, OutboxEntry::WAITING, OutboxEntry::UNCERTAIN ] );
		return (int) Sql::value( 'SELECT COUNT(*) FROM ' . self::name() . " WHERE database_name = %s AND payload_lock <> %s AND state IN ($open)", $database, OutboxEntry::UNLOCKED );
	}

	/** Orders and refunds that wait for the shop to move into the new year. */
	public static function waitingForNewYear(): int {
		return (int) Sql::value( 'SELECT COUNT(*) FROM ' . self::name() . ' WHERE state IN (' . Sql::quoted( [ OutboxEntry::QUEUED, OutboxEntry::WAITING, OutboxEntry::REJECTED ] ) . ') AND error_code = %s', OutboxEntry::NEWER_YEAR );
	}

	/** @return array<string, int> */
	private static function byState( string $where ): array {
		$counts = [];
		foreach ( Sql::rows( 'SELECT state, COUNT(*) AS many FROM ' . self::name() . " $where GROUP BY state" ) as $row ) {
			$counts[ (string) $row['state'] ] = (int) $row['many'];
		}
		return $counts;
	}

	/**
	 * Entries that are settled and whose erasure was asked for, and those older than the retention of which nobody has
	 * spoken since.
	 *
	 * @return list<int>
	 */
	public static function erasable( int $createdBefore, int $limit ): array {
		$settled = 'state IN (' . Sql::quoted( [ OutboxEntry::SENT, OutboxEntry::SKIPPED, OutboxEntry::CANCELLED ] ) . ')';
		$waits   = '(next_attempt_at IS NULL OR payload_lock = \'\') AND state IN (' . Sql::quoted( [ OutboxEntry::REJECTED, OutboxEntry::UNCERTAIN ] ) . ')';
		$before  = DatabaseClock::datetime( $createdBefore );
		$select  = 'SELECT id FROM ' . self::name() . ' WHERE erasure = %s AND ';
		// One by one: each has the key of its own.
		$asked = Sql::ids( "$select ($settled OR (created_at < %s AND $waits)) LIMIT %d", Erasure::ASKED, $before, $limit );
		$old   = Sql::ids( "$select created_at < %s AND ($settled OR ($waits)) LIMIT %d", '', $before, $limit );
		return array_slice( array_merge( $asked, $old ), 0, $limit );
	}

	/** @return list<int> Refused entries whose buyer wants to be erased, and of which SORS has nothing: what was said against them is not needed. */
	public static function erasableRefusals(): array {
		return Sql::ids( 'SELECT id FROM ' . self::name() . ' WHERE erasure = %s AND state = %s AND payload_lock = %s', Erasure::ASKED, OutboxEntry::REJECTED, OutboxEntry::UNLOCKED );
	}

	/**
	 * Sent sales with one of these documents, or of whose document one of these was made last.
	 *
	 * @param non-empty-list<string> $documentIds
	 * @return list<OutboxEntry>
	 */
	public static function salesOf( string $database, array $documentIds ): array {
		$ids = Sql::quoted( $documentIds );
		return self::many( 'SELECT * FROM ' . self::name() . " WHERE role = %s AND state = %s AND database_name = %s AND (document_id IN ($ids) OR made_id IN ($ids)) ORDER BY id", OutboxEntry::ROLE_SALE, OutboxEntry::SENT, $database );
	}

	/** @return list<OutboxEntry> Whose body has this text anywhere. */
	public static function naming( string $text ): array {
		global $wpdb;
		return self::many( 'SELECT * FROM ' . self::name() . ' WHERE body LIKE %s ORDER BY id', '%' . $wpdb->esc_like( $text ) . '%' );
	}
}
