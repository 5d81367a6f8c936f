<?php
declare( strict_types=1 );

namespace SorsApi\Rest;

use SorsApi\YearChange\YearChange;

/** `POST year-change/carried-over`: a person says whether the open documents of a former database were carried over. */
final class ConfirmCarriedOver extends Route {

	private YearChange $change;

	public function __construct( YearChange $change ) {
		$this->change = $change;
	}

	protected function method(): string {
		return 'POST';
	}

	protected function path(): string {
		return '/year-change/carried-over';
	}

	protected function takes(): string {
		return 'carried-over-body';
	}

	protected function answers(): string {
		return 'year-change-response';
	}

	/**
	 * @return array<string, mixed>
	 *
	 * @throws \SorsApi\Outbox\OutboxRefused
	 * @throws \SorsApi\Sors\SorsError
	 */
	protected function handle( Input $input ): array {
		$this->change->carryOver( $input->string( 'database' ), true === ( $input->values['carriedOver'] ?? false ) );
		return $this->change->report();
	}
}
