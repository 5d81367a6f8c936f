<?php
declare( strict_types=1 );

namespace SorsApi\Rest;

use SorsApi\Sync\Engine\Runs;

/** `POST runs`: starts a run, or answers the one of its kind that is active. */
final class StartRun extends Route {

	private Runs $runs;

	public function __construct( Runs $runs ) {
		$this->runs = $runs;
	}

	protected function method(): string {
		return 'POST';
	}

	protected function path(): string {
		return '/runs';
	}

	protected function takes(): string {
		return 'start-run-body';
	}

	protected function answers(): string {
		return 'run';
	}

	/**
	 * @return array<string, mixed>
	 *
	 * @throws \SorsApi\Sync\Engine\RunRefused
	 */
	protected function handle( Input $input ): array {
		return $this->runs->start( $input->string( 'kind' ), $input->string( 'mode' ), 'person' )->toArray();
	}
}
