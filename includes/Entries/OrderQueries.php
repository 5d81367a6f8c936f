<?php
declare( strict_types=1 );

namespace SorsApi\Entries;

use SorsApi\Database\CachedCount;
use SorsApi\Database\Sql;
use SorsApi\Orders\OrderStorage;

/**
 * Orders as the outbox knows them, each once, however many entries it has. An order is in the state of its most urgent
 * entry; where nothing is left to be done, in that of its newest sale.
 */
final class OrderQueries {

	/** A document was sent, and a person has to decide about it. */
	public const DIFFERS = 'differs';

	/** No state, but all of them in which an order needs a person. */
	public const ATTENTION = 'attention';

	/** The most urgent first. */
	private const OPEN = [ OutboxEntry::UNCERTAIN, OutboxEntry::REJECTED, self::DIFFERS, OutboxEntry::SENDING, OutboxEntry::QUEUED, OutboxEntry::WAITING ];

	public const STATES = [ OutboxEntry::UNCERTAIN, OutboxEntry::REJECTED, self::DIFFERS, OutboxEntry::SENDING, OutboxEntry::QUEUED, OutboxEntry::WAITING, OutboxEntry::SENT, OutboxEntry::SKIPPED, OutboxEntry::CANCELLED ];

	/** In these nothing is left to be done, nor is there a document. */
	private const ENDED = [ OutboxEntry::SKIPPED, OutboxEntry::CANCELLED ];

	/** So many of these are not counted each time, see CachedCount: each is looked up several times. */
	private const MANY_ENDED = 100;

	/** Attempts after which another retry is no longer expected to help. */
	private const PATIENCE = 5;

	/**
	 * @param array{page?: int, per_page?: int, search?: string, state?: string} $query
	 * @return array{ids: list<int>, total: int} Ids of orders, also of deleted ones, newest first.
	 */
	public static function page( array $query ): array {
		$state  = $query['state'] ?? '';
		$search = trim( $query['search'] ?? '' );
		$from   = self::from( $state );
		$size   = max( 1, min( 100, $query['per_page'] ?? 20 ) );
		$page   = max( 1, $query['page'] ?? 1 );
		if ( '' !== $search ) {
			$found = self::found( $search );
			if ( [] === $found || '' === $state ) {
				return [
					'ids'   => array_slice( $found, ( $page - 1 ) * $size, $size ),
					'total' => count( $found ),
				];
			}
			$from .= ' AND e.order_id IN (' . implode( ', ', $found ) . ')';
		}
		$count = static fn(): int => (int) Sql::value( "SELECT COUNT(DISTINCT e.order_id) $from" );
		$start = ( $page - 1 ) * $size;
		$ids   = '' === $search ? self::newest( $state, $size, $start ) : self::newestOf( $from, $size, $start );
		if ( OutboxEntry::SENT === $state && [] === $ids && $start > 0 ) {
			// Beyond the last page: what their number is reckoned from is out of date as well.
			array_map( static fn( string $of ) => CachedCount::forget( "orders_$of" ), [ '', ...self::ENDED ] );
		}
		$whole = OutboxEntry::SENT === $state && '' === $search ? static fn(): int => self::counts()[ OutboxEntry::SENT ] : $count;
		return [
			'ids'   => $ids,
			'total' => CachedCount::ofPage( '' === $search ? "orders_$state" : null, $whole, $start, count( $ids ), $size, self::many( $state ) ),
		];
	}

	/**
	 * @param list<string> $states Those in which something is left to be done are cheap.
	 * @return array<string, int> Each of these states => how many orders. Together they are all.
	 */
	public static function counts( array $states = self::STATES ): array {
		$counts = array_fill_keys( self::STATES, 0 );
		foreach ( Sql::rows( 'SELECT o.state, COUNT(*) AS many FROM (' . self::openStates() . ') o GROUP BY o.state' ) as $row ) {
			$counts[ (string) $row['state'] ] = (int) $row['many'];
		}
		if ( [] !== array_diff( $states, self::OPEN ) ) {
			foreach ( self::ENDED as $state ) {
				$counts[ $state ] = CachedCount::of( "orders_$state", static fn(): int => (int) Sql::value( 'SELECT COUNT(DISTINCT e.order_id) ' . self::from( $state ) ), self::many( $state ) );
			}
			// Nearly all: what is left is far cheaper than to look at each.
			$counts[ OutboxEntry::SENT ] = max( 0, CachedCount::of( 'orders_', static fn(): int => (int) Sql::value( 'SELECT COUNT(DISTINCT order_id) FROM ' . OutboxQueries::name() ) ) - (int) array_sum( $counts ) );
		}
		return array_intersect_key( $counts, array_flip( $states ) );
	}

	private static function many( string $state ): int {
		return in_array( $state, self::ENDED, true ) ? self::MANY_ENDED : CachedCount::MANY;
	}

	/** SQL: ids of orders with something left to be done, and the state that each is in. */
	public static function openStates(): string {
		$places = '';
		$states = '';
		foreach ( self::OPEN as $place => $state ) {
			$places .= ' WHEN ' . self::is( $state ) . " THEN $place";
			$states .= " WHEN $place THEN '$state'";
		}
		return "SELECT order_id, CASE MIN(CASE$places END)$states END AS state FROM " . OutboxQueries::name() . ' WHERE ' . self::open() . ' GROUP BY order_id';
	}

	/** How many orders need a person; of many, as they were counted some minutes ago. */
	public static function lastNeeding(): int {
		return CachedCount::of( 'orders_' . self::ATTENTION, [ self::class, 'needing' ] );
	}

	/** How many orders need a person. */
	public static function needing(): int {
		return (int) Sql::value( 'SELECT COUNT(*) ' . self::from( self::ATTENTION ) );
	}

	/** @return list<int> Ids of orders in this state, newest first. */
	private static function newest( string $state, int $limit, int $offset ): array {
		if ( self::ATTENTION === $state ) {
			return self::newestNeeding( $limit, $offset );
		}
		// Of a page each order is asked, and not first listed which ones are open.
		return self::newestOf( in_array( $state, self::ENDED, true ) ? self::sales( $state ) . ' AND ' . self::isNewest() . ' AND ' . self::hasNone( self::open( 's.' ) ) : self::from( $state ), $limit, $offset );
	}

	/** @return list<int> */
	private static function newestOf( string $from, int $limit, int $offset ): array {
		return Sql::ids( "SELECT e.order_id $from GROUP BY e.order_id ORDER BY e.order_id DESC LIMIT %d OFFSET %d", $limit, $offset );
	}

	/** @return list<int> Ids of orders that need a person, newest first. */
	public static function newestNeeding( int $limit, int $offset = 0 ): array {
		return Sql::ids( self::needsPerson( $limit + $offset ) . ' ORDER BY order_id DESC LIMIT %d OFFSET %d', $limit, $offset );
	}

	/** @return list<string> Options that a page in this state reads. */
	public static function options( string $state ): array {
		return CachedCount::options( "orders_$state", 'orders_' . self::ATTENTION );
	}

	/**
	 * SQL: ids of orders that need a person, each once: refused, uncertain, retried for long, broken by something in the
	 * shop, or sent but in doubt since. Each part has a key of its own.
	 *
	 * @param int|null $newest As many of each part; null = all.
	 */
	private static function needsPerson( ?int $newest = null ): string {
		$parts = [
			Sql::prepare( 'state = %s', OutboxEntry::REJECTED ),
			Sql::prepare( 'state = %s', OutboxEntry::UNCERTAIN ),
			Sql::prepare( 'state = %s AND attempts >= %d', OutboxEntry::WAITING, self::PATIENCE ),
			Sql::prepare( 'state IN (%s, %s, %s, %s) AND error_code = %s', OutboxEntry::SENT, OutboxEntry::QUEUED, OutboxEntry::SENDING, OutboxEntry::WAITING, OutboxEntry::BROKEN ),
		];
		$parts = array_merge( $parts, null === $newest ? [ self::is( self::DIFFERS ) ] : self::issues() );
		$table = OutboxQueries::name();
		$limit = static fn( string $part ): string => null === $newest ? "SELECT order_id FROM $table WHERE $part" : "SELECT order_id FROM (SELECT order_id FROM $table WHERE $part GROUP BY order_id ORDER BY order_id DESC LIMIT $newest) p";
		return implode( ' UNION ', array_map( $limit, $parts ) );
	}

	/** @return list<string> Conditions: one of each issue, since the key has the orders of each in their order. */
	private static function issues(): array {
		// With the state, the database leaps from code to code in the key.
		$codes = Sql::column( 'SELECT DISTINCT issue_code, state FROM ' . OutboxQueries::name() . ' WHERE ' . self::is( self::DIFFERS ) );
		return array_map( static fn( ?string $code ): string => Sql::prepare( 'state = %s AND issue_code = %s', OutboxEntry::SENT, (string) $code ), $codes );
	}

	/**
	 * The entry that says which state its order is in. Pure.
	 *
	 * @param non-empty-list<OutboxEntry> $entries All of the order.
	 */
	public static function leading( array $entries ): OutboxEntry {
		usort( $entries, static fn( OutboxEntry $a, OutboxEntry $b ): int => $a->id <=> $b->id );
		foreach ( self::OPEN as $state ) {
			foreach ( $entries as $entry ) {
				if ( $state === self::state( $entry ) ) {
					return $entry;
				}
			}
		}
		return self::newestSale( $entries ) ?? $entries[0];
	}

	/**
	 * Pure.
	 *
	 * @param array<OutboxEntry> $entries Of one order.
	 */
	public static function newestSale( array $entries ): ?OutboxEntry {
		$newest = null;
		foreach ( $entries as $entry ) {
			if ( OutboxEntry::ROLE_SALE === $entry->role && ( null === $newest || $entry->revision > $newest->revision ) ) {
				$newest = $entry;
			}
		}
		return $newest;
	}

	/**
	 * The newest sale that has a document, or had one. Pure.
	 *
	 * @param list<OutboxEntry> $entries Of one order.
	 */
	public static function document( array $entries ): ?OutboxEntry {
		return self::newestSale( array_filter( $entries, static fn( OutboxEntry $entry ): bool => '' !== $entry->documentName() ) );
	}

	/**
	 * The newest sale, where SORS has its document open and numbered: as far as is known, and no request to cancel it has
	 * begun. Pure.
	 *
	 * @param list<OutboxEntry> $entries Of one order.
	 */
	public static function openDocument( array $entries ): ?OutboxEntry {
		$newest = self::newestSale( $entries );
		if ( null === $newest || OutboxEntry::SENT !== $newest->state || '' === (string) $newest->documentNumber || $newest->hasIssue( [ Issue::MISSING ] ) ) {
			return null;
		}
		foreach ( $entries as $entry ) {
			if ( OutboxEntry::ROLE_CANCEL === $entry->role && $entry->revision === $newest->revision && $entry->isLocked() ) {
				return null;
			}
		}
		return $newest;
	}

	/** Of the order, as far as this entry of it says. Pure. */
	public static function state( OutboxEntry $entry ): string {
		return OutboxEntry::SENT === $entry->state && null !== $entry->issue ? self::DIFFERS : $entry->state;
	}

	/** Entries e, one of each order at least, of the orders in this state; '' = all. */
	private static function from( string $state ): string {
		$table = OutboxQueries::name();
		if ( self::ATTENTION === $state ) {
			return 'FROM (' . self::needsPerson() . ') e WHERE 1 = 1';
		}
		$place = array_search( $state, self::OPEN, true );
		if ( false !== $place ) {
			$before = array_map( static fn( string $other ): string => self::is( $other ), array_slice( self::OPEN, 0, $place ) );
			return "FROM $table e WHERE " . self::is( $state, 'e.' ) . ( [] === $before ? '' : " AND e.order_id NOT IN (SELECT order_id FROM $table WHERE " . implode( ' OR ', $before ) . ')' );
		}
		if ( OutboxEntry::SENT === $state ) {
			// Nearly all: those of the page are looked at, order by order.
			$ended = "s.role = 'sale' AND s.state IN (" . Sql::quoted( self::ENDED ) . ') AND ' . self::isNewest( 's' );
			return "FROM $table e WHERE " . self::hasNone( '(' . self::open( 's.' ) . " OR ($ended))" );
		}
		// Few orders have more than one revision: they are listed first, and of the others the newest need not be looked for.
		return in_array( $state, self::STATES, true ) ? self::sales( $state ) . " AND (e.order_id NOT IN (SELECT order_id FROM $table WHERE role = 'sale' AND revision > 1) OR " . self::isNewest() . ') AND ' . self::notOpen() : "FROM $table e WHERE 1 = 1";
	}

	private static function sales( string $state ): string {
		return Sql::prepare( 'FROM ' . OutboxQueries::name() . " e WHERE e.role = 'sale' AND e.state = %s", $state );
	}

	/** No sale of its order is newer than this one. */
	private static function isNewest( string $of = 'e' ): string {
		return 'NOT EXISTS (SELECT 1 FROM ' . OutboxQueries::name() . " x WHERE x.order_id = $of.order_id AND x.role = 'sale' AND x.revision > $of.revision)";
	}

	private static function is( string $state, string $of = '' ): string {
		return self::DIFFERS === $state ? "({$of}state = 'sent' AND {$of}issue_code IS NOT NULL)" : Sql::prepare( "{$of}state = %s", $state );
	}

	/** Its order has no entry s that is so. As NOT EXISTS the database would first list all the others. */
	private static function hasNone( string $condition ): string {
		return '(SELECT COUNT(*) FROM ' . OutboxQueries::name() . " s WHERE s.order_id = e.order_id AND $condition) = 0";
	}

	private static function notOpen(): string {
		return 'e.order_id NOT IN (SELECT order_id FROM ' . OutboxQueries::name() . ' WHERE ' . self::open() . ')';
	}

	private static function open( string $of = '' ): string {
		return "({$of}state IN (" . Sql::quoted( array_values( array_diff( self::OPEN, [ self::DIFFERS ] ) ) ) . ') OR ' . self::is( self::DIFFERS, $of ) . ')';
	}

	/** @return list<int> Orders that have, or had, a document with this number, newest first. */
	public static function ofDocument( string $number ): array {
		return Sql::ids( 'SELECT DISTINCT order_id FROM ' . OutboxQueries::name() . ' WHERE document_number = %s ORDER BY order_id DESC LIMIT 1000', $number );
	}

	/** @return list<int> Orders with this id or number, or with such a document or reference. */
	private static function found( string $search ): array {
		$bare = ltrim( $search, '#' );
		$reference = Reference::read( $bare );
		$isId      = 1 === preg_match( '/^\d{1,18}$/D', $bare );
		$id        = null === $reference ? (int) ( $isId ? $bare : 0 ) : $reference->orderId;
		$ids       = implode( ', ', [ $id, ...OrderStorage::current()->numbered( $bare ) ] );
		return Sql::ids( 'SELECT DISTINCT order_id FROM ' . OutboxQueries::name() . " WHERE order_id IN ($ids) OR document_number = %s OR document_id = %s ORDER BY order_id DESC LIMIT 1000", $search, $search );
	}
}
