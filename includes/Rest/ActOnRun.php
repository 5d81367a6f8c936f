<?php
declare( strict_types=1 );

namespace SorsApi\Rest;

use SorsApi\Sync\Engine\Runs;

/**
 * `POST runs/{id}/step|cancel|resume|approve|discard`: answers the run as it is afterwards.
 *
 * `step` works for a few seconds, so that an open page drives the run at full
 * speed; what goes wrong in the work is told by the run, not by the status.
 */
final class ActOnRun extends Route {

	private Runs $runs;

	public function __construct( Runs $runs ) {
		$this->runs = $runs;
	}

	protected function method(): string {
		return 'POST';
	}

	protected function path(): string {
		return '/runs/' . self::ID . '/(?P<action>step|cancel|resume|approve|discard)';
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
		switch ( $input->action ) {
			case 'step':
				return $this->runs->step( $input->id )->toArray();
			case 'cancel':
				return $this->runs->cancel( $input->id )->toArray();
			case 'resume':
				return $this->runs->resume( $input->id )->toArray();
			case 'approve':
				return $this->runs->approve( $input->id )->toArray();
			default:
				return $this->runs->discard( $input->id )->toArray();
		}
	}
}
