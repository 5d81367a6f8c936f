<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Database\DatabaseClock;
use SorsApi\Entries\History;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Settings\StoreIdentity;
use SorsApi\Sors\Api;

/** What the REST routes, the order screens and `wp sors outbox` ask of the outbox. */
final class Outbox {

	private const NEVER = [ 'auto-draft', 'draft', 'checkout-draft', 'trash', 'cancelled' ];

	private OutboxTable $rows;
	private History $history;
	private Intake $intake;
	private Worker $worker;
	private Resolution $resolution;
	private Pause $pause;
	private StoreIdentity $identity;
	private Api $api;

	public function __construct( OutboxTable $rows, History $history, Intake $intake, Worker $worker, Resolution $resolution, Pause $pause, StoreIdentity $identity, Api $api ) {
		$this->rows       = $rows;
		$this->history    = $history;
		$this->intake     = $intake;
		$this->worker     = $worker;
		$this->resolution = $resolution;
		$this->pause      = $pause;
		$this->identity   = $identity;
		$this->api  = $api;
	}

	/**
	 * @param array{page?: int, per_page?: int, search?: string, state?: string} $query
	 *
	 * @return array{items: list<OutboxEntry>, total: int} Newest first.
	 */
	public function list( array $query ): array {
		$found = $this->rows->list( $query );
		foreach ( $found['items'] as $row ) {
			self::name( $row );
		}
		return $found;
	}

	public function get( int $id ): ?OutboxEntry {
		$row = $this->rows->get( $id );
		return null === $row ? null : self::name( $row );
	}

	/** @return list<OutboxEntry> All of one order, oldest first. */
	public function ofOrder( int $orderId ): array {
		return array_map( [ self::class, 'name' ], $this->rows->ofOrder( $orderId ) );
	}

	/** @return list<array{at: string, event: string, message: string}> What happened to an entry, oldest first. */
	public function history( int $id ): array {
		return $this->history->of( $id );
	}

	/**
	 * Puts orders in line, whatever their status; one already sent stays as it is.
	 *
	 * @param list<int> $orderIds
	 *
	 * @return array{items: list<OutboxEntry>, refused: list<array{orderId: int, reason: string}>}
	 *
	 * @throws OutboxRefused copy: this site is a copy, or its address changed.
	 */
	public function send( array $orderIds ): array {
		$this->checkOriginal();
		$items   = [];
		$refused = [];
		foreach ( array_unique( $orderIds ) as $orderId ) {
			$order  = wc_get_order( $orderId );
			$reason = $order instanceof \WC_Order ? self::reasonAgainst( $order ) : __( 'There is no such order.', 'sors-api-for-woocommerce' );
			if ( null !== $reason ) {
				$refused[] = compact( 'orderId', 'reason' );
				continue;
			}
			$row = $this->queue( $orderId );
			if ( null !== $row ) {
				$items[] = $row;
			}
		}
		return compact( 'items', 'refused' );
	}

	/**
	 * Sends one row now, and answers what became of it. One already sent stays as it is.
	 *
	 * @throws OutboxRefused not_found, not_now, copy.
	 */
	public function sendRow( int $id ): OutboxEntry {
		$this->checkOriginal();
		$row = $this->existing( $id );
		if ( OutboxEntry::SENT === $row->state ) {
			return $row;
		}
		if ( OutboxEntry::UNCERTAIN === $row->state ) {
			throw new OutboxRefused( 'not_now', __( 'It is uncertain whether SORS has this document. Decide that first: it is this document, it is in SORS already, or send it again.', 'sors-api-for-woocommerce' ) );
		}
		if ( self::wasCancelled( $row ) ) {
			throw new OutboxRefused( 'not_now', __( 'This document was cancelled in SORS and is not made once more. Once its order is no longer cancelled, it gets a new document by itself.', 'sors-api-for-woocommerce' ) );
		}
		if ( OutboxEntry::SENDING === $row->state && null !== $row->nextAttemptAt && $row->nextAttemptAt > DatabaseClock::utc() ) {
			$next = $this->api->can( 'findDocuments' )
				? __( 'SORS\' answer to this order was lost. It is looked up by itself in a few minutes; asked sooner, a slow server might make a second document.', 'sors-api-for-woocommerce' )
				: __( 'SORS\' answer to this order was lost, and its interface offers no way to search for the document. In a minute the order is put before you as uncertain: look in SORS, then say whether SORS has it.', 'sors-api-for-woocommerce' );
			throw new OutboxRefused( 'not_now', $next );
		}
		$this->queue( $row->orderId, $row );
		$worked = $this->worker->workOn( $id );
		if ( null === $worked ) {
			throw new OutboxRefused( 'not_now', __( 'This row is being worked on just now. Look again in a minute.', 'sors-api-for-woocommerce' ) );
		}
		return self::name( $worked );
	}

	/**
	 * How a person decides a row that cannot decide itself.
	 *
	 * @param array{as: string, documentId?: string, documentNumber?: string} $decision Zod `resolveBody`.
	 *
	 * @throws OutboxRefused not_found, not_open, busy, bad_decision.
	 */
	public function resolve( int $id, array $decision ): OutboxEntry {
		return self::name( $this->resolution->decide( $id, $decision ) );
	}

	/**
	 * @param list<string> $states
	 *
	 * @return array<string, int> Each of these states => how many rows.
	 */
	public function counts( array $states = OutboxEntry::STATES ): array {
		return $this->rows->counts( $states );
	}

	/** @return array{code: string, message: string, since: int, until: int}|null Why all sending stands still (Unix timestamps); null = it does not. */
	public function paused(): ?array {
		return $this->pause->current();
	}

	private function queue( int $orderId, ?OutboxEntry $row = null ): ?OutboxEntry {
		if ( null === $row ) {
			$row = $this->rows->sale( $orderId );
			if ( null === $row ) {
				$this->intake->take( $orderId );
				$row = $this->rows->sale( $orderId );
			}
		}
		if ( null === $row || in_array( $row->state, [ OutboxEntry::SENT, OutboxEntry::SENDING, OutboxEntry::UNCERTAIN ], true ) || self::wasCancelled( $row ) ) {
			return null === $row ? null : self::name( $row );
		}
		$columns = [
			'manual'          => 1,
			'next_attempt_at' => DatabaseClock::utc(),
		];
		if ( OutboxEntry::WAITING !== $row->state ) {
			$columns += [
				'state'           => OutboxEntry::QUEUED,
				'acknowledged_at' => null,
				'acknowledged_by' => '',
				'settlement'      => OutboxEntry::OPEN,
			];
		}
		if ( OutboxEntry::SKIPPED === $row->state && $row->mayHaveArrived() && $this->api->can( 'findDocuments' ) ) {
			$columns = Transitions::LOOK_ONCE_MORE + $columns;
		}
		$this->rows->updateIdle( $row, $columns );
		return $this->get( $row->id );
	}

	/** Its document was, that is; what was cancelled before it was sent has none. Sending its body again would make a second one. */
	private static function wasCancelled( OutboxEntry $row ): bool {
		return OutboxEntry::CANCELLED === $row->state && ( null !== $row->documentId || null !== $row->documentNumber );
	}

	private static function reasonAgainst( \WC_Order $order ): ?string {
		if ( 'shop_order' !== $order->get_type() ) {
			return __( 'This is not an order.', 'sors-api-for-woocommerce' );
		}
		$status = (string) $order->get_status();
		return in_array( $status, self::NEVER, true )
			/* translators: %s: name of an order status. */
			? sprintf( __( 'An order in the status "%s" cannot be sent.', 'sors-api-for-woocommerce' ), wc_get_order_status_name( $status ) )
			: null;
	}

	/** @throws OutboxRefused */
	private function existing( int $id ): OutboxEntry {
		$row = $this->get( $id );
		if ( null === $row ) {
			throw new OutboxRefused( 'not_found', __( 'There is no such row in the outbox.', 'sors-api-for-woocommerce' ) );
		}
		return $row;
	}

	/** @throws OutboxRefused */
	private function checkOriginal(): void {
		if ( $this->identity->isCopy() ) {
			throw new OutboxRefused( 'copy', __( 'This site has another address than before, so it may be a copy of the shop. Nothing is sent until you say, on the SORS screen, whether the shop moved or this is a copy.', 'sors-api-for-woocommerce' ) );
		}
	}

	private static function name( OutboxEntry $row ): OutboxEntry {
		$order = wc_get_order( $row->orderId );
		if ( $order instanceof \WC_Order ) {
			$row->orderNumber = (string) $order->get_order_number();
			$row->orderUrl    = $order->get_edit_order_url();
		}
		return $row;
	}
}
