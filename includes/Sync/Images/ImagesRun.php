<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Images;

use SorsApi\Settings\Settings;
use SorsApi\Sync\Engine\Cursor;
use SorsApi\Sync\Engine\KindOfRun;
use SorsApi\Sync\Engine\Lease;
use SorsApi\Sync\Engine\Run;
use SorsApi\Sync\Engine\StepBudget;

/** Pictures of SORS' items: main picture and gallery of the shop's products. */
final class ImagesRun implements KindOfRun {

	private ImagesReading $reading;
	private ImagesApplying $applying;

	public function __construct( ImagesReading $reading, ImagesApplying $applying ) {
		$this->reading  = $reading;
		$this->applying = $applying;
	}

	public function advance( Run $run, Lease $lease, Settings $settings, StepBudget $budget ): void {
		switch ( $run->cursor->phase ) {
			case Cursor::START:
				$this->reading->begin( $run, $lease, $settings );
				break;
			case Cursor::COMPARE:
				$this->reading->compare( $run, $lease, $settings, $budget );
				break;
			case Cursor::ITEMS:
				$this->applying->items( $run, $lease, $settings, $budget );
				break;
			default:
				$this->applying->finish( $run, $lease );
		}
	}
}
