<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Entries\OutboxEntry;
use SorsApi\Sors\Document;

/**
 * Which document in SORS was made from which, as far as these tell. What SORS, or somebody there, made from a document
 * of ours may carry our reference on. At any depth it is no second one, and it is never cancelled from here. Pure.
 */
final class DerivedDocuments {

	/** @var array<string, list<Document>> By their own id, and by that of their source. */
	private array $by = [];

	/** @param list<Document> $documents */
	public function __construct( array $documents ) {
		foreach ( $documents as $document ) {
			foreach ( array_unique( array_filter( [ (string) $document->id, (string) $document->sourceDocumentId ] ) ) as $id ) {
				$this->by[ self::key( $id ) ][] = $document;
			}
		}
	}

	/** @return list<string> Of all of them, and of their sources. */
	public function ids(): array {
		return array_map( static fn( string $key ): string => substr( $key, strlen( self::key( '' ) ) ), array_keys( $this->by ) );
	}

	/**
	 * @param list<string> $ids
	 * @param bool         $ofReturns Whether what was made from goods that came back is meant as well.
	 * @return list<Document> Those with these ids, what was made from them, and what was made from that.
	 */
	public function of( array $ids, bool $ofReturns = true ): array {
		$known = array_fill_keys( array_map( [ self::class, 'key' ], $ids ), true );
		$found = [];
		for ( $at = 0; $at < count( $ids ); $at++ ) {
			foreach ( $this->by[ self::key( $ids[ $at ] ) ] ?? [] as $document ) {
				$found[ spl_object_id( $document ) ] = $document;
				$key                                 = self::key( (string) $document->id );
				if ( ( $ofReturns || 'return' !== $document->kind ) && ! isset( $known[ $key ] ) ) {
					$known[ $key ] = true;
					$ids[]         = (string) $document->id;
				}
			}
		}
		return array_values( $found );
	}

	/** Whether something open was made from this one, at any depth. */
	public function isFollowed( Document $document ): bool {
		foreach ( $this->of( [ (string) $document->id ] ) as $made ) {
			if ( $made !== $document && 'cancelled' !== $made->status ) {
				return true;
			}
		}
		return false;
	}

	/** Whether it may be what was sent for the entry. */
	public static function isAsSent( Document $document, OutboxEntry $entry ): bool {
		return self::isAsSentBy( $document, $entry->role ) && ( null === $document->kind || null === $entry->kind || $document->kind === $entry->kind );
	}

	/** Whether it may be what an entry of this role has sent: made from nothing in SORS, but for a return, which is made from the document of its sale. */
	public static function isAsSentBy( Document $document, string $role ): bool {
		$isReturn = OutboxEntry::ROLE_RETURN === $role;
		return ( $isReturn || ! self::hasSource( $document ) ) && ( null === $document->kind || $isReturn === ( 'return' === $document->kind ) );
	}

	public static function hasSource( Document $document ): bool {
		return null !== $document->sourceDocumentId && $document->sourceDocumentId !== $document->id;
	}

	private static function key( string $id ): string {
		return 'id ' . $id;
	}
}
