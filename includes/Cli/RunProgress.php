<?php
declare( strict_types=1 );

namespace SorsApi\Cli;

use cli\progress\Bar;
use SorsApi\Sync\Engine\Run;

/** WP-CLI's progress bar for a run. A run counts twice, first what it read, then what it wrote: each has its own bar. */
final class RunProgress {

	private ?Bar $bar     = null;
	private string $state = '';
	private int $shown    = 0;

	public function show( Run $run ): void {
		if ( null === $run->total || ! $run->isActive() ) {
			return;
		}
		if ( $run->state !== $this->state ) {
			$this->end();
			$bar = \WP_CLI\Utils\make_progress_bar( $run->kind . ' ' . $run->state, $run->total );
			// Where nobody watches (a pipe, --quiet) WP-CLI gives one that does nothing.
			$this->bar   = $bar instanceof Bar ? $bar : null;
			$this->state = $run->state;
			$this->shown = 0;
		}
		if ( null !== $this->bar && $run->processed > $this->shown ) {
			$this->bar->tick( $run->processed - $this->shown );
			$this->shown = $run->processed;
		}
	}

	public function end(): void {
		if ( null !== $this->bar ) {
			$this->bar->finish();
			$this->bar = null;
		}
	}
}
