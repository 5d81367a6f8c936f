<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Database\DatabaseClock;
use SorsApi\Documents\MappingRefused;
use SorsApi\Documents\Postponed;
use SorsApi\Entries\History;
use SorsApi\Entries\Issue;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Entries\Reference;
use SorsApi\Ledger\CountedDocuments;
use SorsApi\Orders\OrderReader;
use SorsApi\Sentence;
use SorsApi\Settings\Settings;
use SorsApi\Sors\Api;

/**
 * Cancels the document of a sale. Asking twice does no harm, so a lost reply is
 * simply asked again; "it is cancelled already" is what was wanted.
 */
final class Canceller {

	/**
	 * @return OutboxEntry|null The entry as it is while the request is on the way; null where another worker took it.
	 * @throws MappingRefused
	 * @throws Postponed
	 * @throws Skip
	 * @throws \SorsApi\Sors\SorsError While the next revision is tried.
	 */
	public static function begin( OutboxEntry $entry, string $token, Settings $settings, Api $api ): ?OutboxEntry {
		$sale = self::saleOf( $entry );
		if ( ! $entry->isLocked() ) {
			self::checkWanted( $entry, $sale );
		}
		if ( $sale->isVouchedFor() ) {
			( new MappingRefused( 'not_from_here', Sentence::__( 'The order was cancelled. A person had said that SORS has it already, so the shop knows no document that it could cancel. If there is one, cancel it in SORS by hand, then mark this as done.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		if ( ! $api->supports( 'cancelDocument' ) || null === $sale->documentId ) {
			/* translators: %s: number of a document. */
			( new MappingRefused( 'cannot_cancel', Sentence::__( 'SORS’ interface cannot cancel documents. Cancel %s in SORS by hand, then mark this as done.', 'sors-api-for-woocommerce', $sale->documentName() ) ) )->throw();
		}
		if ( ! $entry->isLocked() ) {
			self::checkCarriedOver( $sale, $settings );
			self::checkOutside( $entry, $sale );
			self::checkReturns( $sale );
			self::checkFollowed( $sale );
			self::checkDoubled( $sale );
		}
		if ( OutboxEntry::NAMED === $sale->documentBy ) {
			/* translators: %s: number of a document. */
			( new MappingRefused( 'not_ours', Sentence::__( 'The document %s was not made from here, but named by a person or made in SORS from another one, so it is never cancelled from here either. Cancel it in SORS by hand, then mark this as done.', 'sors-api-for-woocommerce', $sale->documentName() ) ) )->throw();
		}
		if ( $entry->askedFor && ! $entry->isLocked() ) {
			self::checkNextRevision( $entry, $settings, $api );
		}
		$columns = [
			'state'           => OutboxEntry::SENDING,
			'payload_lock'    => $entry->isLocked() ? OutboxEntry::IN_DOUBT : OutboxEntry::LOCKED,
			'attempts'        => $entry->attempts + 1,
			'reference'       => Reference::of( $entry ),
			'database_name'   => $sale->database,
			'kind'            => $sale->kind,
			'document_id'     => $sale->documentId,
			'document_number' => $sale->documentNumber,
			'total'           => $sale->total,
			'next_attempt_at' => DatabaseClock::utc(),
		] + OutboxTable::renewedLease();
		// Before the request may free the goods: a settled order would not be asked whether it has sold them.
		OutboxTable::reopen( [ $entry->orderId ] );
		OutboxTable::update( $entry->id, $columns, $token );
		$begun = OutboxTable::get( $entry->id );
		return null === $begun || $begun->leaseOwner !== $token || OutboxEntry::SENDING !== $begun->state ? null : $begun;
	}

	/** @throws \SorsApi\Sors\SorsError */
	public static function request( OutboxEntry $entry, Api $api ): void {
		$sale = OutboxTable::saleOfRevision( $entry->orderId, $entry->revision );
		AnsweredDocument::cancel( (string) $entry->database, (string) $entry->documentId, $sale->reference ?? null, $api, $entry->answeredLosses + 1 );
	}

	/** The document is cancelled: the sale is, and an order that lives on gets its next revision. */
	public static function finish( OutboxEntry $entry, string $token ): void {
		$sale = OutboxTable::saleOfRevision( $entry->orderId, $entry->revision );
		/* translators: %s: number of a document. */
		$words = Sentence::__( '%s was cancelled in SORS.', 'sors-api-for-woocommerce', $entry->documentName() );
		if ( null !== $sale && OutboxEntry::SENT === $sale->state ) {
			Transitions::documentCancelled( $sale, $words );
			OrderNotes::note( $entry->orderId, $words );
		}
		$next    = Intake::reviseIfAlive( $entry->orderId );
		$columns = [
			'state'           => OutboxEntry::SENT,
			// The order is dead by now, though a person wanted it sent: should it be revived, the settings count as for any other.
			'asked_for'          => null === $next ? 0 : (int) $entry->askedFor,
			'next_attempt_at' => null,
		] + OutboxTable::NO_LEASE + Transitions::NO_ERROR;
		OutboxTable::update( $entry->id, $columns, $token );
		History::add( $entry->id, 'sent', $words );
	}

	private static function saleOf( OutboxEntry $entry ): OutboxEntry {
		$sale = OutboxTable::saleOfRevision( $entry->orderId, $entry->revision );
		if ( null === $sale || ( ! $sale->mayExist() && ! $sale->isVouchedFor() && OutboxEntry::CANCELLED !== $sale->state ) ) {
			( new Skip( 'nothing_to_cancel', Sentence::__( 'There is no document to cancel.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		if ( ! $sale->isVouchedFor() && ! in_array( $sale->state, [ OutboxEntry::SENT, OutboxEntry::CANCELLED ], true ) ) {
			( new Postponed( 'sale_open', self::secondsBehind( $sale ), Sentence::__( 'The cancelling waits until it is known whether SORS has the order’s document.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		return $sale;
	}

	/** Seconds: a document that is not sent again is looked up hourly, and nothing is known before. */
	private static function secondsBehind( OutboxEntry $sale ): int {
		$next = Readiness::NOT_SENT_AGAIN === $sale->errorCode ? (int) strtotime( $sale->nextAttemptAt . ' UTC' ) - intdiv( DatabaseClock::now(), 1000000 ) : 0;
		return max( 120, $next + 1 );
	}

	private static function checkWanted( OutboxEntry $entry, OutboxEntry $sale ): void {
		if ( OutboxEntry::CANCELLED === $sale->state ) {
			( new Skip( 'nothing_to_cancel', Sentence::__( 'The document was cancelled before.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		$order = OrderReader::load( $entry->orderId );
		if ( ! $entry->askedFor && null !== $order && ! self::isCancelledOrder( $order ) ) {
			( new Skip( 'revived', Sentence::__( 'The order is no longer cancelled, so its document stays.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
	}

	/** Its document stands in two databases, and we know the one in the closed books alone. */
	private static function checkCarriedOver( OutboxEntry $sale, Settings $settings ): void {
		if ( $sale->database !== $settings->database && CountedDocuments::isCarriedOver( $sale ) ) {
			/* translators: 1: number of a document, 2: name of a database. */
			( new MappingRefused( 'carried_over', Sentence::__( '%1$s was made in the database %2$s and carried over into the new year, so it stands in both and was not cancelled. Cancel it in SORS by hand wherever it is open, then mark this as done.', 'sors-api-for-woocommerce', $sale->documentName(), (string) $sale->database ) ) )->throw();
		}
	}

	/**
	 * What has gone through the till cannot be taken back by cancelling the document that it was made from; an invoice may
	 * be with the buyer, and on SEF, where cancelling it is a step of its own.
	 */
	private static function checkOutside( OutboxEntry $entry, OutboxEntry $sale ): void {
		if ( $entry->confirmed ) {
			return;
		}
		$order = OrderReader::load( $entry->orderId );
		if ( null !== $order && OrderReader::wasCompleted( $order ) ) {
			/* translators: %s: number of a document. */
			( new MappingRefused( OutboxEntry::DELIVERED, Sentence::__( 'The order was completed, so %s has most likely gone through the till, and it was not cancelled. If the goods were sold, let the document stay, or correct it in SORS by hand; if they were not, cancel it with the button.', 'sors-api-for-woocommerce', $sale->documentName() ) ) )->throw();
		}
		// A person wanted it gone: replaced, of an order that lives, or left behind by one that was deleted.
		$isWanted = $entry->askedFor && ( null === $order || ! self::isCancelledOrder( $order ) );
		if ( ! $isWanted && in_array( $sale->kind, OutboxEntry::INVOICES, true ) ) {
			/* translators: %s: number of a document. */
			( new MappingRefused( OutboxEntry::INVOICED, Sentence::__( 'The order was cancelled. Its document %s is an invoice, which the buyer may have, also as an e-invoice (SEF), so it was not cancelled. If it was sent to SEF, cancel it (storno) in SORS and say so; if nobody has it, cancel it with the button.', 'sors-api-for-woocommerce', $sale->documentName() ) ) )->throw();
		}
	}

	/** What was returned already would be on the shelf twice. */
	private static function checkReturns( OutboxEntry $sale ): void {
		$numbers = [];
		foreach ( OutboxTable::returnsOf( $sale ) as $return ) {
			if ( OutboxEntry::SENT === $return->state ) {
				$numbers[] = $return->documentName();
			} elseif ( $return->mayExist() ) {
				( new Postponed( 'return_open', 120, Sentence::__( 'The cancelling waits until it is known whether SORS has the return of a refund.', 'sors-api-for-woocommerce' ) ) )->throw();
			}
		}
		if ( [] !== $numbers ) {
			/* translators: 1: number of a document, 2: numbers of returns. */
			( new MappingRefused( 'has_returns', Sentence::__( 'Goods of %1$s were returned in SORS already (%2$s), so it was not cancelled. In SORS, return the rest as well, or cancel first the return and then the document; then mark this as done.', 'sors-api-for-woocommerce', $sale->documentName(), implode( ', ', $numbers ) ) ) )->throw();
		}
	}

	/** What SORS made from it would stay, and a next revision would stand beside it. */
	private static function checkFollowed( OutboxEntry $sale ): void {
		if ( [] !== $sale->made ) {
			/* translators: %s: number of a document. */
			( new MappingRefused( 'followed', Sentence::__( 'In SORS, other documents were made from %s, so it was not cancelled. If nothing was sold, cancel them and then it in SORS by hand, and mark this as done; if it was sold, let the document stay.', 'sors-api-for-woocommerce', $sale->documentName() ) ) )->throw();
		}
	}

	/** Of several documents we know one: once that is cancelled, nothing would tell of the others any more. */
	private static function checkDoubled( OutboxEntry $sale ): void {
		if ( $sale->hasIssue( [ Issue::DOUBLED ] ) ) {
			( new Postponed( Issue::DOUBLED, 300, Sentence::__( 'SORS has several documents of this order. The cancelling waits until you have decided about the others.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
	}

	/** A cancelled order in the trash is still cancelled. */
	private static function isCancelledOrder( \WC_Order $order ): bool {
		$status = (string) $order->get_status();
		return 'cancelled' === $status || ( 'trash' === $status && 'wc-cancelled' === $order->get_meta( '_wp_trash_meta_status' ) );
	}

	/** The order lives on and is to be sent again: if it cannot be sent, it keeps the document that it has. */
	private static function checkNextRevision( OutboxEntry $entry, Settings $settings, Api $api ): void {
		$order = OrderReader::load( $entry->orderId );
		if ( null === $order || in_array( $order->get_status(), [ 'cancelled', 'trash' ], true ) ) {
			return;
		}
		try {
			SalePreparation::tried( $entry, $order, $settings, $api );
		} catch ( Skip $nothingLeft ) {
			return;
		} catch ( MappingRefused $refused ) {
			/* translators: %s: the reason. */
			( new MappingRefused( $refused->code(), Sentence::__( 'The document stays in SORS as it is, since the order could not be sent again: %s', 'sors-api-for-woocommerce', $refused->getMessage() ) ) )->throw();
		}
	}
}
