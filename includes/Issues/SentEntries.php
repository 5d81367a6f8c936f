<?php
declare( strict_types=1 );

namespace SorsApi\Issues;

use SorsApi\Database\DatabaseClock;
use SorsApi\Database\Tables;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;

/** Entries whose documents can be held against SORS, in an order that can be gone on with. */
final class SentEntries {

	/** Sorts like a day within its database. */
	private const DAY = "CONCAT(database_name, ' ', COALESCE(document_date, SUBSTR(created_at, 1, 10)))";

	/** @param int $since Unix timestamp; so is `$until`. */
	public function count( int $since, int $until ): int {
		global $wpdb;
		return (int) $wpdb->get_var( 'SELECT COUNT(*) ' . self::from( $since, $until ) );
	}

	/**
	 * @param string $after dayKey() of a row of the day before; '' = from the beginning.
	 *
	 * @return list<OutboxEntry> All of one day and database.
	 */
	public function nextDay( int $since, int $until, string $after ): array {
		global $wpdb;
		$from = self::from( $since, $until );
		$next = $wpdb->get_var( $wpdb->prepare( 'SELECT MIN(' . self::DAY . ") $from AND " . self::DAY . ' > %s', $after ) );
		return null === $next ? [] : OutboxTable::many( (string) $wpdb->prepare( "SELECT * $from AND " . self::DAY . ' = %s ORDER BY id', $next ) );
	}

	/** @return list<OutboxEntry> One, or none. */
	public function nextRow( int $since, int $until, int $after ): array {
		return OutboxTable::many( 'SELECT * ' . self::from( $since, $until ) . ' AND id > ' . $after . ' ORDER BY id LIMIT 1' );
	}

	public static function dayKey( OutboxEntry $row ): string {
		return $row->database . ' ' . SentDocuments::day( $row );
	}

	private static function from( int $since, int $until ): string {
		global $wpdb;
		return (string) $wpdb->prepare(
			'FROM ' . Tables::name( Tables::OUTBOX ) . ' WHERE state = %s AND role <> %s AND reference IS NOT NULL AND database_name IS NOT NULL AND created_at >= %s AND created_at <= %s',
			OutboxEntry::SENT,
			OutboxEntry::ROLE_CANCEL,
			DatabaseClock::datetime( $since ),
			DatabaseClock::datetime( $until )
		);
	}
}
