<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Engine;

use SorsApi\Database\PreviewTables;
use SorsApi\Settings\Settings;

defined( 'ABSPATH' ) || exit;

/** What a sync would change if the shop worked with another database: the same reading, on copies of what the shop knows. */
final class PreviewElsewhere implements KindOfRun {

	private KindOfRun $kind;

	public function __construct( KindOfRun $kind ) {
		$this->kind = $kind;
	}

	public function advance( Run $run, Lease $lease, Settings $settings, StepBudget $budget ): void {
		PreviewTables::with(
			function () use ( $run, $lease, $settings, $budget ): void {
				if ( Cursor::START === $run->cursor->phase ) {
					$lease->hold( $run, [ PreviewTables::class, 'fill' ] );
				}
				$this->kind->advance( $run, $lease, $settings, $budget );
			}
		);
	}

	/** Nothing is written, so no single piece can be to blame. */
	public function passOver( Run $run, Lease $lease, string $reason ): bool {
		return false;
	}
}
