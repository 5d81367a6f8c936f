<?php
declare( strict_types=1 );

namespace SorsApi\Rest;

use SorsApi\YearChange\YearChange;

/** `POST year-change`: moves the shop into the newer database, its units found again by code. */
final class ChangeYear extends Route {

	private YearChange $change;

	public function __construct( YearChange $change ) {
		$this->change = $change;
	}

	protected function method(): string {
		return 'POST';
	}

	protected function path(): string {
		return '/year-change';
	}

	protected function takes(): string {
		return 'year-change-body';
	}

	protected function answers(): string {
		return 'year-change-response';
	}

	/**
	 * @return array<string, mixed>
	 *
	 * @throws \SorsApi\Outbox\OutboxRefused
	 * @throws \SorsApi\Sors\SorsError
	 * @throws \SorsApi\Settings\InvalidSettings
	 */
	protected function handle( Input $input ): array {
		$this->change->move( $input->string( 'database' ), true === ( $input->values['withoutMissingUnits'] ?? false ) );
		return $this->change->report();
	}
}
