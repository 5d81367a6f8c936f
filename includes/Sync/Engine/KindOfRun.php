<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Engine;

use SorsApi\Settings\Settings;

/** The work of one kind of run. */
interface KindOfRun {

	/**
	 * Does the next piece: a page read, or a handful of items applied. Saves the
	 * run with it through Lease::hold(), and moves its cursor or its state on.
	 *
	 * @throws \SorsApi\Sors\SorsError What SORS answered instead; the piece counts as not done.
	 * @throws LeaseLost
	 */
	public function advance( Run $run, Lease $lease, Settings $settings, StepBudget $budget ): void;
}
