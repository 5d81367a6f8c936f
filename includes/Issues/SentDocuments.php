<?php
declare( strict_types=1 );

namespace SorsApi\Issues;

use SorsApi\Entries\OutboxEntry;
use SorsApi\Sors\Api;
use SorsApi\Sors\Document;

/** Asks SORS which documents there are of rows that were sent, by whatever way its interface offers. */
final class SentDocuments {

	private Api $api;

	public function __construct( Api $api ) {
		$this->api = $api;
	}

	/** Whole days at once, which takes far fewer requests than asking row by row. */
	public function canList(): bool {
		return $this->api->supports( 'listDocuments' ) && $this->api->supportsField( 'document', 'externalReference' );
	}

	public function canFind(): bool {
		return $this->api->supports( 'findDocuments' );
	}

	/**
	 * @param string $prefix What all references of this shop begin with.
	 *
	 * @return array<string, list<Document>> Reference => all documents of that day that carry it.
	 *
	 * @throws \SorsApi\Sors\SorsError
	 */
	public function ofDay( string $database, string $day, string $prefix ): array {
		$found = [];
		$date  = new \DateTimeImmutable( $day );
		$next  = null;
		do {
			$page = $this->api->listDocuments( $database, $date, $date, $next );
			foreach ( $page->items as $document ) {
				if ( null !== $document->externalReference && 0 === strpos( $document->externalReference, $prefix ) ) {
					$found[ $document->externalReference ][] = $document;
				}
			}
			$next = $page->next;
		} while ( null !== $next );
		return $found;
	}

	/**
	 * @return list<Document> All that carry the row's reference.
	 *
	 * @throws \SorsApi\Sors\SorsError
	 */
	public function ofRow( OutboxEntry $row ): array {
		$reference = (string) $row->reference;
		if ( ! $this->canFind() ) {
			return $this->canList() ? $this->ofDay( (string) $row->database, self::day( $row ), $reference )[ $reference ] ?? [] : [];
		}
		return array_values(
			array_filter(
				$this->api->findDocuments( (string) $row->database, $reference ),
				// An interface that does not repeat the reference was asked for it, and is believed.
				static fn( Document $document ): bool => null === $document->externalReference || $document->externalReference === $reference
			)
		);
	}

	public static function day( OutboxEntry $row ): string {
		return $row->documentDate ?? substr( $row->createdAt, 0, 10 );
	}
}
