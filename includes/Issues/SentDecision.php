<?php
declare( strict_types=1 );

namespace SorsApi\Issues;

use SorsApi\Entries\History;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Outbox\Followups;
use SorsApi\Outbox\OutboxRefused;
use SorsApi\Sors\Api;
use SorsApi\Sors\Document;
use SorsApi\Sors\SorsError;

/** Carries out how a person decided on a document that was sent, and that agrees with the order, or with SORS, no longer. */
final class SentDecision {

	public const ACCEPT = 'accept';
	public const ANEW   = 'anew';
	public const OTHERS = 'cancelOthers';

	public const ALL = [ self::ACCEPT, self::ANEW, self::OTHERS ];

	private OutboxTable $rows;
	private ChangedOrders $changes;
	private Followups $followups;
	private History $history;
	private Api $api;

	public function __construct( OutboxTable $rows, ChangedOrders $changes, Followups $followups, History $history, Api $api ) {
		$this->rows      = $rows;
		$this->changes   = $changes;
		$this->followups = $followups;
		$this->history   = $history;
		$this->api       = $api;
	}

	/**
	 * @param string $as One of ALL.
	 *
	 * @return string What happened, a sentence.
	 *
	 * @throws OutboxRefused not_found, not_open, not_now, cannot_cancel.
	 * @throws SorsError
	 */
	public function decide( int $id, string $as ): string {
		$row = $this->rows->get( $id );
		if ( null === $row ) {
			throw new OutboxRefused( 'not_found', __( 'There is no such row in the outbox.', 'sors-api-for-woocommerce' ) );
		}
		// To send a return anew would cancel the document of its order.
		$never = self::ANEW === $as && OutboxEntry::ROLE_SALE !== $row->role;
		if ( OutboxEntry::SENT !== $row->state || null === $row->issue || $never ) {
			throw new OutboxRefused( 'not_open', __( 'There is nothing to decide any more.', 'sors-api-for-woocommerce' ) );
		}
		if ( self::ACCEPT === $as ) {
			$this->changes->accept( $row );
			return __( 'Noted: it stays as it is.', 'sors-api-for-woocommerce' );
		}
		if ( self::OTHERS === $as ) {
			return $this->cancelOthers( $row );
		}
		if ( ! $this->followups->cancel( $row, true ) ) {
			throw new OutboxRefused( 'not_now', __( 'This order is being worked on just now. Try again in a minute.', 'sors-api-for-woocommerce' ) );
		}
		// Should the cancelling fail, its own row says so.
		$this->solve( $row );
		return $row->hasIssue( OrphanedDocuments::CODES )
			? __( 'Its document is being cancelled in SORS.', 'sors-api-for-woocommerce' )
			: __( 'Its document is being cancelled in SORS; then the order is sent anew, as it is now.', 'sors-api-for-woocommerce' );
	}

	/**
	 * @throws OutboxRefused
	 * @throws SorsError
	 */
	private function cancelOthers( OutboxEntry $row ): string {
		if ( ! $this->api->supports( 'cancelDocument' ) || null === $row->documentId ) {
			throw new OutboxRefused( 'cannot_cancel', __( 'SORS\' interface cannot cancel documents. Cancel all but one in SORS by hand, then press "Leave it as it is".', 'sors-api-for-woocommerce' ) );
		}
		$open = array_filter( ( new SentDocuments( $this->api ) )->ofRow( $row ), static fn( Document $document ): bool => 'cancelled' !== $document->status );
		if ( ! in_array( $row->documentId, array_map( static fn( Document $document ): ?string => $document->id, $open ), true ) ) {
			throw new OutboxRefused( 'not_open', __( 'The document that belongs to this order is not open in SORS any more, so nothing was cancelled. Check the orders against SORS once more.', 'sors-api-for-woocommerce' ) );
		}
		$cancelled = [];
		foreach ( $open as $document ) {
			if ( null !== $document->id && $document->id !== $row->documentId ) {
				$this->api->cancelDocument( (string) $row->database, $document->id );
				$cancelled[] = (string) ( $document->number ?? $document->id );
			}
		}
		$this->solve( $row );
		/* translators: 1: number of the document that stays, 2: numbers of the documents that were cancelled. */
		$words = sprintf( __( '%1$s stays; cancelled in SORS: %2$s.', 'sors-api-for-woocommerce' ), (string) ( $row->documentNumber ?? $row->documentId ), implode( ', ', $cancelled ) );
		$this->history->add( $row->id, 'decided', $words );
		return $words;
	}

	private function solve( OutboxEntry $row ): void {
		$this->rows->update( $row->id, OutboxTable::NO_ISSUE );
	}
}
