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

	private OutboxTable $entries;

	public function __construct( OutboxTable $entries ) {
		$this->entries = $entries;
	}

	/** @param list<Document> $documents Any of that database: what was made need not be of the day of its source. */
	public function take( string $database, array $documents ): void {
		$derived = new DerivedDocuments( $documents );
		foreach ( array_chunk( $derived->ids(), 500 ) as $ids ) {
			foreach ( $this->entries->salesOf( $database, $ids ) as $entry ) {
				$this->mark( $entry, SentDocuments::made( $derived, $entry ) );
			}
		}
	}

	/** @param list<Document> $made Open ones that SORS made from the entry's document. */
	public function mark( OutboxEntry $entry, array $made ): void {
		if ( [] === $made || OutboxEntry::ROLE_SALE !== $entry->role || OutboxEntry::SENT !== $entry->state || $entry->hasIssue( Reconciliation::CODES ) ) {
			return;
		}
		$marks = array_map( static fn( Document $document ): string => $document->kind . ' ' . $document->id, array_filter( $this->withoutOurs( $entry, $made ), static fn( Document $document ): bool => null !== $document->id ) );
		$new   = array_slice( array_values( array_diff( $marks, $entry->made ) ), 0, max( 0, self::MOST - count( $entry->made ) ) );
		if ( [] !== $new ) {
			$this->entries->made( $entry, array_merge( $entry->made, $new ) );
		}
	}

	/**
	 * @param non-empty-list<Document> $made
	 *
	 * @return list<Document> Those that are of no other entry of the order.
	 */
	private function withoutOurs( OutboxEntry $entry, array $made ): array {
		$ours = [];
		foreach ( $this->entries->ofOrder( $entry->orderId ) as $other ) {
			if ( $other->id !== $entry->id ) {
				$ours[ 'id ' . $other->documentId ]       = true;
				$ours[ 'reference ' . $other->reference ] = true;
			}
		}
		unset( $ours['id '], $ours['reference '] );
		return array_values( array_filter( $made, static fn( Document $document ): bool => ! isset( $ours[ 'id ' . $document->id ] ) && ! isset( $ours[ 'reference ' . $document->externalReference ] ) ) );
	}
}
