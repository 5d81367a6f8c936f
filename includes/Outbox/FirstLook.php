<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\Reference;
use SorsApi\Log\Log;
use SorsApi\Orders\OrderReader;
use SorsApi\Settings\Uptime;
use SorsApi\Sors\Api;
use SorsApi\Sors\AuthFailed;
use SorsApi\Sors\ContractError;
use SorsApi\Sors\Document;
use SorsApi\Sors\RateLimited;
use SorsApi\Sors\SorsError;

/**
 * Looks whether SORS has a document before it is sent for the first time: it was sent before if a backup of the shop was
 * restored since. This can only find: an answer that is of no use stops nothing.
 */
final class FirstLook {

	/** Days of which the lists are read at most. */
	private const DAYS = 31;

	/** @var array<string, list<Document>> Database and day => its documents, for as long as a worker runs. */
	private array $lists = [];

	public function forget(): void {
		$this->lists = [];
	}

	/**
	 * @param OutboxEntry $entry Of which no request has left, as far as the outbox knows.
	 * @return list<Document> Those that carry the reference with which it is to be sent; `$prepared` is of their database then.
	 * @throws SorsError Where SORS cannot be asked right now.
	 */
	public function find( OutboxEntry $entry, Prepared $prepared, Api $api ): array {
		$created = (int) strtotime( $entry->createdAt . ' UTC' );
		$found   = $this->findIn( $prepared->database, $entry, $prepared, $api );
		$former  = [] === $found && time() - $created > HOUR_IN_SECONDS ? Uptime::exportedTo( $created ) : null;
		if ( null !== $former && '' !== $former && $former !== $prepared->database ) {
			// The shop has moved into the books of another year since.
			$found              = $this->findIn( $former, $entry, $prepared, $api );
			$prepared->database = [] === $found ? $prepared->database : $former;
		}
		return $found;
	}

	/**
	 * @return list<Document>
	 * @throws SorsError
	 */
	private function findIn( string $database, OutboxEntry $entry, Prepared $prepared, Api $api ): array {
		$reference = (string) $prepared->mapped->document->externalReference;
		if ( $api->findsByReference() ) {
			try {
				return DocumentSearch::find( $database, $reference, $api ) ?? [];
			} catch ( SorsError $error ) {
				if ( ! LookUp::isUnusable( $error ) ) {
					throw $error;
				}
				return [];
			}
		}
		if ( ! $api->supports( 'listDocuments' ) || ! $api->supportsField( 'document', 'externalReference' ) ) {
			return [];
		}
		$last  = max( OrderReader::day( null ), (string) $prepared->mapped->document->date );
		$first = max( OrderReader::day( new \DateTimeImmutable( $entry->createdAt . ' UTC' ) ), OrderReader::daysBefore( $last, self::DAYS - 1 ) );
		$found = [];
		for ( $day = $last; $day >= $first; $day = OrderReader::daysBefore( $day, 1 ) ) {
			foreach ( $this->ofDay( $database, $day, $api ) as $document ) {
				if ( $document->externalReference === $reference ) {
					$found[] = $document;
				}
			}
		}
		return $found;
	}

	/**
	 * It bears the day on which it was sent, and the ids of its own database.
	 *
	 * @param list<Document> $found
	 */
	public static function take( array $found, OutboxEntry $entry, Document $prepared ): void {
		foreach ( $found as $document ) {
			if ( DerivedDocuments::isAsSentBy( $document, $entry->role ) ) {
				$prepared->date           = $document->date ?? $prepared->date;
				$prepared->customerId     = $document->customerId ?? $prepared->customerId;
				$prepared->businessUnitId = $document->businessUnitId ?? $prepared->businessUnitId;
				return;
			}
		}
	}

	/**
	 * @return list<Document>
	 * @throws SorsError Where nothing can be sent either.
	 */
	private function ofDay( string $database, string $day, Api $api ): array {
		$key = "$database $day";
		if ( ! isset( $this->lists[ $key ] ) ) {
			try {
				$this->lists[ $key ] = array_values( array_filter( $api->documentsOfDay( $database, $day ), static fn( Document $document ): bool => null !== Reference::read( $document->externalReference ) ) );
			} catch ( SorsError $error ) {
				if ( $error instanceof RateLimited || $error instanceof ContractError || ( $error instanceof AuthFailed && ! $error->isRestricted() ) ) {
					throw $error;
				}
				Log::warning( "SORS’ list of documents of $day cannot be read: " . $error->code() );
				$this->lists[ $key ] = [];
			}
		}
		return $this->lists[ $key ];
	}
}
