<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Orders\SoldQuantities;
use SorsApi\Outbox\Ledger\KnownQuantities;
use SorsApi\Outbox\Sending\Transitions;
use SorsApi\Setup\DatabaseClock;
use SorsApi\Sors\Decimal;

/** Takes note of a cancelling or a return that a person entered in SORS. */
final class ByHand {

	private Rows $rows;
	private History $history;
	private Followups $followups;

	public function __construct( Rows $rows, History $history, Followups $followups ) {
		$this->rows      = $rows;
		$this->history   = $history;
		$this->followups = $followups;
	}

	public function cancelled( OutboxRow $row, string $token ): void {
		$words = __( 'Marked by hand: the document is cancelled in SORS.', 'sors-api-for-woocommerce' );
		Rows::reopen( [ $row->orderId ] );
		$sale = $this->rows->ofRevision( $row->orderId, $row->revision );
		if ( null !== $sale && OutboxRow::SENT === $sale->state ) {
			$this->rows->update( $sale->id, [ 'state' => OutboxRow::CANCELLED ] + Transitions::error( 'document_cancelled', $words ) );
			$this->history->add( $sale->id, 'cancelled', $words );
		}
		$columns = [
			'state'           => OutboxRow::SENT,
			'next_attempt_at' => null,
			'known_by'        => 'owner',
		] + Transitions::NO_ERROR;
		$this->rows->update( $row->id, $columns, $token );
		$this->history->add( $row->id, 'decided', $words );
		$this->followups->reviseIfAlive( $row->orderId );
	}

	public function returned( OutboxRow $row, string $token ): void {
		$words   = __( 'Marked by hand: nothing more is to be done in SORS for this refund.', 'sors-api-for-woocommerce' );
		$columns = [
			'state'           => OutboxRow::SKIPPED,
			'next_attempt_at' => null,
			'known_by'        => 'owner',
			'known_at'        => DatabaseClock::now(),
			'quantities'      => (string) wp_json_encode( (object) $this->cameBack( $row ) ),
		];
		$this->rows->update( $row->id, $columns + Transitions::error( 'known', $words ), $token );
		$this->history->add( $row->id, 'decided', $words );
	}

	/** @return array<int, string> What SORS' documents say more than the shop has sold. */
	private function cameBack( OutboxRow $row ): array {
		$sold = SoldQuantities::ofOrder( $row->orderId );
		$back = [];
		foreach ( KnownQuantities::ofDocuments( $this->rows->ofOrder( $row->orderId ) ) as $objectId => $quantity ) {
			$more = Decimal::subtract( $quantity, $sold[ $objectId ] ?? '0' );
			if ( Decimal::compare( $more, '0' ) > 0 ) {
				$back[ $objectId ] = $more;
			}
		}
		return $back;
	}
}
