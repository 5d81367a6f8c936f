<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Database\DatabaseClock;
use SorsApi\Database\Sql;
use SorsApi\Entries\History;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Orders\OrderSlice;
use SorsApi\Orders\OrderStorage;
use SorsApi\Sentence;
use SorsApi\Settings\Settings;
use SorsApi\Settings\SettingsStore;
use SorsApi\Sors\Api;
use SorsApi\Sors\Decimal;
use SorsApi\Sors\Payment;
use SorsApi\Sors\SorsError;

/** Money that came after its document: queued, and counted once SORS has it. PaymentPreparation makes what is sent in between. */
final class Payments {

	private const LIMIT = 50;

	/** Pages of that many, of each slice of orders. */
	private const PAGES = 4;

	/** Seconds for which one that was never sent waits before a person is asked. */
	private const WAITS = DAY_IN_SECONDS;

	/** Unusable answers after which one that became needless is given up. */
	private const MOST_LOOKUPS = 6;

	private OutboxTable $entries;
	private History $history;
	private SettingsStore $settings;
	private OrderNotes $notes;
	private Transitions $transitions;
	private PaymentSearch $search;

	public function __construct( OutboxTable $entries, History $history, SettingsStore $settings, OrderNotes $notes, Transitions $transitions, PaymentSearch $search ) {
		$this->entries     = $entries;
		$this->history     = $history;
		$this->settings    = $settings;
		$this->notes       = $notes;
		$this->transitions = $transitions;
		$this->search      = $search;
	}

	/**
	 * @param list<OrderSlice> $slices Which orders are looked at where too many are unpaid for all of them.
	 *
	 * @return int Payments that were queued: of all that are due and have no entry, or one that was left out.
	 */
	public function queue( Api $api, array $slices = [] ): int {
		$settings = $this->settings->load();
		if ( ! $api->recordsPayments() ) {
			DuePayments::end();
			return 0;
		}
		if ( '' === $settings->database ) {
			return 0;
		}
		DuePayments::begin( $settings->database );
		$this->giveUp( $settings );
		$slices = DuePayments::areFew() ? [ OrderSlice::all() ] : $slices;
		return (int) array_sum( array_map( fn( OrderSlice $slice ): int => $this->queueAmong( $slice, $settings ), $slices ) );
	}

	public function beginWithDocument( Api $api ): void {
		$database = $this->settings->load()->database;
		if ( '' !== $database && $api->recordsPayments() ) {
			DuePayments::beginWithDocument( $database );
		}
	}

	private function queueAmong( OrderSlice $slice, Settings $settings ): int {
		$storage = OrderStorage::current();
		$sales   = $slice->isAll() ? DuePayments::sales() : OutboxTable::among( $slice );
		$due     = 'SELECT r.* ' . DuePayments::from( $storage, $sales ) . " AND {$slice->in( 'r.order_id' )} AND " . DuePayments::condition( $storage, $settings ) . ' AND ' . DuePayments::open( $storage ) . ' AND ';
		$payment = fn( OutboxEntry $sale ): OutboxEntry => $this->entries->ensure( $sale->orderId, OutboxEntry::ROLE_PAYMENT, 0, $sale->revision );
		self::each( $due . DuePayments::isToBeMarked( $storage, $settings ) . ' ORDER BY r.id DESC', fn( OutboxEntry $sale ) => $this->leaveToPerson( $payment( $sale ) ) );
		return self::each(
			$due . DuePayments::isRecorded( $storage, $settings ) . ' AND NOT ' . DuePayments::isSettled() . ' AND NOT ' . DuePayments::wasNotDue() . ' ORDER BY r.id',
			fn( OutboxEntry $sale ) => $this->takeUp( $payment( $sale ) )
		);
	}

	/**
	 * @param string                        $sql  Finds no longer what was seen to.
	 * @param callable( OutboxEntry ): void $work
	 *
	 * @return int How many there were.
	 */
	private static function each( string $sql, callable $work ): int {
		$count = 0;
		for ( $page = 0; $page < self::PAGES; $page++ ) {
			$sales = OutboxTable::many( "$sql LIMIT %d", self::LIMIT );
			array_map( $work, $sales );
			$count += count( $sales );
			if ( count( $sales ) < self::LIMIT ) {
				break;
			}
		}
		return $count;
	}

	/** What SORS does not take, or keeps waiting behind that, is a person's: silently it would wait for ever. */
	private function giveUp( Settings $settings ): void {
		$late = Sql::ids( 'SELECT id FROM ' . OutboxTable::name() . " WHERE role = 'payment' AND state IN ('queued', 'waiting') AND payload_lock = '' AND created_at < %s ORDER BY id LIMIT %d", DatabaseClock::utc( -self::WAITS ), self::LIMIT );
		foreach ( $late as $id ) {
			$entry = $this->entries->claim( $id, false );
			if ( null === $entry ) {
				continue;
			}
			if ( ! in_array( $entry->state, [ OutboxEntry::QUEUED, OutboxEntry::WAITING ], true ) || $entry->isLocked() || null === DuePayments::ofSale( $this->saleOf( $entry ), $settings ) ) {
				$this->transitions->leave( $entry, $entry->leaseOwner );
				continue;
			}
			$why   = $entry->errorMessage ?? ( new Pause( Pause::OF_PAYMENTS ) )->current()['message'] ?? '';
			$words = Sentence::__( 'For a day SORS has not taken this payment. Enter it in SORS by hand, or send it again.', 'sors-api-for-woocommerce' );
			$this->transitions->reject( $entry, $entry->leaseOwner, $entry->errorCode ?? 'not_taken', trim( "$words $why" ), null );
		}
	}

	/** It is in the list from now on, and never recorded from here. */
	private function leaveToPerson( OutboxEntry $entry ): void {
		$words   = Sentence::__( 'Whether all of it was paid, or SORS has it already, the shop cannot tell. Look in SORS, and enter there what is missing.', 'sors-api-for-woocommerce' );
		$columns = [
			'state'           => OutboxEntry::SKIPPED,
			'payload_lock'    => OutboxEntry::UNLOCKED,
			'next_attempt_at' => null,
		];
		$now = $this->entries->updateIdle( $entry, $columns + Transitions::error( DuePayments::BY_HAND, $words ) );
		if ( null !== $now && DuePayments::BY_HAND === $now->errorCode ) {
			$this->history->add( $entry->id, OutboxEntry::SKIPPED, $words );
		}
	}

	private function takeUp( OutboxEntry $entry ): void {
		if ( OutboxEntry::SKIPPED === $entry->state ) {
			$this->entries->updateIdle( $entry, self::takenUp( $entry ) );
		}
	}

	/** @return array<string, int|string|null> Columns. What may have arrived is looked up, and asked about, but not sent. */
	private static function takenUp( OutboxEntry $entry ): array {
		$isUnclear = DuePayments::UNCLEAR === $entry->errorCode;
		// From now on it waits.
		return [
			'created_at'      => DatabaseClock::utc(),
			'state'           => $isUnclear ? OutboxEntry::UNCERTAIN : OutboxEntry::QUEUED,
			'payload_lock'    => $isUnclear ? OutboxEntry::IN_DOUBT : OutboxEntry::UNLOCKED,
			'next_attempt_at' => DatabaseClock::utc(),
		] + ( $isUnclear ? self::dueAgain() : Transitions::NO_ERROR );
	}

	/** @return array<string, string> Columns: what is asked from now on. */
	private static function dueAgain(): array {
		return [
			'error_code'    => 'due_again',
			'error_message' => PaymentWords::ofLookUp( 'due_again', '' ),
		];
	}

	/** @return bool Whether SORS shows more than was known here, which is noted. */
	public function noteInSors( OutboxEntry $sale, string $paid ): bool {
		if ( Decimal::compare( $paid, $sale->paidByHand ?? '0' ) <= 0 || ! $this->entries->paidByHand( $sale, $paid ) ) {
			return false;
		}
		/* translators: 1: number of a document, 2: amount. */
		$this->history->add( $sale->id, History::PAYMENT, Sentence::__( 'SORS says that of %1$s, %2$s are paid.', 'sors-api-for-woocommerce', $sale->documentName(), Sentence::amount( $paid ) ) );
		return true;
	}

	/**
	 * SORS has it. The lease is kept until the sale says so and the order has its note, so that a death in between is made good.
	 *
	 * @param string       $by      OutboxEntry::ANSWERED or FOUND.
	 * @param Payment|null $payment As SORS shows it.
	 */
	public function recorded( OutboxEntry $entry, string $token, string $by, ?Payment $payment = null ): void {
		$sale    = $this->saleOf( $entry );
		$columns = [
			'document_id'     => null === $sale ? null : $sale->documentId,
			'document_number' => null === $sale ? null : $sale->documentNumber,
			'document_by'     => $by,
		];
		if ( ! $this->transitions->made( $entry, $token, $columns ) ) {
			return;
		}
		$name    = null === $sale ? '' : $sale->documentName();
		$amount  = Sentence::amount( $entry->total ?? '0' );
		$message = OutboxEntry::FOUND === $by
			/* translators: 1: amount, 2: number of a document. */
			? Sentence::__( 'The payment of %1$s for %2$s was found in SORS.', 'sors-api-for-woocommerce', $amount, $name )
			/* translators: 1: amount, 2: number of a document. */
			: Sentence::__( 'SORS recorded the payment of %1$s for %2$s.', 'sors-api-for-woocommerce', $amount, $name );
		$differs = null !== $payment && ! $this->search->agrees( $entry, $payment );
		if ( $differs ) {
			/* translators: 1: amount, 2: amount. */
			$other    = Sentence::__( 'SORS’ answer names another amount or another document: it says %1$s, and %2$s was sent. Look at the payment in SORS.', 'sors-api-for-woocommerce', Sentence::amount( $payment->amount ?? '0' ), $amount );
			$message .= " $other";
		}
		$this->history->add( $entry->id, OutboxEntry::FOUND === $by ? 'found' : 'sent', $message );
		if ( $differs ) {
			$this->notes->note( $entry->orderId, $message );
		}
		$sent = $this->entries->get( $entry->id );
		if ( null !== $sent ) {
			$this->announce( $sent, $token, false );
		}
	}

	public function announce( OutboxEntry $entry, string $token, bool $again ): void {
		$this->count( $entry, $entry->paidAmount ?? '0' );
		$this->transitions->announce( $entry, $token, $again );
	}

	/** A person takes it back where its document is gone. */
	public function takeBack( OutboxEntry $sale ): void {
		$this->transitions->takeBack( $sale );
	}

	/** From now on SORS has this much of the sale, beside what its document says. */
	public function count( OutboxEntry $entry, string $paid ): void {
		for ( $tries = 0; $tries < 5; $tries++ ) {
			$sale = $this->saleOf( $entry );
			if ( null === $sale || Decimal::compare( $sale->paidByHand ?? '0', $paid ) >= 0 ) {
				return;
			}
			if ( $this->entries->paidByHand( $sale, $paid ) ) {
				$sale->paidByHand = $paid;
				if ( OutboxEntry::CANCELLED === $sale->state ) {
					$this->takeBack( $sale );
				}
				return;
			}
		}
	}

	/**
	 * SORS shows it, perhaps twice, or of another amount.
	 *
	 * @param non-empty-list<Payment> $found
	 */
	public function judge( OutboxEntry $entry, string $token, array $found ): void {
		if ( 1 === count( $found ) && $this->search->agrees( $entry, $found[0] ) ) {
			$this->recorded( $entry, $token, OutboxEntry::FOUND );
			return;
		}
		$shown = array_map( static fn( Payment $payment ): array => [ 'id' => $payment->id, 'number' => null ], $found );
		$this->entries->update( $entry->id, [ 'shown' => (string) wp_json_encode( $shown ) ], $token );
		$other = $this->search->isOfItsDocument( $entry, $found[0]->documentId ) ? 'found_other' : PaymentWords::OTHER_DOCUMENT;
		$code  = count( $found ) > 1 ? 'found_several' : $other;
		$this->transitions->uncertain( $entry, $token, $code, PaymentWords::ofLookUp( $code, '' ), LookUp::rule( $entry )->lateLookUp() );
	}

	/**
	 * Its reply was lost, and nothing is to be recorded any more: the document was cancelled or replaced, the order is
	 * dead, or SORS shows it as paid. It is looked up once more, and not sent again.
	 *
	 * @throws \SorsApi\Sors\SorsError
	 */
	public function settle( OutboxEntry $entry, string $token, Api $api ): void {
		if ( PaymentSearch::canAsk( $api ) && null !== $entry->reference ) {
			try {
				$found = $this->search->find( $entry, $api );
			} catch ( SorsError $error ) {
				if ( ! PaymentSearch::isUnusable( $error ) ) {
					throw $error;
				}
				$found = null;
			}
			if ( null !== $found && [] !== $found ) {
				$this->judge( $entry, $token, $found );
				return;
			}
			if ( null === $found && $entry->lookups + 1 < self::MOST_LOOKUPS ) {
				$this->entries->update( $entry->id, [ 'lookups' => $entry->lookups + 1 ], $token );
				$this->transitions->lookAgain( $entry, $token, Failures::retryAfter( $entry->lookups + 1 ), 'reply_lost', (string) $entry->errorMessage );
				return;
			}
		}
		$words = PaymentWords::unclear( $entry, $this->saleOf( $entry ) );
		$this->transitions->skip( $entry, $token, new Skip( DuePayments::UNCLEAR, $words ), false );
		$this->notes->note( $entry->orderId, $words );
	}

	private function saleOf( OutboxEntry $entry ): ?OutboxEntry {
		return $this->entries->saleOfRevision( $entry->orderId, $entry->revision );
	}
}
