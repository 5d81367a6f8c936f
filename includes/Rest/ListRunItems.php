<?php
declare( strict_types=1 );

namespace SorsApi\Rest;

use SorsApi\Sync\Engine\Runs;

/** `GET runs/{id}/items`: what a run found, and what became of it. */
final class ListRunItems extends Route {

	private Runs $runs;

	public function __construct( Runs $runs ) {
		$this->runs = $runs;
	}

	protected function method(): string {
		return 'GET';
	}

	protected function path(): string {
		return '/runs/' . self::ID . '/items';
	}

	protected function takes(): string {
		return 'run-items-query';
	}

	protected function answers(): string {
		return 'run-items-response';
	}

	/**
	 * @return array<string, mixed>
	 *
	 * @throws Failure
	 */
	protected function handle( Input $input ): array {
		if ( null === $this->runs->get( $input->id ) ) {
			throw Failure::notFound( __( 'There is no such run. Its history may have been cleared: runs are kept for 30 days.', 'sors-api-for-woocommerce' ) );
		}
		/** @var array{outcome?: string, search?: string, page?: int, per_page?: int} $query Judged by the schema. */
		$query = $input->values;
		return $this->runs->items( $input->id, $query );
	}
}
