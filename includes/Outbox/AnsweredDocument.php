<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxQueries;
use SorsApi\Log\Log;
use SorsApi\Sentence;
use SorsApi\Sors\Api;
use SorsApi\Sors\Document;
use SorsApi\Sors\Rejected;
use SorsApi\Sors\ReplyLost;
use SorsApi\Sors\SorsError;

/** Has SORS make the document of an entry, or cancel it, and looks whether the answer is about it. */
final class AnsweredDocument {

	/** So many answers that leave the document open are enough: SORS will not cancel it tomorrow either, and a person is asked. */
	private const MOST_CANCELLINGS = 8;

	/**
	 * A server may answer with the last document that it has, a proxy may mix replies up: an order would have the document of
	 * another one, and would cancel that with itself. What SORS did is then as little known as without an answer.
	 *
	 * @throws \SorsApi\Sors\SorsError
	 */
	public static function create( OutboxEntry $entry, Api $api ): Document {
		$document = $api->createDocument( (string) $entry->database, (string) $entry->kind, (string) $entry->body );
		$doubt    = self::doubt( $entry, $document );
		if ( null !== $doubt ) {
			Log::warning( "Entry $entry->id (order $entry->orderId, $entry->role): SORS answered with the document $document->id, $doubt" );
			/* translators: %s: number of a document. */
			( new ReplyLost( Sentence::__( 'SORS answered with a document that is not this order’s: %s. What it made of the order is looked up before anything is sent again.', 'sors-api-for-woocommerce', $document->name() ), false ) )->throw();
		}
		return $document;
	}

	/**
	 * What SORS refuses to cancel may be cancelled already. And it may have taken the request alone, or answer with another
	 * document: then it is looked up.
	 *
	 * @param string|null $reference Of the document.
	 * @param int         $attempt   1 = SORS has not answered so before.
	 * @throws SorsError
	 */
	public static function cancel( string $database, string $documentId, ?string $reference, Api $api, int $attempt ): void {
		try {
			$answer = $api->cancelDocument( $database, $documentId );
		} catch ( Rejected $refused ) {
			if ( ! self::isCancelled( $database, $documentId, $reference, $api ) ) {
				throw $refused;
			}
			return;
		}
		if ( in_array( $answer->status, [ null, 'cancelled' ], true ) && in_array( $answer->id, [ null, $documentId ], true ) ) {
			return;
		}
		try {
			$isCancelled = self::isCancelled( $database, $documentId, $reference, $api );
		} catch ( SorsError $unknown ) {
			$isCancelled = false;
		}
		if ( ! $isCancelled ) {
			if ( $attempt >= self::MOST_CANCELLINGS ) {
				( new Rejected( Sentence::__( 'SORS answered the request to cancel this document several times, but does not show it as cancelled. Cancel it in SORS by hand, then mark this as done.', 'sors-api-for-woocommerce' ), 200 ) )->throw();
			}
			$lost              = new ReplyLost( Sentence::__( 'SORS answered the request to cancel this document, but does not show it as cancelled.', 'sors-api-for-woocommerce' ), false );
			$lost->shownUndone = true;
			$lost->throw();
		}
	}

	private static function isCancelled( string $database, string $documentId, ?string $reference, Api $api ): bool {
		if ( $api->supports( 'getDocument' ) ) {
			try {
				return 'cancelled' === $api->getDocument( $database, $documentId )->status;
			} catch ( Rejected $refused ) {
				// It was deleted in SORS: there is nothing left to cancel.
				return 404 === $refused->status;
			}
		}
		foreach ( null !== $reference && $api->supports( 'findDocuments' ) ? $api->findDocuments( $database, $reference ) : [] as $document ) {
			if ( $document->id === $documentId ) {
				return 'cancelled' === $document->status;
			}
		}
		return false;
	}

	/** @return string|null For the log; null = there is none. A server need not tell the reference. */
	private static function doubt( OutboxEntry $entry, Document $document ): ?string {
		$isReferenced = null !== $document->externalReference;
		if ( $isReferenced && 0 !== strcasecmp( trim( $document->externalReference ), (string) $entry->reference ) ) {
			return "whose reference is $document->externalReference";
		}
		if ( ! $isReferenced && null !== $document->kind && $document->kind !== $entry->kind ) {
			return "whose kind is $document->kind";
		}
		$other = null === $document->id ? null : OutboxQueries::otherWithDocument( $entry, $document->id );
		return null === $other ? null : "which is that of the entry $other->id (order $other->orderId)";
	}
}
