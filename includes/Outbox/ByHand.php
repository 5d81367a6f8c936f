<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Database\DatabaseClock;
use SorsApi\Entries\History;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Ledger\AcknowledgedQuantities;
use SorsApi\Orders\SoldQuantities;
use SorsApi\Sors\Decimal;

/** Takes note of a cancelling or a return that a person entered in SORS. */
final class ByHand {

	private OutboxTable $rows;
	private History $history;
	private Followups $followups;

	public function __construct( OutboxTable $rows, History $history, Followups $followups ) {
		$this->rows      = $rows;
		$this->history   = $history;
		$this->followups = $followups;
	}

	public function cancelled( OutboxEntry $row, string $token ): void {
		$words = __( 'Marked by hand: the document is cancelled in SORS.', 'sors-api-for-woocommerce' );
		OutboxTable::reopen( [ $row->orderId ] );
		$sale = $this->rows->ofRevision( $row->orderId, $row->revision );
		if ( null !== $sale && OutboxEntry::SENT === $sale->state ) {
			$this->rows->update( $sale->id, [ 'state' => OutboxEntry::CANCELLED ] + OutboxTable::NO_ISSUE + Transitions::error( 'document_cancelled', $words ) );
			$this->history->add( $sale->id, 'cancelled', $words );
		}
		$columns = [
			'state'           => OutboxEntry::SENT,
			'next_attempt_at' => null,
			'acknowledged_by' => OutboxEntry::BY_OWNER,
		] + Transitions::NO_ERROR;
		$this->rows->update( $row->id, $columns, $token );
		$this->history->add( $row->id, 'decided', $words );
		$this->followups->reviseIfAlive( $row->orderId );
	}

	public function returned( OutboxEntry $row, string $token ): void {
		$words   = __( 'Marked by hand: nothing more is to be done in SORS for this refund.', 'sors-api-for-woocommerce' );
		$columns = [
			'state'           => OutboxEntry::SKIPPED,
			'next_attempt_at' => null,
			'acknowledged_by' => OutboxEntry::BY_OWNER,
			'acknowledged_at' => DatabaseClock::now(),
			'quantities'      => (string) wp_json_encode( (object) $this->cameBack( $row ) ),
		];
		$this->rows->update( $row->id, $columns + Transitions::error( 'acknowledged', $words ), $token );
		$this->history->add( $row->id, 'decided', $words );
	}

	/** @return array<int, string> What SORS' documents say more than the shop has sold. */
	private function cameBack( OutboxEntry $row ): array {
		$sold = SoldQuantities::ofOrder( $row->orderId );
		$back = [];
		foreach ( AcknowledgedQuantities::ofDocuments( $this->rows->ofOrder( $row->orderId ) ) as $objectId => $quantity ) {
			$more = Decimal::subtract( $quantity, $sold[ $objectId ] ?? '0' );
			if ( Decimal::compare( $more, '0' ) > 0 ) {
				$back[ $objectId ] = $more;
			}
		}
		return $back;
	}
}
