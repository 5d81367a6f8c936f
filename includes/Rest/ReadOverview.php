<?php
declare( strict_types=1 );

namespace SorsApi\Rest;

use SorsApi\Overview\Overview;

/** `GET overview`: what a shop owner must know before anything else. */
final class ReadOverview extends Route {

	private Overview $overview;

	public function __construct( Overview $overview ) {
		$this->overview = $overview;
	}

	protected function method(): string {
		return 'GET';
	}

	protected function path(): string {
		return '/overview';
	}

	protected function answers(): string {
		return 'overview-response';
	}

	/** @return array<string, mixed> */
	protected function handle( Input $input ): array {
		return $this->overview->make();
	}
}
