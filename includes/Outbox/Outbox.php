<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Database\DatabaseClock;
use SorsApi\Entries\History;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Entries\Person;
use SorsApi\Orders\OrderStorage;
use SorsApi\Orders\TenderReader;
use SorsApi\Sentence;
use SorsApi\Sors\Api;

/** What the REST routes, the order screens and `wp sors outbox` ask of the outbox. */
final class Outbox {

	private Worker $worker;
	private Resolution $resolution;
	private Api $api;

	public function __construct( Worker $worker, Resolution $resolution, Api $api ) {
		$this->worker     = $worker;
		$this->resolution = $resolution;
		$this->api        = $api;
	}

	/**
	 * @param array{page?: int, per_page?: int, search?: string, state?: string} $query
	 * @return array{items: list<OutboxEntry>, total: int} Newest first.
	 */
	public function list( array $query ): array {
		$found = OutboxTable::list( $query );
		// All at once: the next lines find them in WooCommerce's cache.
		OrderStorage::current()->orders( array_values( array_unique( array_map( static fn( OutboxEntry $entry ): int => $entry->orderId, $found['items'] ) ) ) );
		foreach ( $found['items'] as $entry ) {
			self::name( $entry );
		}
		return $found;
	}

	public function get( int $id ): ?OutboxEntry {
		$entry = OutboxTable::get( $id );
		return null === $entry ? null : self::name( $entry );
	}

	/**
	 * Queues orders, whatever their status; one already sent stays as it is, and a sub-order is sent by its entry alone.
	 *
	 * @param list<int>   $orderIds
	 * @param Person|null $by       Who wants it; null = whoever is at work right now.
	 * @return array{items: list<OutboxEntry>, refused: list<array{orderId: int, reason: string}>} Of the items some may be sent already.
	 * @throws OutboxRefused copy: this site is a copy, or its address changed.
	 */
	public function send( array $orderIds, ?Person $by = null ): array {
		SendingPermission::check();
		$items   = [];
		$refused = [];
		foreach ( array_unique( $orderIds ) as $orderId ) {
			$order  = wc_get_order( $orderId );
			$part   = $order instanceof \WC_Order ? Readiness::inFamily( $order ) : null;
			$reason = $order instanceof \WC_Order ? self::reasonAgainst( $order ) ?? ( null === $part ? null : $part->getMessage() ) : Sentence::__( 'There is no such order.', 'sors-api-for-woocommerce' );
			$entry  = null === $reason ? $this->queue( $orderId, null, $by ) : null;
			if ( null !== $entry ) {
				$reason = $entry->isVouchedFor()
					? Sentence::__( 'A person said that SORS has this order already, or need not have it. To send it all the same, press “Send it anyway” on the order.', 'sors-api-for-woocommerce' )
					: $this->reasonToWait( $entry );
				if ( null === $reason && in_array( $entry->state, [ OutboxEntry::QUEUED, OutboxEntry::WAITING, OutboxEntry::SENDING, OutboxEntry::SENT ], true ) ) {
					$items[] = $entry;
					continue;
				}
				$reason ??= self::held();
			}
			$reason  ??= Sentence::__( 'The outbox did not take an entry.', 'sors-api-for-woocommerce' );
			$refused[] = compact( 'orderId', 'reason' );
		}
		return compact( 'items', 'refused' );
	}

	/**
	 * Sends one entry now, and answers what became of it. One already sent stays as it is.
	 *
	 * @throws OutboxRefused not_found, not_now, copy.
	 */
	public function sendEntry( int $id ): OutboxEntry {
		SendingPermission::check();
		$entry = $this->existing( $id );
		if ( OutboxEntry::SENT === $entry->state ) {
			return $entry;
		}
		$reason = $this->reasonToWait( $entry );
		if ( null !== $reason ) {
			( new OutboxRefused( 'not_now', $reason ) )->throw();
		}
		$this->queue( $entry->orderId, $entry );
		$worked = $this->worker->workOn( $id );
		if ( null === $worked ) {
			( new OutboxRefused( 'not_now', self::held() ) )->throw();
		}
		return self::name( $worked );
	}

	/**
	 * How a person decides an entry that cannot decide itself.
	 *
	 * @param array{as: string, documentId?: string, documentNumber?: string} $decision Zod `resolveBody`.
	 * @throws OutboxRefused not_found, not_open, busy, bad_decision.
	 */
	public function resolve( int $id, array $decision ): OutboxEntry {
		$decided = $this->resolution->decide( $id, $decision );
		return in_array( $decision['as'], TenderReader::ANSWERS, true ) ? $this->sendEntry( $id ) : self::name( $decided );
	}

	/**
	 * @param list<string> $states
	 * @return array<string, int> Each of these states => how many entries.
	 */
	public function counts( array $states = OutboxEntry::STATES ): array {
		return OutboxTable::counts( $states );
	}

	/** @return array{code: string, message: string, since: int, until: int}|null Why all sending stands still (Unix timestamps); null = it does not. */
	public function paused(): ?array {
		return Pause::current();
	}

	/** Why an entry is not sent at the press of a button; null = it may be. A Sentence. */
	private function reasonToWait( OutboxEntry $entry ): ?string {
		if ( OutboxEntry::UNCERTAIN === $entry->state ) {
			return Sentence::__( 'It is uncertain whether SORS has this document. Decide that first: it is this document, it is in SORS already, or send it again.', 'sors-api-for-woocommerce' );
		}
		if ( $entry->isOfOriginal() ) {
			return Sentence::__( 'This belongs to the shop of which this one is a copy. Its document in SORS stays as it is.', 'sors-api-for-woocommerce' );
		}
		if ( OutboxEntry::ROLE_CANCEL === $entry->role && OutboxEntry::SKIPPED === $entry->state && OutboxEntry::BY_OWNER !== $entry->acknowledgedBy ) {
			return Sentence::__( 'There is nothing to cancel: the order is no longer cancelled, or SORS has no document of it.', 'sors-api-for-woocommerce' );
		}
		if ( self::wasCancelled( $entry ) ) {
			return Sentence::__( 'This document was cancelled in SORS and is not made again. Once its order is no longer cancelled, it gets a new document automatically.', 'sors-api-for-woocommerce' );
		}
		if ( OutboxEntry::SENDING !== $entry->state || null === $entry->nextAttemptAt || $entry->nextAttemptAt <= DatabaseClock::utc() ) {
			return null;
		}
		return DocumentSearch::canAsk( $this->api )
			? Sentence::__( 'SORS’ answer to this order was lost. It is looked up automatically in a few minutes; if it were sent sooner, a slow server might make a second document.', 'sors-api-for-woocommerce' )
			: Sentence::__( 'SORS’ answer to this order was lost, and its interface offers no way to search for the document. In a minute the order is shown to you as uncertain: look in SORS, then say whether SORS has it.', 'sors-api-for-woocommerce' );
	}

	private static function held(): string {
		return Sentence::__( 'This entry is being processed right now. Check again in a minute.', 'sors-api-for-woocommerce' );
	}

	private function queue( int $orderId, ?OutboxEntry $entry = null, ?Person $by = null ): ?OutboxEntry {
		if ( null === $entry ) {
			$entry = OutboxTable::sale( $orderId );
			if ( null === $entry ) {
				Intake::take( $orderId );
				$entry = OutboxTable::sale( $orderId );
			}
			if ( null !== $entry && $entry->isVouchedFor() ) {
				// Named by its order, among many perhaps: not a word against what a person said of it.
				return $entry;
			}
		}
		if ( null === $entry || in_array( $entry->state, [ OutboxEntry::SENT, OutboxEntry::SENDING, OutboxEntry::UNCERTAIN ], true ) || self::wasCancelled( $entry ) ) {
			return null === $entry ? null : self::name( $entry );
		}
		$columns = [
			// Of a cancelling it says that the order lives on, which the press of a button does not.
			'asked_for'          => OutboxEntry::ROLE_CANCEL === $entry->role ? (int) $entry->askedFor : 1,
			'next_attempt_at' => DatabaseClock::utc(),
		];
		if ( $entry->asksFirst() ) {
			$columns['confirmed'] = 1;
		}
		if ( OutboxEntry::WAITING !== $entry->state ) {
			$columns += [
				'state'      => OutboxEntry::QUEUED,
				'lookups'    => 0,
				'settlement' => OutboxEntry::OPEN,
			] + OutboxTable::NOT_ACKNOWLEDGED;
		}
		$isAsked = OutboxEntry::QUEUED === $entry->state && $entry->askedFor && null !== $entry->nextAttemptAt && $entry->nextAttemptAt <= $columns['next_attempt_at'];
		$queued  = OutboxTable::updateIdle( $entry, $columns );
		if ( ! $isAsked && null !== $queued && $columns['next_attempt_at'] === $queued->nextAttemptAt ) {
			History::decided( $entry->id, Sentence::__( 'Queued by hand.', 'sors-api-for-woocommerce' ), 'queued', $by );
		}
		return $this->get( $entry->id );
	}

	/** Its document was, that is; what was cancelled before it was sent has none. Sending its body again would make a second one. */
	private static function wasCancelled( OutboxEntry $entry ): bool {
		return OutboxEntry::CANCELLED === $entry->state && ( null !== $entry->documentId || null !== $entry->documentNumber );
	}

	/** Why such an order is never sent; null = it may be. A Sentence. */
	public static function reasonAgainst( \WC_Order $order ): ?string {
		if ( 'shop_order' !== $order->get_type() ) {
			return Sentence::__( 'This is not an order.', 'sors-api-for-woocommerce' );
		}
		$status = (string) $order->get_status();
		return OrderStorage::isDraft( $status ) || in_array( $status, [ 'trash', 'cancelled' ], true )
			/* translators: %s: name of an order status. */
			? Sentence::__( 'An order in the status “%s” cannot be sent.', 'sors-api-for-woocommerce', Sentence::status( $status ) )
			: null;
	}

	/** @throws OutboxRefused */
	public function existing( int $id ): OutboxEntry {
		$entry = $this->get( $id );
		if ( null === $entry ) {
			OutboxRefused::noEntry()->throw();
		}
		return $entry;
	}

	private static function name( OutboxEntry $entry ): OutboxEntry {
		$order = wc_get_order( $entry->orderId );
		if ( $order instanceof \WC_Order ) {
			$entry->orderNumber = (string) $order->get_order_number();
			$entry->orderUrl    = $order->get_edit_order_url();
		}
		return $entry;
	}
}
