<?php
declare( strict_types=1 );

namespace SorsApi\Issues;

use SorsApi\Entries\History;
use SorsApi\Entries\Issue;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Ledger\CountedDocuments;
use SorsApi\Outbox\AnsweredDocument;
use SorsApi\Outbox\DerivedDocuments;
use SorsApi\Outbox\Intake;
use SorsApi\Outbox\OutboxRefused;
use SorsApi\Outbox\SendingPermission;
use SorsApi\Sentence;
use SorsApi\Sors\Api;
use SorsApi\Sors\Document;
use SorsApi\Sors\SorsError;

/** Carries out what a person decided about a sent document that no longer agrees with the order, or with SORS. */
final class SentDecision {

	public const ACCEPT  = 'accept';
	public const REPLACE = 'replace';
	public const OTHERS  = 'cancelOthers';

	public const ALL = [ self::ACCEPT, self::REPLACE, self::OTHERS ];

	private Api $api;

	public function __construct( Api $api ) {
		$this->api = $api;
	}

	/**
	 * @param string $as One of ALL.
	 * @return string What happened, a sentence.
	 * @throws OutboxRefused not_found, not_open, not_now, cannot_cancel, copy.
	 * @throws SorsError
	 */
	public function decide( int $id, string $as ): string {
		$entry = OutboxTable::get( $id );
		if ( null === $entry ) {
			OutboxRefused::noEntry()->throw();
		}
		if ( self::ACCEPT === $as && OutboxEntry::ROLE_CANCEL === $entry->role && OutboxEntry::REJECTED === $entry->state ) {
			return $this->keep( $entry );
		}
		// Replacing a return would cancel the document of its order.
		if ( self::REPLACE === $as && OutboxEntry::SENT === $entry->state && $entry->hasIssue( [ Issue::DOUBLED ] ) ) {
			( new OutboxRefused( 'not_now', Sentence::__( 'SORS has several documents of this order. Decide about the others first.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		$never = self::REPLACE === $as && OutboxEntry::ROLE_SALE !== $entry->role;
		if ( OutboxEntry::SENT !== $entry->state || null === $entry->issue || $never ) {
			( new OutboxRefused( 'not_open', Sentence::__( 'There is nothing left to decide.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		if ( self::ACCEPT !== $as && CountedDocuments::isCarriedOver( $entry ) ) {
			( new OutboxRefused( 'not_now', Sentence::__( 'This document was carried over into the new year, so it stands in two databases. Correct it in SORS by hand, then press “Leave it as it is”.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		if ( self::ACCEPT === $as ) {
			ChangedOrders::accept( $entry );
			return Sentence::__( 'Noted: it stays as it is.', 'sors-api-for-woocommerce' );
		}
		if ( self::OTHERS === $as ) {
			return $this->cancelOthers( $entry );
		}
		if ( ! Intake::cancel( $entry, true ) ) {
			( new OutboxRefused( 'not_now', Sentence::__( 'This order is being processed right now. Try again in a minute.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		// Should the cancelling fail, its own entry says so.
		$this->solve( $entry );
		$words = $entry->hasIssue( OrphanedDocuments::CODES )
			? Sentence::__( 'Its document is being cancelled in SORS.', 'sors-api-for-woocommerce' )
			: Sentence::__( 'Its document is being cancelled in SORS; then the order is sent again, as it is now.', 'sors-api-for-woocommerce' );
		History::decided( $entry->id, $words );
		return $words;
	}

	private function cancelOthers( OutboxEntry $entry ): string {
		SendingPermission::check();
		if ( ! $this->api->supports( 'cancelDocument' ) || null === $entry->documentId ) {
			( new OutboxRefused( 'cannot_cancel', Sentence::__( 'SORS’ interface cannot cancel documents. Cancel all but one in SORS by hand, then press “Leave it as it is”.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		$found = ( new SentDocuments( $this->api ) )->ofEntry( $entry );
		$own   = SentDocuments::own( $found, $entry );
		if ( null === $own || 'cancelled' === $own->status ) {
			( new OutboxRefused( 'not_open', Sentence::__( 'The document that belongs to this order is no longer open in SORS, so nothing was cancelled. Check the orders against SORS once more.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		$others  = array_values( array_filter( $found, static fn( Document $document ): bool => $document !== $own && 'cancelled' !== $document->status ) );
		$derived = new DerivedDocuments( $found );
		$doubles = array_values( array_filter( $others, fn( Document $document ): bool => ! $derived->isFollowed( $document ) && $this->mayCancel( $document, $entry ) ) );
		$left    = array_values( array_filter( $others, static fn( Document $document ): bool => ! in_array( $document, $doubles, true ) ) );
		if ( [] === $doubles && [] !== $left ) {
			/* translators: %s: numbers of documents. */
			( new OutboxRefused( 'cannot_cancel', Sentence::__( 'Nothing was cancelled: %s may be right, since it was not made as it was sent from here, others were made from it, or it is known as the document of another order. If it is one too many, cancel it in SORS by hand; then press “Leave it as it is”.', 'sors-api-for-woocommerce', implode( ', ', Document::names( $left ) ) ) ) )->throw();
		}
		foreach ( $doubles as $document ) {
			AnsweredDocument::cancel( (string) $entry->database, (string) $document->id, $document->externalReference, $this->api, 1 );
		}
		OutboxTable::update( $entry->id, [] === $left ? [ 'compared_at' => null ] + OutboxTable::NO_ISSUE : OutboxTable::issue( Reconciliation::doubled( Document::names( array_merge( [ $own ], $left ) ), true ) ) );
		$words = [] === $doubles
			/* translators: %s: number of a document. */
			? Sentence::__( '%s stays: SORS has no other open document of this order any more.', 'sors-api-for-woocommerce', $entry->documentName() )
			/* translators: 1: number of the document that stays, 2: numbers of the documents that were cancelled. */
			: Sentence::__( '%1$s stays; cancelled in SORS: %2$s.', 'sors-api-for-woocommerce', $entry->documentName(), implode( ', ', Document::names( $doubles ) ) );
		if ( [] !== $left ) {
			/* translators: %s: numbers of documents. */
			$words .= ' ' . Sentence::__( 'Not cancelled from here: %s.', 'sors-api-for-woocommerce', implode( ', ', Document::names( $left ) ) );
		}
		History::decided( $entry->id, $words );
		return $words;
	}

	/** The cancelling was refused, and the document is to stay. */
	private function keep( OutboxEntry $cancelling ): string {
		$words   = Sentence::__( 'Decided by hand: the document stays in SORS.', 'sors-api-for-woocommerce' );
		$columns = [
			'state'           => OutboxEntry::SKIPPED,
			'acknowledged_by' => OutboxEntry::BY_OWNER,
			'error_code'      => 'kept',
			'error_message'   => $words,
			'next_attempt_at' => null,
		];
		$kept    = OutboxTable::updateIdle( $cancelling, $columns );
		if ( null === $kept || OutboxEntry::SKIPPED !== $kept->state ) {
			( new OutboxRefused( 'not_now', Sentence::__( 'This order is being processed right now. Try again in a minute.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		History::decided( $cancelling->id, $words );
		return $words;
	}

	/**
	 * Only what was sent from here: it carries our very reference, and no entry knows it as its own, since a person may
	 * have named it.
	 */
	private function mayCancel( Document $document, OutboxEntry $entry ): bool {
		return null !== $document->id && DerivedDocuments::isAsSent( $document, $entry ) && null !== $entry->reference && $document->externalReference === $entry->reference
			&& ! OutboxTable::knowsDocument( (string) $entry->database, $document->id );
	}

	private function solve( OutboxEntry $entry ): void {
		OutboxTable::update( $entry->id, OutboxTable::NO_ISSUE );
	}
}
