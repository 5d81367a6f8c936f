<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Counterparts\LookUpTrust;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Orders\OrderReader;
use SorsApi\Settings\StoreIdentity;
use SorsApi\Sors\Api;
use SorsApi\Sors\AuthFailed;
use SorsApi\Sors\Document;
use SorsApi\Sors\Malformed;
use SorsApi\Sors\Rejected;
use SorsApi\Sors\SorsError;

/** Asks SORS for documents by their reference, and knows whether "there is none" may be believed. */
final class DocumentSearch {

	/** Documents of ours that are tried as proof: one may have been removed in SORS. */
	private const PROOFS = 3;

	/** Like Api::findsByReference(), for places where an error would not help: false also when the contract cannot be read. */
	public static function canAsk( Api $api ): bool {
		return $api->can( 'findDocuments' ) && $api->findsByReference();
	}

	/**
	 * @return list<Document>|null Those that carry this very reference; null = only others came, which says nothing.
	 * @throws \SorsApi\Sors\SorsError
	 */
	public static function find( string $database, string $reference, Api $api ): ?array {
		$all   = $api->findDocuments( $database, $reference );
		$found = array_values( array_filter( $all, static fn( Document $document ): bool => $document->externalReference === $reference ) );
		if ( count( $found ) < count( $all ) ) {
			LookUpTrust::end( $api->scope( $database ) );
			return [] === $found ? null : $found;
		}
		return $found;
	}

	/**
	 * Whether an empty answer means that SORS has no such document. Two proofs, once a day: it shows nothing for a
	 * reference that cannot exist, and it shows a document that we know from SORS' own answer under exactly its reference.
	 *
	 * @throws \SorsApi\Sors\SorsError
	 */
	public static function isTrusted( string $database, Api $api ): bool {
		$scope = $api->scope( $database );
		if ( LookUpTrust::holds( $scope ) ) {
			return true;
		}
		$known = self::known( $database );
		try {
			return [] !== $known && [] === $api->findDocuments( $database, StoreIdentity::unusedReference() ) && LookUpTrust::earnBy( $scope, $known, fn( OutboxEntry $entry ): bool => self::shows( $entry, $api ) );
		} catch ( Rejected | Malformed $unusable ) {
			return false;
		}
	}

	/**
	 * As LookUpTrust::isConfirmed().
	 *
	 * @throws \SorsApi\Sors\SorsError
	 */
	public static function isUp( string $database, Api $api ): bool {
		$scope = $api->scope( $database );
		try {
			return LookUpTrust::isConfirmed( $scope, self::known( $database ), fn( OutboxEntry $entry ): bool => self::shows( $entry, $api ) );
		} catch ( Rejected | Malformed $unusable ) {
			LookUpTrust::end( $scope );
			return false;
		}
	}

	/**
	 * Asked another way, as far as SORS offers one: the list of the entry's day.
	 *
	 * @return list<Document> Those that carry its reference.
	 * @throws \SorsApi\Sors\SorsError
	 */
	public static function findElsewhere( OutboxEntry $entry, Api $api ): array {
		if ( null === $entry->documentDate || ! $api->supports( 'listDocuments' ) ) {
			return [];
		}
		try {
			$all = self::listed( $entry, (string) $entry->database, $entry->documentDate, $api );
		} catch ( SorsError $error ) {
			if ( ! $error instanceof Rejected && ! ( $error instanceof AuthFailed && $error->isRestricted() ) ) {
				throw $error;
			}
			return [];
		}
		return array_values( array_filter( $all, static fn( Document $document ): bool => $document->externalReference === $entry->reference ) );
	}

	/**
	 * The list in which the entry's document stands: that of its day. Of an invoice those up to today, since SORS dates it
	 * anew when it goes to SEF.
	 *
	 * @return list<Document>
	 * @throws \SorsApi\Sors\SorsError
	 */
	public static function listed( OutboxEntry $entry, string $database, string $day, Api $api ): array {
		return $api->documentsOfDay( $database, $day, in_array( $entry->kind, OutboxEntry::INVOICES, true ) ? max( $day, OrderReader::day( null ) ) : $day );
	}

	/** @return list<OutboxEntry> */
	private static function known( string $database ): array {
		return OutboxTable::answered( $database, [ OutboxEntry::ROLE_SALE, OutboxEntry::ROLE_RETURN ], self::PROOFS );
	}

	private static function shows( OutboxEntry $entry, Api $api ): bool {
		$all = $api->findDocuments( (string) $entry->database, (string) $entry->reference );
		foreach ( $all as $document ) {
			if ( $document->externalReference !== $entry->reference ) {
				return false;
			}
		}
		return in_array( $entry->documentId, array_map( static fn( Document $document ): ?string => $document->id, $all ), true );
	}
}
