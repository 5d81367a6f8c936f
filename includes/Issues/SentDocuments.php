<?php
declare( strict_types=1 );

namespace SorsApi\Issues;

use SorsApi\Database\DatabaseClock;
use SorsApi\Database\Sql;
use SorsApi\Database\Tables;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Sors\Api;
use SorsApi\Sors\Document;

/** Sent entries, day by day or one by one, and the documents that SORS has of them, by whatever way its interface offers. */
final class SentDocuments {

	/** SQL: sorts by database, then by day. */
	private const DAY = "CONCAT(database_name, ' ', COALESCE(document_date, SUBSTR(created_at, 1, 10)))";

	private Api $api;

	public function __construct( Api $api ) {
		$this->api = $api;
	}

	/** Whole days at once, which takes far fewer requests than asking entry by entry. */
	public function canList(): bool {
		return $this->api->supports( 'listDocuments' ) && $this->api->supportsField( 'document', 'externalReference' );
	}

	public function canFind(): bool {
		return $this->api->supports( 'findDocuments' );
	}

	/**
	 * @return array<string, list<Document>> Reference => all documents of that day that carry it.
	 *
	 * @throws \SorsApi\Sors\SorsError
	 */
	public function ofDay( string $database, string $day ): array {
		$found = [];
		$date  = new \DateTimeImmutable( $day );
		$next  = null;
		do {
			$page = $this->api->listDocuments( $database, $date, $date, $next );
			foreach ( $page->items as $document ) {
				if ( null !== $document->externalReference ) {
					$found[ $document->externalReference ][] = $document;
				}
			}
			$next = $page->next;
		} while ( null !== $next );
		return $found;
	}

	/**
	 * @return list<Document> All that carry the entry's reference.
	 *
	 * @throws \SorsApi\Sors\SorsError
	 */
	public function ofEntry( OutboxEntry $entry ): array {
		$reference = (string) $entry->reference;
		if ( ! $this->canFind() ) {
			return $this->canList() ? $this->ofDay( (string) $entry->database, self::day( $entry ) )[ $reference ] ?? [] : [];
		}
		return array_values(
			array_filter(
				$this->api->findDocuments( (string) $entry->database, $reference ),
				// An interface that does not repeat the reference in its answer was asked for that reference alone.
				static fn( Document $document ): bool => null === $document->externalReference || $document->externalReference === $reference
			)
		);
	}

	public static function day( OutboxEntry $entry ): string {
		return $entry->documentDate ?? substr( $entry->createdAt, 0, 10 );
	}

	/** @param int $since Unix timestamp; so is `$until`. */
	public static function count( int $since, int $until ): int {
		return (int) Sql::value( 'SELECT COUNT(*) ' . self::from( $since, $until ) );
	}

	/**
	 * @param string $after dayKey() of an entry of the day before; '' = from the beginning.
	 *
	 * @return list<OutboxEntry> All of one day and database.
	 */
	public static function nextDay( int $since, int $until, string $after ): array {
		global $wpdb;
		$from = self::from( $since, $until );
		$next = Sql::value( (string) $wpdb->prepare( 'SELECT MIN(' . self::DAY . ") $from AND " . self::DAY . ' > %s', $after ) );
		return null === $next ? [] : OutboxTable::many( (string) $wpdb->prepare( "SELECT * $from AND " . self::DAY . ' = %s ORDER BY id', $next ) );
	}

	/** @return list<OutboxEntry> One, or none. */
	public static function next( int $since, int $until, int $after ): array {
		return OutboxTable::many( 'SELECT * ' . self::from( $since, $until ) . ' AND id > ' . $after . ' ORDER BY id LIMIT 1' );
	}

	public static function dayKey( OutboxEntry $entry ): string {
		return $entry->database . ' ' . self::day( $entry );
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
