<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Stock;

use SorsApi\Ledger\Ledger;
use SorsApi\Settings\Settings;
use SorsApi\Sync\Engine\Cursor;
use SorsApi\Sync\Engine\KindOfRun;
use SorsApi\Sync\Engine\Lease;
use SorsApi\Sync\Engine\Run;
use SorsApi\Sync\Engine\StepBudget;

/** Stock levels and prices of SORS: stock and regular prices of the shop. */
final class StockRun implements KindOfRun {

	private StockReading $reading;
	private StockComparing $comparing;
	private StockApplying $applying;
	private Ledger $ledger;

	public function __construct( StockReading $reading, StockComparing $comparing, StockApplying $applying, Ledger $ledger ) {
		$this->reading   = $reading;
		$this->comparing = $comparing;
		$this->applying  = $applying;
		$this->ledger    = $ledger;
	}

	public function advance( Run $run, Lease $lease, Settings $settings, StepBudget $budget ): void {
		switch ( $run->cursor->phase ) {
			case Cursor::START:
				if ( ! $this->hasOpenOrders( $run, $lease ) ) {
					break;
				}
				$this->reading->begin( $run, $lease, $settings );
				break;
			case Cursor::LEVELS:
				$this->reading->levels( $run, $lease, $settings );
				break;
			case Cursor::COMPARE:
				$this->comparing->linked( $run, $lease, $settings );
				break;
			case Cursor::UNKNOWN:
				$this->comparing->unlinked( $run, $lease, $settings );
				break;
			case Cursor::ITEMS:
				$this->applying->items( $run, $lease, $settings, $budget );
				break;
			default:
				$this->applying->finish( $run, $lease, $settings );
		}
	}

	/** Orders that the outbox does not know of yet have sold goods that would come back on sale. */
	private function hasOpenOrders( Run $run, Lease $lease ): bool {
		if ( $this->ledger->isComplete( 2 ) ) {
			return true;
		}
		$run->message = __( 'The open orders of the shop are being counted first, so that nothing is sold twice.', 'sors-api-for-woocommerce' );
		$lease->hold( $run, static function (): void {} );
		return false;
	}
}
