<?php
declare( strict_types=1 );

namespace SorsApi\Issues;

use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Outbox\DerivedDocuments;
use SorsApi\Sors\Document;

/**
 * Marks on sales what SORS made from their documents. One that is closed and followed is not missing, and nothing that
 * was followed is cancelled from here.
 */
final class MadeDocuments {

	/** Marks of an entry: what comes beyond is not noted. */
	private const MOST = 40;

	/** @param list<Document> $documents Any of that database: what was made need not be of the day of its source. */
	public static function take( string $database, array $documents ): void {
		$derived   = new DerivedDocuments( $documents );
		$cancelled = array_values( array_filter( $documents, static fn( Document $document ): bool => 'cancelled' === $document->status && ! $derived->isFollowed( $document ) ) );
		foreach ( array_chunk( $derived->ids(), 500 ) as $ids ) {
			foreach ( OutboxTable::salesOf( $database, $ids ) as $entry ) {
				self::mark( $entry, SentDocuments::made( $derived, $entry ), $cancelled );
			}
		}
	}

	/**
	 * @param list<Document> $made      Open ones that SORS made from the entry's document.
	 * @param list<Document> $cancelled Any: what of it is marked moves no goods. Its id stays, since more may have been made from it.
	 */
	public static function mark( OutboxEntry $entry, array $made, array $cancelled = [] ): void {
		if ( OutboxEntry::ROLE_SALE !== $entry->role || OutboxEntry::SENT !== $entry->state || $entry->hasIssue( Reconciliation::CODES ) ) {
			return;
		}
		$marks = array_map( [ self::class, 'markOf' ], array_filter( [] === $made ? [] : self::withoutOurs( $entry, $made ), static fn( Document $document ): bool => null !== $document->id ) );
		$known = $entry->made;
		foreach ( array_keys( array_intersect( $known, array_map( [ self::class, 'markOf' ], $cancelled ) ) ) as $at ) {
			$known[ $at ] = 'cancelled' . substr( $known[ $at ], (int) strpos( $known[ $at ], ' ' ) );
		}
		$new = array_merge( $known, array_slice( array_values( array_diff( $marks, $known ) ), 0, max( 0, self::MOST - count( $known ) ) ) );
		if ( [] !== $new && $new !== $entry->made ) {
			OutboxTable::made( $entry, $new );
		}
	}

	private static function markOf( Document $document ): string {
		return $document->kind . ' ' . $document->id;
	}

	/**
	 * @param non-empty-list<Document> $made
	 * @return list<Document> Those that are of no other entry of the order.
	 */
	private static function withoutOurs( OutboxEntry $entry, array $made ): array {
		$ours = [];
		foreach ( OutboxTable::ofOrder( $entry->orderId ) as $other ) {
			if ( $other->id !== $entry->id ) {
				$ours[ 'id ' . $other->documentId ]       = true;
				$ours[ 'reference ' . $other->reference ] = true;
			}
		}
		unset( $ours['id '], $ours['reference '] );
		return array_values( array_filter( $made, static fn( Document $document ): bool => ! isset( $ours[ 'id ' . $document->id ] ) && ! isset( $ours[ 'reference ' . $document->externalReference ] ) ) );
	}
}
