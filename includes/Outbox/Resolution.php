<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Database\DatabaseClock;
use SorsApi\Database\Transaction;
use SorsApi\Documents\PricedLines;
use SorsApi\Entries\History;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Orders\OrderReader;
use SorsApi\Orders\TenderReader;
use SorsApi\Sentence;
use SorsApi\Settings\SettingsStore;
use SorsApi\Sors\Api;
use SorsApi\Sors\SorsError;

/** Carries out what a person decided about an entry: refused, left out or uncertain. */
final class Resolution {

	private const OPEN = [ OutboxEntry::UNCERTAIN, OutboxEntry::REJECTED, OutboxEntry::SKIPPED ];

	private Api $api;

	public function __construct( Api $api ) {
		$this->api = $api;
	}

	/**
	 * @param array{as: string, documentId?: string, documentNumber?: string} $decision
	 * @throws OutboxRefused not_found, not_open, busy, bad_decision.
	 */
	public function decide( int $id, array $decision ): OutboxEntry {
		$entry = OutboxTable::claim( $id, false );
		if ( null === $entry ) {
			throw null === OutboxTable::get( $id )
				? OutboxRefused::noEntry()
				: new OutboxRefused( 'busy', Sentence::__( 'This entry is being processed right now. Try again in a minute.', 'sors-api-for-woocommerce' ) );
		}
		$token = $entry->leaseOwner;
		try {
			// Of a sale SORS may have the document all the same; of the others there is nothing that it could have.
			$nothing = OutboxEntry::SKIPPED === $entry->state && OutboxEntry::ROLE_SALE !== $entry->role && OutboxEntry::BY_OWNER !== $entry->acknowledgedBy;
			if ( $nothing || $entry->isOfOriginal() || ! in_array( $entry->state, self::OPEN, true ) ) {
				throw new OutboxRefused( 'not_open', Sentence::__( 'There is nothing to decide: this entry is on its way or finished.', 'sors-api-for-woocommerce' ) );
			}
			$this->carryOut( $entry, $token, $decision );
		} finally {
			OutboxTable::update( $id, OutboxTable::NO_LEASE, $token );
		}
		return OutboxTable::get( $id ) ?? $entry;
	}

	/** @param array{as: string, documentId?: string, documentNumber?: string} $decision */
	private function carryOut( OutboxEntry $entry, string $token, array $decision ): void {
		if ( OutboxEntry::ROLE_CANCEL === $entry->role && 'resend' !== $decision['as'] ) {
			$this->cancelledByHand( $entry, $token );
			return;
		}
		if ( OutboxEntry::ROLE_RETURN === $entry->role && 'acknowledged' === $decision['as'] ) {
			$this->returnedByHand( $entry, $token );
			return;
		}
		switch ( $decision['as'] ) {
			case 'sent':
				$this->asSent( $entry, $token, trim( $decision['documentId'] ?? '' ), trim( $decision['documentNumber'] ?? '' ) );
				return;
			case 'acknowledged':
				$columns = [
					'state'           => OutboxEntry::SKIPPED,
					'next_attempt_at' => null,
				];
				$message = Sentence::__( 'Marked by hand: SORS has this already, or need not have it.', 'sors-api-for-woocommerce' );
				OutboxTable::update( $entry->id, $columns + Transitions::acknowledged( $entry->orderId, OutboxEntry::BY_OWNER ) + Transitions::error( 'acknowledged', $message ), $token );
				History::decided( $entry->id, $message );
				return;
			case 'resend':
				$this->asResend( $entry, $token );
				return;
			case 'tender':
			case 'discount':
				$this->asGap( $entry, $decision['as'] );
				return;
			default:
				( new OutboxRefused( 'bad_decision', Sentence::__( 'Choose one of: it is this document, it is in SORS already, or send it again.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
	}

	/** What lowered the order's total. It is sent by the caller. */
	private function asGap( OutboxEntry $entry, string $as ): void {
		$order  = OrderReader::load( $entry->orderId );
		$amount = PricedLines::LOWERED !== $entry->errorCode || null === $order ? null : TenderReader::answer( $order, OrderReader::snapshot( $order, SettingsStore::load() ), $as );
		if ( null === $amount ) {
			( new OutboxRefused( 'not_open', Sentence::__( 'Nothing of the order’s total is unexplained any more. Send the order again.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		$words = 'tender' === $as
			/* translators: %s: amount. */
			? Sentence::__( 'Decided by hand: %s were paid with a voucher or credit.', 'sors-api-for-woocommerce', Sentence::amount( $amount ) )
			/* translators: %s: amount. */
			: Sentence::__( 'Decided by hand: %s are a discount.', 'sors-api-for-woocommerce', Sentence::amount( $amount ) );
		History::decided( $entry->id, $words );
	}

	private function asSent( OutboxEntry $entry, string $token, string $documentId, string $number ): void {
		if ( '' === $documentId && '' === $number ) {
			( new OutboxRefused( 'bad_decision', Sentence::__( 'Enter the number or the id of the document in SORS.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		if ( max( mb_strlen( $documentId ), mb_strlen( $number ) ) > OutboxEntry::LONGEST_NUMBER ) {
			/* translators: %d: number of characters. */
			( new OutboxRefused( 'bad_decision', Sentence::__( 'This is longer than the %d characters that a number or an id may have. Enter it as SORS shows it.', 'sors-api-for-woocommerce', OutboxEntry::LONGEST_NUMBER ) ) )->throw();
		}
		$number  = $this->checkedNumber( $entry, $documentId, $number );
		$columns = [
			'state'           => OutboxEntry::SENT,
			'document_id'     => '' === $documentId ? null : $documentId,
			'document_number' => '' === $number ? null : $number,
			'document_by'     => OutboxEntry::NAMED,
			'next_attempt_at' => null,
			'acknowledged_by' => OutboxEntry::BY_OWNER,
			'acknowledged_at' => DatabaseClock::moment(),
		] + Transitions::NO_ERROR;
		// What was refused is not what a person entered since.
		if ( [] === $entry->quantities || ! $entry->isInDoubt() ) {
			$columns['quantities'] = OutboxEntry::ROLE_RETURN === $entry->role
				? (string) wp_json_encode( (object) ReturnPreparation::cameBack( $entry ) )
				: Transitions::acknowledged( $entry->orderId, OutboxEntry::BY_OWNER )['quantities'];
		}
		OutboxTable::update( $entry->id, $columns, $token );
		/* translators: %s: number of a document. */
		History::decided( $entry->id, Sentence::__( 'Marked by hand as the document %s.', 'sors-api-for-woocommerce', '' === $number ? $documentId : $number ) );
		$sent = OutboxTable::get( $entry->id );
		if ( null !== $sent ) {
			Transitions::announce( $sent, $token, false );
		}
	}

	/** A typing error would tie the order to another order's document: where SORS can be asked, it is. */
	private function checkedNumber( OutboxEntry $entry, string $documentId, string $number ): string {
		try {
			if ( '' === $documentId || null === $entry->database || ! $this->api->supports( 'getDocument' ) ) {
				return $number;
			}
			$document = $this->api->getDocument( $entry->database, $documentId );
		} catch ( SorsError $error ) {
			/* translators: 1: id of a document, 2: what SORS answered. */
			( new OutboxRefused( 'bad_decision', Sentence::__( 'SORS did not give the document %1$s: %2$s', 'sors-api-for-woocommerce', $documentId, $error->getMessage() ) ) )->throw();
		}
		if ( '' !== $number && null !== $document->number && $document->number !== $number ) {
			/* translators: 1: id of a document, 2: its number. */
			( new OutboxRefused( 'bad_decision', Sentence::__( 'The document %1$s has another number in SORS: %2$s.', 'sors-api-for-woocommerce', $documentId, $document->number ) ) )->throw();
		}
		return $document->number ?? $number;
	}

	/** One whose reply was lost is looked up once more before it is sent: what the person saw in SORS may have changed since. */
	private function asResend( OutboxEntry $entry, string $token ): void {
		if ( [] !== $entry->shown ) {
			$this->asNextRevision( $entry, $token, $entry->shown[0] );
			return;
		}
		$columns = [
			'state'           => OutboxEntry::QUEUED,
			'lookups'         => 0,
			'asked_for'          => OutboxEntry::ROLE_CANCEL === $entry->role ? (int) $entry->askedFor : 1,
			'confirmed'       => $entry->asksFirst() || $entry->confirmed ? 1 : 0,
			'next_attempt_at' => DatabaseClock::utc(),
			'settlement'      => OutboxEntry::OPEN,
		] + OutboxTable::NOT_ACKNOWLEDGED + Transitions::NO_ERROR;
		OutboxTable::update( $entry->id, $columns, $token );
		History::decided( $entry->id, Sentence::__( 'Queued again by hand.', 'sors-api-for-woocommerce' ) );
	}

	/**
	 * SORS has shown a document with this reference, and the person does not want that one: a reference is never sent
	 * twice. This entry ends with that document, and the order gets its next revision.
	 *
	 * @param array{id: ?string, number: ?string} $shown
	 */
	private function asNextRevision( OutboxEntry $entry, string $token, array $shown ): void {
		/* translators: %s: number of a document. */
		$words   = Sentence::__( 'Decided by hand: %s is not the document of this order. It gets a new one.', 'sors-api-for-woocommerce', (string) ( $shown['number'] ?? $shown['id'] ) );
		$columns = [
			'state'           => OutboxEntry::CANCELLED,
			'payload_lock'    => OutboxEntry::UNLOCKED,
			'document_id'     => $shown['id'],
			'document_number' => $shown['number'],
			'document_by'     => OutboxEntry::FOUND,
			'asked_for'          => 1,
			'next_attempt_at' => null,
		] + OutboxTable::NOT_ACKNOWLEDGED + Transitions::error( 'document_cancelled', $words );
		OutboxTable::reopen( [ $entry->orderId ] );
		if ( OutboxEntry::ROLE_RETURN === $entry->role ) {
			// As one: no sweep makes the next revision of a return.
			Transaction::run(
				function () use ( $entry, $token, $columns ): void {
					OutboxTable::update( $entry->id, $columns, $token );
					OutboxTable::ensure( $entry->orderId, OutboxEntry::ROLE_RETURN, $entry->refundId, $entry->revision + 1, [ 'asked_for' => 1 ] );
				}
			);
			History::decided( $entry->id, $words );
			return;
		}
		OutboxTable::update( $entry->id, $columns, $token );
		History::decided( $entry->id, $words );
		Intake::reviseIfAlive( $entry->orderId );
	}

	/** A person cancelled the document in SORS. */
	private function cancelledByHand( OutboxEntry $entry, string $token ): void {
		$words = Sentence::__( 'Marked by hand: the document is cancelled in SORS.', 'sors-api-for-woocommerce' );
		OutboxTable::reopen( [ $entry->orderId ] );
		$sale = OutboxTable::saleOfRevision( $entry->orderId, $entry->revision );
		if ( null !== $sale && OutboxEntry::SENT === $sale->state ) {
			Transitions::documentCancelled( $sale, $words, true );
			$this->endReturns( $sale );
		}
		$isUnknown = null !== $sale && $sale->isVouchedFor();
		if ( $isUnknown ) {
			OutboxTable::update( $sale->id, OutboxTable::NOT_ACKNOWLEDGED + Transitions::error( 'document_cancelled', $words ) );
		}
		$columns = [
			// The sale may yet be sent, as this very revision, and its document be cancelled.
			'state'           => $isUnknown ? OutboxEntry::SKIPPED : OutboxEntry::SENT,
			'next_attempt_at' => null,
			'acknowledged_by' => $isUnknown ? '' : OutboxEntry::BY_OWNER,
		] + Transitions::NO_ERROR;
		OutboxTable::update( $entry->id, $columns, $token );
		History::decided( $entry->id, $words );
		Intake::reviseIfAlive( $entry->orderId );
	}

	/** Returns end with their document: neither is looked for in SORS any more. */
	private function endReturns( OutboxEntry $sale ): void {
		foreach ( OutboxTable::returnsOf( $sale ) as $return ) {
			if ( OutboxEntry::SENT === $return->state ) {
				$words = Sentence::__( 'Marked by hand: the document that the goods were sold by is cancelled in SORS.', 'sors-api-for-woocommerce' );
				Transitions::documentCancelled( $return, $words, true );
			}
		}
	}

	/** A person entered the return in SORS. */
	private function returnedByHand( OutboxEntry $entry, string $token ): void {
		$words   = Sentence::__( 'Marked by hand: nothing more is to be done in SORS for this refund.', 'sors-api-for-woocommerce' );
		$columns = [
			'state'           => OutboxEntry::SKIPPED,
			'next_attempt_at' => null,
			'acknowledged_by' => OutboxEntry::BY_OWNER,
			'acknowledged_at' => DatabaseClock::moment(),
			'quantities'      => (string) wp_json_encode( (object) ReturnPreparation::cameBack( $entry ) ),
		];
		OutboxTable::update( $entry->id, $columns + Transitions::error( 'acknowledged', $words ), $token );
		History::decided( $entry->id, $words );
	}
}
