<?php
declare( strict_types=1 );

namespace SorsApi\Rest;

use SorsApi\YearChange\YearChange;

/** `GET year-change`: whether SORS has a newer database of the same name, and what the move there would change. */
final class ReadYearChange extends Route {

	private YearChange $change;

	public function __construct( YearChange $change ) {
		$this->change = $change;
	}

	protected function method(): string {
		return 'GET';
	}

	protected function path(): string {
		return '/year-change';
	}

	protected function answers(): string {
		return 'year-change-response';
	}

	/**
	 * @return array<string, mixed>
	 *
	 * @throws \SorsApi\Sors\SorsError
	 */
	protected function handle( Input $input ): array {
		return $this->change->report();
	}
}
