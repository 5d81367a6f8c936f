<?php
declare( strict_types=1 );

namespace SorsApi\Sync;

use SorsApi\Settings\Settings;

/** Stock levels and prices of SORS: stock and regular prices of the shop. */
final class StockRun implements KindOfRun {

	private StockReading $reading;
	private StockComparing $comparing;
	private StockApplying $applying;

	public function __construct( StockReading $reading, StockComparing $comparing, StockApplying $applying ) {
		$this->reading   = $reading;
		$this->comparing = $comparing;
		$this->applying  = $applying;
	}

	public function advance( Run $run, Lease $lease, Settings $settings, StepBudget $budget ): void {
		switch ( $run->cursor->phase ) {
			case Phase::START:
				$this->reading->begin( $run, $lease, $settings );
				break;
			case Phase::LEVELS:
				$this->reading->levels( $run, $lease, $settings );
				break;
			case Phase::COMPARE:
				$this->comparing->linked( $run, $lease, $settings );
				break;
			case Phase::UNKNOWN:
				$this->comparing->unlinked( $run, $lease, $settings );
				break;
			case Phase::ITEMS:
				$this->applying->items( $run, $lease, $settings, $budget );
				break;
			default:
				$this->applying->finish( $run, $lease, $settings );
		}
	}
}
