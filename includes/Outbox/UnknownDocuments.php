<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Settings\StoreIdentity;
use SorsApi\Sors\Api;
use SorsApi\Sors\Document;
use SorsApi\Sors\Rejected;

/** Documents in SORS that carry this shop's id and that the outbox does not know: they were made after the backup that was restored. */
final class UnknownDocuments {

	/** Entries of which the document is known: it was found or is looked up before anything is sent. */
	private const KNOWN = [ OutboxEntry::SENT, OutboxEntry::SENDING, OutboxEntry::UNCERTAIN ];

	private Api $api;

	public function __construct( Api $api ) {
		$this->api = $api;
	}

	/** Whether all documents of a day can be read, with their references. */
	public function canList(): bool {
		return $this->api->supports( 'listDocuments' ) && $this->api->supportsField( 'document', 'externalReference' );
	}

	/** Whether one can be asked for by its reference, and its answer tells the reference. */
	public function canFind(): bool {
		return $this->api->findsByReference();
	}

	/**
	 * @param string $day Y-m-d.
	 * @return list<UnknownDocument>
	 * @throws \SorsApi\Sors\SorsError
	 */
	public function ofDay( string $database, string $day ): array {
		return $this->among( $this->api->documentsOfDay( $database, $day ) );
	}

	/**
	 * @return list<UnknownDocument>
	 * @throws \SorsApi\Sors\SorsError
	 */
	public function withReference( string $database, string $reference ): array {
		// A server that ignores the filter answers with everything.
		return array_values( array_filter( $this->among( $this->api->findDocuments( $database, $reference ) ), static fn( UnknownDocument $found ): bool => $found->document->externalReference === $reference ) );
	}

	/**
	 * The same, where some interfaces refuse when there is none: that says nothing of a backup.
	 *
	 * @return list<UnknownDocument>
	 * @throws \SorsApi\Sors\SorsError
	 */
	public function lookUp( string $database, string $reference ): array {
		try {
			return $this->withReference( $database, $reference );
		} catch ( Rejected $refused ) {
			return [];
		}
	}

	/**
	 * @param list<Document> $documents
	 * @return list<UnknownDocument>
	 */
	public function among( array $documents ): array {
		$derived = new DerivedDocuments( array_values( array_filter( $documents, static fn( Document $document ): bool => 'return' !== $document->kind ) ) );
		$ours    = [];
		foreach ( $documents as $document ) {
			$read = UnknownDocument::read( $document );
			if ( null !== $read && StoreIdentity::owns( $read->storeId, $document->date ) ) {
				$read->isFollowed = $derived->isFollowed( $document );
				$ours[]           = $read;
			}
		}
		$entries = [] === $ours ? [] : OutboxTable::ofOrders( array_values( array_unique( array_map( static fn( UnknownDocument $found ): int => $found->orderId, $ours ) ) ) );
		return array_values( array_filter( $ours, static fn( UnknownDocument $found ): bool => ! self::isKnown( $found, $entries[ $found->orderId ] ?? [] ) ) );
	}

	/**
	 * What was made from a document may carry its reference on. Where only that is among these, SORS is asked for the
	 * document itself, which may be of another day.
	 *
	 * @param list<UnknownDocument> $found
	 * @return list<UnknownDocument> Those that may be what was sent; of a reference of which none is, the first.
	 * @throws \SorsApi\Sors\SorsError
	 */
	public function asSent( string $database, array $found ): array {
		$byReference = [];
		foreach ( $found as $document ) {
			$byReference[ (string) $document->document->externalReference ][] = $document;
		}
		$sent = [];
		foreach ( $byReference as $reference => $documents ) {
			$own = self::onlyAsSent( $documents );
			if ( [] === $own && $this->canFind() ) {
				$own = self::onlyAsSent( $this->lookUp( $database, (string) $reference ) );
			}
			$sent = array_merge( $sent, [] === $own ? [ $documents[0] ] : $own );
		}
		return $sent;
	}

	/**
	 * @param list<UnknownDocument> $documents
	 * @return list<UnknownDocument>
	 */
	private static function onlyAsSent( array $documents ): array {
		return array_values( array_filter( $documents, static fn( UnknownDocument $document ): bool => $document->isAsSent() ) );
	}

	/** @param list<OutboxEntry> $entries Of its order. */
	private static function isKnown( UnknownDocument $found, array $entries ): bool {
		foreach ( $entries as $entry ) {
			if ( $entry->reference === $found->document->externalReference
				&& ( $entry->isLocked() || null !== $entry->documentId || null !== $entry->documentNumber || in_array( $entry->state, self::KNOWN, true ) ) ) {
				return true;
			}
		}
		return false;
	}
}
