<?php
declare( strict_types=1 );

namespace SorsApi\Rest;

use SorsApi\Overview\CustomerDebt;

/** `GET orders/{id}/debt`: what the buyer of the order owes, by SORS' books. */
final class ReadCustomerDebt extends Route {

	private CustomerDebt $debt;

	public function __construct( CustomerDebt $debt ) {
		$this->debt = $debt;
	}

	protected function method(): string {
		return 'GET';
	}

	protected function path(): string {
		return '/orders/' . self::ID . '/debt';
	}

	protected function answers(): string {
		return 'debt-response';
	}

	/**
	 * @return array<string, mixed>
	 *
	 * @throws \SorsApi\Outbox\OutboxRefused
	 * @throws \SorsApi\Sors\SorsError
	 */
	protected function handle( Input $input ): array {
		return $this->debt->forOrder( $input->id );
	}
}
