<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Catalog;

use SorsApi\Settings\Settings;
use SorsApi\Sync\Engine\Cursor;
use SorsApi\Sync\Engine\KindOfRun;
use SorsApi\Sync\Engine\Lease;
use SorsApi\Sync\Engine\Run;
use SorsApi\Sync\Engine\StepBudget;

/** Groups and items of the price list: categories and products of the shop. */
final class CatalogRun implements KindOfRun {

	private CatalogReading $reading;
	private CatalogPasses $passes;
	private CatalogApplying $applying;

	public function __construct( CatalogReading $reading, CatalogPasses $passes, CatalogApplying $applying ) {
		$this->reading  = $reading;
		$this->passes   = $passes;
		$this->applying = $applying;
	}

	public function advance( Run $run, Lease $lease, Settings $settings, StepBudget $budget ): void {
		switch ( $run->cursor->phase ) {
			case Cursor::START:
				$this->reading->begin( $run, $lease, $settings );
				break;
			case Cursor::GROUPS:
				$this->reading->groups( $run, $lease );
				break;
			case Cursor::PRODUCTS:
				$this->reading->products( $run, $lease, $settings );
				break;
			case Cursor::MISSING:
				$this->passes->missing( $run, $lease, $settings );
				break;
			case Cursor::UNKNOWN:
				$this->passes->unknown( $run, $lease, $settings );
				break;
			case Cursor::PASSES:
				$this->passes->count( $run, $lease );
				break;
			case Cursor::CATEGORIES:
				$this->applying->categories( $run, $lease );
				break;
			case Cursor::ITEMS:
				$this->applying->items( $run, $lease, $settings, $budget );
				break;
			default:
				$this->applying->finish( $run, $lease );
		}
	}
}
