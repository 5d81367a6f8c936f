<?php
declare( strict_types=1 );

namespace SorsApi\Issues;

use SorsApi\Database\DatabaseClock;
use SorsApi\Database\Sql;
use SorsApi\Entries\History;
use SorsApi\Entries\Issue;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Outbox\DerivedDocuments;
use SorsApi\Outbox\DocumentSearch;
use SorsApi\Sors\Api;
use SorsApi\Sors\Document;
use SorsApi\Sors\Malformed;
use SorsApi\Sors\Rejected;

/** Sent entries, day by day or one by one, and the documents that SORS has of them, by whatever way its interface offers; what it does not tell is a SorsError. */
final class SentDocuments {

	/** SQL: sorts by database, then by day. */
	private const DAY = "CONCAT(database_name, ' ', COALESCE(document_date, SUBSTR(created_at, 1, 10)))";

	/** Of what was made from a document, the latest are asked for. */
	private const MOST_MADE = 5;

	/** Documents that are asked for to learn from which one another was made. */
	private const MOST_SOURCES = 5;

	private Api $api;

	public function __construct( Api $api ) {
		$this->api = $api;
	}

	/** Whole days at once, which takes far fewer requests than asking entry by entry. */
	public function canList(): bool {
		return $this->api->supports( 'listDocuments' );
	}

	/** Whether the lists tell by their references whose documents they hold. */
	public function listsReferences(): bool {
		return $this->canList() && $this->api->supportsField( 'document', 'externalReference' );
	}

	public function canRead(): bool {
		return $this->api->supports( 'getDocument' );
	}

	public function canFind(): bool {
		return $this->api->findsByReference();
	}

	/**
	 * Whether its own would have to be read for its lines: lists of SORS need not show them.
	 *
	 * @param list<Document> $found Of the entry.
	 */
	public function lacksLines( array $found, OutboxEntry $entry ): bool {
		$own = self::own( $found, $entry );
		return null !== $own && null !== $own->id && [] === $own->lines && $this->canRead() && null !== $entry->lines();
	}

	/** @return list<Document> All of that day, not only ours. */
	public function ofDay( string $database, string $day ): array {
		return $this->api->documentsOfDay( $database, $day );
	}

	/**
	 * The entry's own document and all others that carry its reference. One that carries none may be anybody's: an
	 * interface that does not know the search would answer with everything.
	 *
	 * @return list<Document>
	 */
	public function ofEntry( OutboxEntry $entry ): array {
		$database = (string) $entry->database;
		$all      = [];
		if ( $this->canFind() ) {
			$all = $this->api->findDocuments( $database, (string) $entry->reference );
		} elseif ( $this->canList() ) {
			$all = DocumentSearch::listed( $entry, $database, self::day( $entry ), $this->api );
		}
		if ( null === self::own( $all, $entry ) && null !== $entry->documentId && $this->canRead() ) {
			$all = array_merge( $all, array_filter( [ $this->read( $database, $entry->documentId ) ] ) );
		}
		return $this->withoutMade( self::among( $all, $entry ), $entry );
	}

	/**
	 * Some may have been made from the entry's document by way of others, which need not be of that day, nor carry its
	 * reference. Those are asked for by their ids.
	 *
	 * @param list<Document> $found As among().
	 * @return list<Document> The same, as far as they were not.
	 */
	public function withoutMade( array $found, OutboxEntry $entry ): array {
		$known   = array_merge( [ $entry->documentId ], array_column( $found, 'id' ) );
		$sources = [];
		foreach ( $this->canRead() ? $found : [] as $document ) {
			$from = 'cancelled' === $document->status || self::isOwn( $document, $entry ) || DerivedDocuments::isAsSent( $document, $entry ) ? null : $document;
			while ( null !== $from && DerivedDocuments::hasSource( $from ) && ! in_array( $from->sourceDocumentId, $known, true ) && count( $sources ) < self::MOST_SOURCES ) {
				$known[]   = $from->sourceDocumentId;
				$from      = $this->readUsable( (string) $entry->database, (string) $from->sourceDocumentId );
				$sources[] = $from;
			}
		}
		$sources = array_values( array_filter( $sources ) );
		$made    = [] === $sources ? [] : self::madeAmong( new DerivedDocuments( array_merge( $found, $sources ) ), $entry );
		return self::without( $made, $found );
	}

	/**
	 * @param list<Document> $made
	 * @param list<Document> $documents
	 * @return list<Document>
	 */
	private static function without( array $made, array $documents ): array {
		return array_values( array_filter( $documents, static fn( Document $document ): bool => ! in_array( $document, $made, true ) ) );
	}

	public function readUsable( string $database, string $id ): ?Document {
		try {
			return $this->read( $database, $id );
		} catch ( Rejected | Malformed $unusable ) {
			// Then it is not known, which is put before a person.
			return null;
		}
	}

	/**
	 * What SORS made from the entry's document, which it may have closed then. That it made some was told, perhaps of
	 * another day's list: those are asked for one by one.
	 *
	 * @return list<Document>
	 */
	public function madeFrom( OutboxEntry $entry ): array {
		$database = (string) $entry->database;
		$found    = $this->canFind() ? self::made( new DerivedDocuments( $this->api->findDocuments( $database, (string) $entry->reference ) ), $entry ) : [];
		foreach ( array_slice( $entry->madeIds(), -self::MOST_MADE ) as $id ) {
			if ( in_array( $id, array_column( $found, 'id' ), true ) ) {
				continue;
			}
			$document = $this->canRead() ? $this->read( $database, $id ) : new Document( [ 'id' => $id ] );
			if ( null !== $document && 'cancelled' !== $document->status ) {
				$found[] = $document;
			}
		}
		return $found;
	}

	/**
	 * One that was listed, as it is now.
	 *
	 * @return Document|null Null = SORS does not show it any more.
	 */
	public function again( string $database, string $id, string $reference, string $day ): ?Document {
		if ( $this->canRead() ) {
			return $this->read( $database, $id );
		}
		$all = $this->canFind() ? $this->api->findDocuments( $database, $reference ) : $this->ofDay( $database, $day );
		return array_values( array_filter( $all, static fn( Document $document ): bool => $document->id === $id ) )[0] ?? null;
	}

	/** @return Document|null Null = SORS does not have it. */
	public function read( string $database, string $id ): ?Document {
		try {
			return $this->api->getDocument( $database, $id );
		} catch ( Rejected $refused ) {
			if ( 404 !== $refused->status ) {
				throw $refused;
			}
			return null;
		}
	}

	/**
	 * Pure.
	 *
	 * @return list<Document> Open ones that SORS made from the entry's, at any depth, for the sale of its goods.
	 */
	public static function made( DerivedDocuments $derived, OutboxEntry $entry ): array {
		return array_values( array_filter( self::madeAmong( $derived, $entry, false ), static fn( Document $document ): bool => 'cancelled' !== $document->status && 'return' !== $document->kind ) );
	}

	/** @return list<Document> Made from the entry's own, at any depth. Of what was told to be, too, the source need not be known any more. */
	private static function madeAmong( DerivedDocuments $derived, OutboxEntry $entry, bool $ofReturns = true ): array {
		$ids = array_merge( null === $entry->documentId ? [] : [ $entry->documentId ], $entry->madeIds() );
		return array_values( array_filter( $derived->of( $ids, $ofReturns ), static fn( Document $document ): bool => ! self::isOwn( $document, $entry ) ) );
	}

	/**
	 * A day may have thousands of documents and of entries: each entry is compared only with those that could be its own. Pure.
	 *
	 * @param list<Document>    $documents
	 * @param list<OutboxEntry> $entries
	 * @return array<int, list<Document>> Entry's id => what among() gives.
	 */
	public static function byEntry( array $documents, array $entries ): array {
		$by = [];
		foreach ( $documents as $document ) {
			foreach ( array_unique( [ "id $document->id", "number $document->number", "reference $document->externalReference" ] ) as $key ) {
				$by[ $key ][ spl_object_id( $document ) ] = $document;
			}
		}
		$derived = new DerivedDocuments( $documents );
		$found   = [];
		foreach ( $entries as $entry ) {
			$found[ $entry->id ] = self::among( array_values( ( $by[ "id $entry->documentId" ] ?? [] ) + ( $by[ "number $entry->documentNumber" ] ?? [] ) + ( $by[ "reference $entry->reference" ] ?? [] ) ), $entry, $derived );
		}
		return $found;
	}

	/**
	 * Pure.
	 *
	 * @param list<Document>        $documents
	 * @param DerivedDocuments|null $derived   Of more than these; null = of these.
	 * @return list<Document> Of these, the entry's own and those that carry its reference; not what was made from its own, at any depth.
	 */
	public static function among( array $documents, OutboxEntry $entry, ?DerivedDocuments $derived = null ): array {
		$found = array_values( array_filter( $documents, static fn( Document $document ): bool => self::isOwn( $document, $entry ) || ( null !== $entry->reference && $document->externalReference === $entry->reference ) ) );
		return self::without( self::madeAmong( $derived ?? new DerivedDocuments( $documents ), $entry ), $found );
	}

	/**
	 * The one that the entry knows, whatever its reference says by now. Pure.
	 *
	 * @param list<Document> $documents
	 */
	public static function own( array $documents, OutboxEntry $entry ): ?Document {
		return array_values( array_filter( $documents, static fn( Document $document ): bool => self::isOwn( $document, $entry ) ) )[0] ?? null;
	}

	private static function isOwn( Document $document, OutboxEntry $entry ): bool {
		if ( null !== $entry->documentId && null !== $document->id ) {
			return $document->id === $entry->documentId;
		}
		return null !== $entry->documentNumber && $document->number === $entry->documentNumber;
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
	 * @return list<OutboxEntry> All of one day and database.
	 */
	public static function nextDay( int $since, int $until, string $after ): array {
		$from = self::from( $since, $until );
		$next = Sql::value( 'SELECT MIN(' . self::DAY . ") $from AND " . self::DAY . ' > %s', $after );
		return null === $next ? [] : OutboxTable::many( Sql::prepare( "SELECT * $from AND " . self::DAY . ' = %s ORDER BY id', $next ) );
	}

	/** @return list<OutboxEntry> One, or none. */
	public static function next( int $since, int $until, int $after ): array {
		return OutboxTable::many( 'SELECT * ' . self::from( $since, $until ) . ' AND id > ' . $after . ' ORDER BY id LIMIT 1' );
	}

	public static function dayKey( OutboxEntry $entry ): string {
		return $entry->database . ' ' . self::day( $entry );
	}

	/**
	 * Those that came in the time, and those that were sent in it however long after they came. The latter are read by when
	 * SORS had them, which carrying over and completing move: what happened to them says when it was. A missing one has no
	 * such moment, and may be there again.
	 */
	private static function from( int $since, int $until ): string {
		$late = Sql::prepare( '(r.acknowledged_at >= %d OR r.issue_code = %s) AND ', $since * 1000000, Issue::MISSING ) . History::wasSentSince( $since );
		return Sql::prepare(
			'FROM ' . OutboxTable::name() . ' r WHERE r.state = %s AND r.role IN (%s, %s) AND r.reference IS NOT NULL AND r.database_name IS NOT NULL AND r.created_at <= %s AND (r.created_at >= %s',
			OutboxEntry::SENT,
			OutboxEntry::ROLE_SALE,
			OutboxEntry::ROLE_RETURN,
			DatabaseClock::datetime( $until ),
			DatabaseClock::datetime( $since )
		) . " OR ($late))";
	}
}
