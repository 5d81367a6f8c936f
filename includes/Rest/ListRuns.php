<?php
declare( strict_types=1 );

namespace SorsApi\Rest;

use SorsApi\Sync\Engine\Run;
use SorsApi\Sync\Engine\Runs;

/** `GET runs`: newest first. */
final class ListRuns extends Route {

	private Runs $runs;

	public function __construct( Runs $runs ) {
		$this->runs = $runs;
	}

	protected function method(): string {
		return 'GET';
	}

	protected function path(): string {
		return '/runs';
	}

	protected function takes(): string {
		return 'runs-query';
	}

	protected function answers(): string {
		return 'runs-response';
	}

	/** @return array<string, mixed> */
	protected function handle( Input $input ): array {
		/** @var array{kind?: string, state?: string, search?: string, page?: int, per_page?: int} $query Judged by the schema. */
		$query = $input->values;
		$found = $this->runs->list( $query );
		return [
			'items' => array_map(
				static function ( Run $run ): array {
					return $run->toArray();
				},
				$found['items']
			),
			'total' => $found['total'],
		];
	}
}
