<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxQueries;
use SorsApi\Log\Log;
use SorsApi\Sentence;
use SorsApi\Sors\Api;
use SorsApi\Sors\Document;
use SorsApi\Sors\ReplyLost;

/** Has SORS make the document of an entry, and looks whether the answer is about it. */
final class AnsweredDocument {

	/**
	 * A server may answer with the last document that it has, a proxy may mix replies up: an order would have the document of
	 * another one, and would cancel that with itself. What SORS did is then as little known as without an answer.
	 *
	 * @throws \SorsApi\Sors\SorsError
	 */
	public static function create( OutboxEntry $entry, Api $api, OutboxQueries $entries ): Document {
		$document = $api->createDocument( (string) $entry->database, (string) $entry->kind, (string) $entry->body );
		$doubt    = self::doubt( $entry, $document, $entries );
		if ( null !== $doubt ) {
			Log::warning( "Entry $entry->id (order $entry->orderId, $entry->role): SORS answered with the document $document->id, $doubt" );
			/* translators: %s: number of a document. */
			( new ReplyLost( Sentence::__( 'SORS answered with a document that is not this order’s: %s. What it made of the order is looked up before anything is sent again.', 'sors-api-for-woocommerce', $document->name() ), false ) )->throw();
		}
		return $document;
	}

	/** @return string|null For the log; null = there is none. A server need not tell the reference. */
	private static function doubt( OutboxEntry $entry, Document $document, OutboxQueries $entries ): ?string {
		$isReferenced = null !== $document->externalReference;
		if ( $isReferenced && 0 !== strcasecmp( trim( $document->externalReference ), (string) $entry->reference ) ) {
			return "whose reference is $document->externalReference";
		}
		if ( ! $isReferenced && null !== $document->kind && $document->kind !== $entry->kind ) {
			return "whose kind is $document->kind";
		}
		$other = null === $document->id ? null : $entries->otherWithDocument( $entry, $document->id );
		return null === $other ? null : "which is that of the entry $other->id (order $other->orderId)";
	}
}
