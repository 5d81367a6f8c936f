<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Engine;

use SorsApi\Settings\Settings;

/** The work of one kind of run. */
interface KindOfRun {

	/**
	 * Does the next part, and saves the run with it through Lease::hold(), its cursor or its state moved on.
	 *
	 * @throws \SorsApi\Sors\SorsError This part counts as not done.
	 * @throws LeaseLost
	 */
	public function advance( Run $run, Lease $lease, Settings $settings, StepBudget $budget ): void;

	/**
	 * Leaves out the one piece that comes next, and reports it by name: processes have been cut off while they worked on it.
	 *
	 * @param string $reason A sentence for people.
	 * @return bool False where the work at this place is not about single pieces.
	 * @throws LeaseLost
	 */
	public function passOver( Run $run, Lease $lease, string $reason ): bool;
}
