<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Database\DatabaseClock;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Orders\OrderReader;

/** The rows that come after a sale: its cancelling, the returns of its refunds, its next revision. */
final class Followups {

	private OutboxTable $rows;

	public function __construct( OutboxTable $rows ) {
		$this->rows = $rows;
	}

	/** The order was cancelled: so is its document, if there is one or may be one. */
	public function orderCancelled( int $orderId ): void {
		$sale = $this->rows->sale( $orderId );
		if ( null !== $sale && $sale->mayExist() ) {
			$this->cancel( $sale, false );
		}
	}

	/**
	 * @param bool $anew The order lives on: what it is by then is sent as the next revision.
	 *
	 * @return bool Whether it is in line or on its way now; false where a worker holds it for another reason.
	 */
	public function cancel( OutboxEntry $sale, bool $anew ): bool {
		$row = $this->rows->ensure( $sale->orderId, OutboxEntry::ROLE_CANCEL, 0, $sale->revision );
		if ( null === $row ) {
			return false;
		}
		if ( $row->mayExist() ) {
			if ( $anew && ! $row->manual ) {
				$this->rows->update( $row->id, [ 'manual' => 1 ] );
			}
			return true;
		}
		$columns = [
			'state'           => OutboxEntry::QUEUED,
			'manual'          => $anew || $row->manual ? 1 : 0,
			'next_attempt_at' => DatabaseClock::utc(),
		];
		$now     = $this->rows->updateIdle( $row, $columns );
		return null !== $now && OutboxEntry::QUEUED === $now->state && ( ! $anew || $now->manual );
	}

	public function refunded( int $orderId, int $refundId ): void {
		$sale = $this->rows->sale( $orderId );
		if ( null === $sale ) {
			return;
		}
		$row = $this->rows->ensure( $orderId, OutboxEntry::ROLE_RETURN, $refundId, $sale->revision );
		if ( null !== $row && OutboxEntry::QUEUED === $row->state && 0 === $row->attempts ) {
			$this->rows->update( $row->id, [ 'next_attempt_at' => DatabaseClock::utc( Intake::settleSeconds() ) ] );
		}
	}

	/**
	 * The document of a sale is cancelled; the order lives: it gets the next revision.
	 *
	 * Where the document was cancelled only to be made anew, the revision goes out whatever the settings say of new
	 * orders: the goods would be free in SORS otherwise.
	 */
	public function reviseIfAlive( int $orderId ): ?OutboxEntry {
		$sale = $this->rows->sale( $orderId );
		if ( null === $sale || OutboxEntry::CANCELLED !== $sale->state || ( null === $sale->documentId && null === $sale->documentNumber ) ) {
			return null;
		}
		// Read past this process' memory, after the sale: whoever revives the order finds it cancelled, or is seen here.
		OrderReader::forget();
		$order = wc_get_order( $orderId );
		if ( ! $order instanceof \WC_Order || in_array( $order->get_status(), [ 'cancelled', 'trash' ], true ) ) {
			return null;
		}
		$next   = $this->rows->ensure( $orderId, OutboxEntry::ROLE_SALE, 0, $sale->revision + 1 );
		$manual = $sale->manual || $this->wasToBeMadeAnew( $sale );
		if ( null !== $next && $manual && ! $next->manual ) {
			$this->rows->update( $next->id, [ 'manual' => 1 ] );
		}
		return $next;
	}

	private function wasToBeMadeAnew( OutboxEntry $sale ): bool {
		foreach ( $this->rows->ofOrder( $sale->orderId ) as $row ) {
			if ( OutboxEntry::ROLE_CANCEL === $row->role && $row->revision === $sale->revision ) {
				return $row->manual;
			}
		}
		return false;
	}
}
