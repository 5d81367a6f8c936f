<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Database\DatabaseClock;
use SorsApi\Entries\History;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Sors\Api;
use SorsApi\Sors\SorsError;

/** Carries out how a person decided a row that could not decide itself. */
final class Resolution {

	private const OPEN = [ OutboxEntry::UNCERTAIN, OutboxEntry::REJECTED, OutboxEntry::SKIPPED ];

	private OutboxTable $rows;
	private Claims $claims;
	private History $history;
	private Transitions $transitions;
	private ByHand $byHand;
	private Api $api;

	public function __construct( OutboxTable $rows, Claims $claims, History $history, Transitions $transitions, ByHand $byHand, Api $api ) {
		$this->rows        = $rows;
		$this->claims      = $claims;
		$this->history     = $history;
		$this->transitions = $transitions;
		$this->byHand      = $byHand;
		$this->api         = $api;
	}

	/**
	 * @param array{as: string, documentId?: string, documentNumber?: string} $decision
	 *
	 * @throws OutboxRefused not_found, not_open, busy, bad_decision.
	 */
	public function decide( int $id, array $decision ): OutboxEntry {
		$claimed = $this->claims->take( $id, false );
		if ( null === $claimed ) {
			throw null === $this->rows->get( $id )
				? new OutboxRefused( 'not_found', __( 'There is no such row in the outbox.', 'sors-api-for-woocommerce' ) )
				: new OutboxRefused( 'busy', __( 'This row is being worked on just now. Try again in a minute.', 'sors-api-for-woocommerce' ) );
		}
		[ $row, $token ] = $claimed;
		try {
			if ( ! in_array( $row->state, self::OPEN, true ) ) {
				throw new OutboxRefused( 'not_open', __( 'There is nothing to decide: this row is on its way, or done.', 'sors-api-for-woocommerce' ) );
			}
			$this->carryOut( $row, $token, $decision );
		} finally {
			$free = [
				'lease_owner' => '',
				'lease_until' => 0,
			];
			$this->rows->update( $id, $free, $token );
		}
		return $this->rows->get( $id ) ?? $row;
	}

	/**
	 * @param array{as: string, documentId?: string, documentNumber?: string} $decision
	 *
	 * @throws OutboxRefused
	 */
	private function carryOut( OutboxEntry $row, string $token, array $decision ): void {
		if ( OutboxEntry::ROLE_CANCEL === $row->role && 'resend' !== $decision['as'] ) {
			$this->byHand->cancelled( $row, $token );
			return;
		}
		if ( OutboxEntry::ROLE_RETURN === $row->role && 'acknowledged' === $decision['as'] ) {
			$this->byHand->returned( $row, $token );
			return;
		}
		switch ( $decision['as'] ) {
			case 'sent':
				$this->asSent( $row, $token, trim( $decision['documentId'] ?? '' ), trim( $decision['documentNumber'] ?? '' ) );
				return;
			case 'acknowledged':
				$columns = [
					'state'           => OutboxEntry::SKIPPED,
					'next_attempt_at' => null,
				];
				$message = __( 'Marked by hand: SORS has this already, or need not have it.', 'sors-api-for-woocommerce' );
				$this->rows->update( $row->id, $columns + Transitions::acknowledged( $row->orderId, OutboxEntry::BY_OWNER ) + Transitions::error( 'acknowledged', $message ), $token );
				$this->history->add( $row->id, 'decided', $message );
				return;
			case 'resend':
				$this->asResend( $row, $token );
				return;
			default:
				throw new OutboxRefused( 'bad_decision', __( 'Choose one of: it is this document, it is in SORS already, or send it again.', 'sors-api-for-woocommerce' ) );
		}
	}

	/** @throws OutboxRefused */
	private function asSent( OutboxEntry $row, string $token, string $documentId, string $number ): void {
		if ( '' === $documentId && '' === $number ) {
			throw new OutboxRefused( 'bad_decision', __( 'Enter the number or the id of the document in SORS.', 'sors-api-for-woocommerce' ) );
		}
		$number  = $this->checkedNumber( $row, $documentId, $number );
		$columns = [
			'state'           => OutboxEntry::SENT,
			'document_id'     => '' === $documentId ? null : $documentId,
			'document_number' => '' === $number ? null : $number,
			'next_attempt_at' => null,
			'acknowledged_by' => OutboxEntry::BY_OWNER,
			'acknowledged_at' => DatabaseClock::now(),
		] + Transitions::NO_ERROR;
		if ( [] === $row->quantities ) {
			$columns = Transitions::acknowledged( $row->orderId, OutboxEntry::BY_OWNER ) + $columns;
		}
		$this->rows->update( $row->id, $columns, $token );
		/* translators: %s: number of a document. */
		$this->history->add( $row->id, 'decided', sprintf( __( 'Marked by hand as the document %s.', 'sors-api-for-woocommerce' ), '' === $number ? $documentId : $number ) );
		$sent = $this->rows->get( $row->id );
		if ( null !== $sent ) {
			$this->transitions->announce( $sent, $token, false );
		}
	}

	/**
	 * A typing error would tie the order to somebody else's document: where SORS can be asked, it is.
	 *
	 * @throws OutboxRefused
	 */
	private function checkedNumber( OutboxEntry $row, string $documentId, string $number ): string {
		try {
			if ( '' === $documentId || null === $row->database || ! $this->api->supports( 'getDocument' ) ) {
				return $number;
			}
			$document = $this->api->getDocument( $row->database, $documentId );
		} catch ( SorsError $error ) {
			/* translators: 1: id of a document, 2: what SORS answered. */
			throw new OutboxRefused( 'bad_decision', sprintf( __( 'SORS did not give the document %1$s: %2$s', 'sors-api-for-woocommerce' ), $documentId, $error->getMessage() ) );
		}
		if ( '' !== $number && null !== $document->number && $document->number !== $number ) {
			/* translators: 1: id of a document, 2: its number. */
			throw new OutboxRefused( 'bad_decision', sprintf( __( 'The document %1$s has another number in SORS: %2$s.', 'sors-api-for-woocommerce' ), $documentId, $document->number ) );
		}
		return $document->number ?? $number;
	}

	/** One whose reply was lost is looked up once more, if that is possible: what the person saw in SORS may have changed since. */
	private function asResend( OutboxEntry $row, string $token ): void {
		$uncertain = $row->mayHaveArrived() && $this->api->supports( 'findDocuments' );
		$columns   = ( $uncertain ? Transitions::LOOK_ONCE_MORE : [] ) + [
			'state'           => OutboxEntry::QUEUED,
			'lookup_misses'   => 0,
			'lookups'         => 0,
			'manual'          => 1,
			'next_attempt_at' => DatabaseClock::utc(),
			'acknowledged_at' => null,
			'acknowledged_by' => '',
		] + Transitions::NO_ERROR;
		$this->rows->update( $row->id, $columns, $token );
		$this->history->add( $row->id, 'decided', __( 'Put in line again by hand.', 'sors-api-for-woocommerce' ) );
	}
}
