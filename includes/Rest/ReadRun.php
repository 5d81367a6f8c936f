<?php
declare( strict_types=1 );

namespace SorsApi\Rest;

use SorsApi\Sync\Engine\Runs;

/** `GET runs/{id}`. */
final class ReadRun extends Route {

	private Runs $runs;

	public function __construct( Runs $runs ) {
		$this->runs = $runs;
	}

	protected function method(): string {
		return 'GET';
	}

	protected function path(): string {
		return '/runs/' . self::ID;
	}

	protected function answers(): string {
		return 'run';
	}

	/**
	 * @return array<string, mixed>
	 *
	 * @throws Failure
	 */
	protected function handle( Input $input ): array {
		$run = $this->runs->get( $input->id );
		if ( null === $run ) {
			throw Failure::notFound( __( 'There is no such run. Its history may have been cleared: runs are kept for 30 days.', 'sors-api-for-woocommerce' ) );
		}
		return $run->toArray();
	}
}
