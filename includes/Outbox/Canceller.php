<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Database\DatabaseClock;
use SorsApi\Documents\MappingRefused;
use SorsApi\Documents\Postponed;
use SorsApi\Entries\History;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Orders\OrderReader;
use SorsApi\Settings\Settings;
use SorsApi\Settings\StoreIdentity;
use SorsApi\Sors\Api;
use SorsApi\Sors\Rejected;

/**
 * Cancels the document of a sale. Asking twice does no harm, so a lost reply is
 * simply asked again; "it is cancelled already" is what was wanted.
 */
final class Canceller {

	private OutboxTable $rows;
	private History $history;
	private OrderReader $orders;
	private SalePreparation $sales;
	private StoreIdentity $identity;
	private Followups $followups;
	private OrderNotes $announcer;

	public function __construct( OutboxTable $rows, History $history, OrderReader $orders, SalePreparation $sales, StoreIdentity $identity, Followups $followups, OrderNotes $announcer ) {
		$this->rows      = $rows;
		$this->history   = $history;
		$this->orders    = $orders;
		$this->sales     = $sales;
		$this->identity  = $identity;
		$this->followups = $followups;
		$this->announcer = $announcer;
	}

	/**
	 * @return OutboxEntry|null The row as it is while the request is on the way; null where another worker took it.
	 *
	 * @throws MappingRefused
	 * @throws Postponed
	 * @throws Skip
	 * @throws \SorsApi\Sors\SorsError While the next revision is tried.
	 */
	public function begin( OutboxEntry $row, string $token, Settings $settings, Api $api ): ?OutboxEntry {
		$sale = $this->saleOf( $row );
		if ( ! $row->isLocked() ) {
			$this->checkWanted( $row, $sale );
		}
		if ( ! $api->supports( 'cancelDocument' ) || null === $sale->documentId ) {
			/* translators: %s: number of a document. */
			throw new MappingRefused( 'cannot_cancel', sprintf( __( 'SORS\' interface cannot cancel documents. Cancel %s in SORS by hand, then mark this as done.', 'sors-api-for-woocommerce' ), (string) ( $sale->documentNumber ?? $sale->documentId ) ) );
		}
		if ( $row->manual && ! $row->isLocked() ) {
			$this->checkNextRevision( $row, $settings, $api );
		}
		$columns = [
			'state'           => OutboxEntry::SENDING,
			'payload_lock'    => $row->isLocked() ? OutboxEntry::IN_DOUBT : OutboxEntry::LOCKED,
			'attempts'        => $row->attempts + 1,
			'reference'       => SalePreparation::reference( $this->identity->storeId(), $row ),
			'database_name'   => $sale->database,
			'kind'            => $sale->kind,
			'document_id'     => $sale->documentId,
			'document_number' => $sale->documentNumber,
			'total'           => $sale->total,
			'next_attempt_at' => DatabaseClock::utc(),
			'lease_until'     => DatabaseClock::now() + Claims::LEASE * 1000000,
		];
		// Before the request may free the goods: a settled order would not be asked whether it has sold them.
		OutboxTable::reopen( [ $row->orderId ] );
		$this->rows->update( $row->id, $columns, $token );
		$begun = $this->rows->get( $row->id );
		return null === $begun || $begun->leaseOwner !== $token || OutboxEntry::SENDING !== $begun->state ? null : $begun;
	}

	/** @throws \SorsApi\Sors\SorsError */
	public function request( OutboxEntry $row, Api $api ): void {
		try {
			$api->cancelDocument( (string) $row->database, (string) $row->documentId );
		} catch ( Rejected $refused ) {
			if ( ! $this->isCancelled( $row, $api ) ) {
				throw $refused;
			}
		}
	}

	/** The document is cancelled: the sale is, and an order that lives on gets its next revision. */
	public function finish( OutboxEntry $row, string $token ): void {
		$sale = $this->rows->ofRevision( $row->orderId, $row->revision );
		/* translators: %s: number of a document. */
		$words = sprintf( __( '%s was cancelled in SORS.', 'sors-api-for-woocommerce' ), (string) ( $row->documentNumber ?? $row->documentId ) );
		if ( null !== $sale && OutboxEntry::SENT === $sale->state ) {
			$this->rows->update( $sale->id, [ 'state' => OutboxEntry::CANCELLED ] + OutboxTable::NO_ISSUE + Transitions::error( 'document_cancelled', $words ) );
			$this->history->add( $sale->id, 'cancelled', $words );
			$this->announcer->note( $row->orderId, $words );
		}
		$next    = $this->followups->reviseIfAlive( $row->orderId );
		$columns = [
			'state'           => OutboxEntry::SENT,
			// Of an order that is dead by now somebody pressed "Send": should it be revived, the settings are asked as of any other.
			'manual'          => null === $next ? 0 : (int) $row->manual,
			'next_attempt_at' => null,
			'lease_owner'     => '',
			'lease_until'     => 0,
		] + Transitions::NO_ERROR;
		$this->rows->update( $row->id, $columns, $token );
		$this->history->add( $row->id, 'sent', $words );
	}

	/**
	 * @throws Postponed
	 * @throws Skip
	 */
	private function saleOf( OutboxEntry $row ): OutboxEntry {
		$sale = $this->rows->ofRevision( $row->orderId, $row->revision );
		if ( null === $sale || ( ! $sale->mayExist() && OutboxEntry::CANCELLED !== $sale->state ) ) {
			throw new Skip( 'nothing_to_cancel', __( 'There is no document to cancel.', 'sors-api-for-woocommerce' ) );
		}
		if ( ! in_array( $sale->state, [ OutboxEntry::SENT, OutboxEntry::CANCELLED ], true ) ) {
			throw new Postponed( 'sale_open', 120, __( 'The cancelling waits until it is known whether SORS has the order\'s document.', 'sors-api-for-woocommerce' ) );
		}
		return $sale;
	}

	/** @throws Skip */
	private function checkWanted( OutboxEntry $row, OutboxEntry $sale ): void {
		if ( OutboxEntry::CANCELLED === $sale->state ) {
			throw new Skip( 'nothing_to_cancel', __( 'The document was cancelled before.', 'sors-api-for-woocommerce' ) );
		}
		$order = $this->orders->load( $row->orderId );
		if ( ! $row->manual && null !== $order && ! self::isCancelledOrder( $order ) ) {
			throw new Skip( 'revived', __( 'The order is no longer cancelled, so its document stays.', 'sors-api-for-woocommerce' ) );
		}
	}

	/** Cancelled and put into the bin is no less cancelled. */
	private static function isCancelledOrder( \WC_Order $order ): bool {
		$status = (string) $order->get_status();
		return 'cancelled' === $status || ( 'trash' === $status && 'wc-cancelled' === $order->get_meta( '_wp_trash_meta_status' ) );
	}

	/**
	 * The order lives on and is to be sent anew: what cannot be sent must not cost it the document that it has.
	 *
	 * @throws MappingRefused
	 * @throws Postponed
	 * @throws \SorsApi\Sors\SorsError
	 */
	private function checkNextRevision( OutboxEntry $row, Settings $settings, Api $api ): void {
		$order = $this->orders->load( $row->orderId );
		if ( null === $order || in_array( $order->get_status(), [ 'cancelled', 'trash' ], true ) ) {
			return;
		}
		try {
			$this->sales->tried( $row, $order, $settings, $api );
		} catch ( Skip $nothingLeft ) {
			return;
		} catch ( MappingRefused $refused ) {
			/* translators: %s: the reason. */
			throw new MappingRefused( $refused->code(), sprintf( __( 'The document stays in SORS as it is, since the order could not be sent anew: %s', 'sors-api-for-woocommerce' ), $refused->getMessage() ) );
		}
	}

	/** @throws \SorsApi\Sors\SorsError */
	private function isCancelled( OutboxEntry $row, Api $api ): bool {
		if ( $api->supports( 'getDocument' ) ) {
			try {
				return 'cancelled' === $api->getDocument( (string) $row->database, (string) $row->documentId )->status;
			} catch ( Rejected $refused ) {
				// Somebody deleted it in SORS: there is nothing left to cancel.
				return 404 === $refused->status;
			}
		}
		$sale = $this->rows->ofRevision( $row->orderId, $row->revision );
		if ( null === $sale || null === $sale->reference || ! $api->supports( 'findDocuments' ) ) {
			return false;
		}
		foreach ( $api->findDocuments( (string) $row->database, $sale->reference ) as $document ) {
			if ( $document->id === $row->documentId ) {
				return 'cancelled' === $document->status;
			}
		}
		return false;
	}
}
