<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Entries\History;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Sors\Api;
use SorsApi\Sors\Decimal;
use SorsApi\Sors\Document;
use SorsApi\Sors\Malformed;
use SorsApi\Sors\Rejected;

/** Finds out whether SORS made the document whose reply was lost. */
final class LookUp {

	/** Seconds between two misses: a slow server may commit long after we gave up. */
	private const BETWEEN_MISSES = 180;

	/** Unusable answers after which a person has to look. */
	private const MOST_LOOKUPS = 6;

	private OutboxTable $entries;
	private History $history;
	private Transitions $transitions;

	public function __construct( OutboxTable $entries, History $history, Transitions $transitions ) {
		$this->entries     = $entries;
		$this->history     = $history;
		$this->transitions = $transitions;
	}

	/**
	 * @return bool True where SORS certainly has no such document: it may be sent again. Else the entry has been dealt with.
	 *
	 * @throws \SorsApi\Sors\SorsError
	 */
	public function isMissing( OutboxEntry $entry, string $token, Api $api ): bool {
		if ( ! $api->supports( 'findDocuments' ) || null === $entry->reference || null === $entry->database ) {
			$this->transitions->uncertain( $entry, $token, 'no_lookup', __( 'SORS\' answer was lost, and its interface offers no way to look the document up. Look in SORS whether the document is there, then say so here, or send it again.', 'sors-api-for-woocommerce' ) );
			return false;
		}
		try {
			$found = $api->findDocuments( $entry->database, $entry->reference );
		} catch ( Rejected | Malformed $error ) {
			$this->unusable( $entry, $token, $error->getMessage() );
			return false;
		}
		$found = array_values( array_filter( $found, [ self::class, 'carries' ] ) );
		return $this->judge( $entry, $token, self::withReference( $found, $entry->reference ) );
	}

	/** @param list<Document> $found Everything that carries the entry's reference. */
	private function judge( OutboxEntry $entry, string $token, array $found ): bool {
		$agreeing = [];
		foreach ( $found as $document ) {
			if ( self::agrees( $entry, $document ) ) {
				$agreeing[] = $document;
			}
		}
		if ( 1 === count( $agreeing ) ) {
			/* translators: %s: number of a document. */
			$this->transitions->sent( $entry, $token, $agreeing[0], OutboxEntry::FOUND, sprintf( __( 'SORS\' answer had been lost; the document was found there: %s.', 'sors-api-for-woocommerce' ), (string) ( $agreeing[0]->number ?? $agreeing[0]->id ) ) );
			return false;
		}
		if ( [] !== $found ) {
			$code = [] === $agreeing ? 'found_other' : 'found_several';
			$this->transitions->uncertain( $entry, $token, $code, self::confusion( $found, [] === $agreeing ) );
			return false;
		}
		if ( $entry->lookupMisses > 0 ) {
			$this->history->add( $entry->id, 'missed', __( 'SORS was asked twice, minutes apart, and has no such document. It is sent again.', 'sors-api-for-woocommerce' ) );
			return true;
		}
		$this->entries->update( $entry->id, [ 'lookup_misses' => 1 ], $token );
		$this->transitions->lost( $entry, $token, self::BETWEEN_MISSES, __( 'SORS\' answer was lost, and SORS has no such document so far. It is asked once more in a few minutes, since a slow server may still make it.', 'sors-api-for-woocommerce' ) );
		return false;
	}

	private function unusable( OutboxEntry $entry, string $token, string $message ): void {
		$this->entries->update( $entry->id, [ 'lookups' => $entry->lookups + 1 ], $token );
		if ( $entry->lookups + 1 >= self::MOST_LOOKUPS ) {
			/* translators: %s: what SORS answered. */
			$this->transitions->uncertain( $entry, $token, 'lookup_failed', sprintf( __( 'SORS\' answer was lost, and the document cannot be looked up: %s Look in SORS whether it is there, then say so here, or send it again.', 'sors-api-for-woocommerce' ), $message ) );
			return;
		}
		$this->transitions->lost( $entry, $token, Failures::retryAfter( $entry->lookups + 1 ), $message );
	}

	/** A document without number and id could not be named afterwards. */
	private static function carries( Document $document ): bool {
		return null !== $document->id || null !== $document->number;
	}

	/**
	 * @param list<Document> $found
	 *
	 * @return list<Document>
	 */
	private static function withReference( array $found, string $reference ): array {
		return array_values(
			array_filter(
				$found,
				// An interface that does not repeat the reference was asked for it, and is believed.
				static function ( Document $document ) use ( $reference ): bool {
					return null === $document->externalReference || $document->externalReference === $reference;
				}
			)
		);
	}

	/** What SORS does not say cannot disagree. */
	public static function agrees( OutboxEntry $entry, Document $document ): bool {
		if ( null !== $document->kind && $document->kind !== $entry->kind ) {
			return false;
		}
		if ( null !== $document->date && null !== $entry->documentDate && $document->date !== $entry->documentDate ) {
			return false;
		}
		if ( null === $document->total || null === $entry->total ) {
			return true;
		}
		$difference = Decimal::subtract( $document->total, $entry->total );
		return Decimal::compare( $difference, '0.01' ) <= 0 && Decimal::compare( $difference, '-0.01' ) >= 0;
	}

	/** @param list<Document> $found */
	private static function confusion( array $found, bool $other ): string {
		$numbers = implode(
			', ',
			array_map(
				static function ( Document $document ): string {
					return (string) ( $document->number ?? $document->id );
				},
				$found
			)
		);
		return $other
			/* translators: %s: numbers of documents. */
			? sprintf( __( 'SORS\' answer was lost. SORS has a document with this order\'s reference, but of another kind, date or total: %s. Compare it with the order, then say here whether it is the right one.', 'sors-api-for-woocommerce' ), $numbers )
			/* translators: %s: numbers of documents. */
			: sprintf( __( 'SORS has several documents of this order: %s. Cancel all but one there, then enter its number here.', 'sors-api-for-woocommerce' ), $numbers );
	}
}
